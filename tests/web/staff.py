"""What the tests of the staff's pages need: people signed in, dossiers already sent."""

from dataclasses import replace
from typing import Any

from flask import Flask

from app.core.account import Account
from app.core.answers import judge
from app.core.definition import FormDefinition
from app.core.dossier import ALONE, Acting, Dossier
from app.usecases.desk import process
from app.usecases.fill import attach, start
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from tests.core.files import PDF
from tests.fixtures.application import PASSWORD
from tests.web.pages import Page, Visitor

SLUG = "cerfa-16029"
WITH_FILES = "avec-pieces"


def signed_in(application: Flask, account: Account) -> Visitor:
    """A browser whose owner came in by the sign-in page."""
    visitor = Visitor(application)
    sign_in(visitor, account.email, status=200)
    return visitor


def sign_in(visitor: Visitor, email: str, password: str = PASSWORD, *, status: int = 200) -> Page:
    """Fill in the sign-in page."""
    values = {"adresse": email, "mot_de_passe": password}
    return visitor.submit(visitor.get("/connexion"), values, having="adresse", status=status)


def good_answers(ports: Ports, form: FormDefinition) -> Any:
    """The answers of the first scenario that may be sent today."""
    for scenario in form.scenarios:
        verdict = judge(form, scenario.answers, today=ports.clock.today())
        if not verdict.errors and verdict.ineligible is None:
            return scenario.answers
    raise AssertionError(f"{form.slug} has no scenario that may be sent")


def draft(ports: Ports, acting: Acting = ALONE, *, slug: str = SLUG, email: str = "") -> Dossier:
    """A complete draft, not sent."""
    form = ports.forms.current(slug)
    dossier = start(ports, slug, acting, email=email)
    with ports.store.transaction() as tx:
        filled = replace(dossier, working=good_answers(ports, form), title="Le Goff Maryvonne")
        return tx.dossiers.save_working(filled, based_on=dossier.revision)


def sent(ports: Ports, acting: Acting = ALONE, *, slug: str = SLUG, email: str = "") -> Dossier:
    """A dossier that waits for an agent."""
    return submit(
        ports, draft(ports, acting, slug=slug, email=email).id, declared=True, acting=acting
    ).dossier


def with_file(ports: Ports, *, send: bool = True) -> Dossier:
    """A dossier of the form that asks for files (see `forms_with_files`), with one."""
    dossier = start(ports, WITH_FILES)
    with ports.store.transaction() as tx:
        tx.dossiers.save_working(replace(dossier, working={"nom": "Le Goff", "heberge": False}), based_on=0)
    attach.add(ports, dossier.id, "vous", "identite", "carte d’identité.pdf", [PDF])
    return submit(ports, dossier.id, declared=True).dossier if send else dossier


def moved(ports: Ports, account: Account, dossier: Dossier, *actions: str) -> Dossier:
    """The same after these actions of an agent."""
    for action in actions:
        dossier = process.act(ports, account, dossier.reference, action, motive="Parce que.")
    return dossier


def post(visitor: Visitor, url: str, data: dict[str, str] | None = None) -> Any:
    """Post with a good CSRF token and no page policing: for what a browser would not send by itself."""
    page = visitor.raw.get("/suivi").get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    return visitor.raw.post(url, data={"csrf_token": token, **(data or {})}, buffered=True)


def rows(page: Page) -> list[str]:
    """The references in the desk's list, in order."""
    return [link.text_content() for link in page.tree.xpath("//tbody//th/a")]


def open_case(desk: Visitor, reference: str, *, status: int = 200) -> Page:
    return desk.get(f"/bureau/dossiers/{reference}", status=status)


def told(page: Page) -> str:
    """What the page answers to an action, where guichet.js puts the focus."""
    (message,) = page.tree.xpath("//*[@id='message'][@tabindex='-1'][not(@role)]")
    return " ".join(message.text_content().split())


def action(desk: Visitor, reference: str, name: str) -> Page:
    """The confirmation page of an action."""
    return desk.get(f"/bureau/dossiers/{reference}/actions/{name}")
