"""Designers for tests of the studio: an account, a browser, the buttons of its pages."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from app.adapters.database.published import PublishedForms
from app.core.account import Account, Membership
from app.core.editing.guessing import guessed
from app.usecases import account, studio
from app.usecases.ports import Ports
from tests.fixtures.application import PASSWORD
from tests.plain import plain
from tests.web.page import Page, form_values
from tests.web.pages import Visitor

# All that a blank page lacks before it may be published.
WHOLE = {
    "start.summary": "Pour une fête.", "legal.basis": "Délibération du 3 mars 2026",
    "legal.purposes": "Prêter la salle", "legal.recipients": "La mairie", "legal.retention_months": "12",
    "legal.dpo": "dpo@exemple.fr", "legal.silence": "rejet", "silence_mois": "2",
}  # fmt: skip


def serving(ports: Ports, folder: Path) -> Ports:
    """Versions published here are served, as in production."""
    return replace(ports, forms=PublishedForms(ports.forms, ports.store._engine, folder / "publications"))


def a_designer(ports: Ports, email: str = "lea@exemple.fr", name: str = "Léa Martin") -> Account:
    """A designer of the service of the form that tests walk most."""
    place = ports.forms.current("cerfa-16029").service.id
    return account.create(
        ports, email=email, name=name, password=PASSWORD, organisation="CCAS",
        memberships=(Membership(place, "designer"),),
    )  # fmt: skip


def press(visitor: Visitor, page: Page, words: str, *, status: int = 200, **more: Any) -> Page:
    """Press the button with these words, in the form that it belongs to. "_" stands for "-" in names."""
    for button in page.tree.xpath("//main//form//button"):
        if plain(" ".join(button.text_content().split())).startswith(words):
            form = next(button.iterancestors("form"))
            names = set(form.xpath(".//@name"))
            dashed = {name.replace("_", "-"): name for name in more}
            values = {**form_values(form), **{
                name if name in names else own: more[name] for own, name in dashed.items()
            }}  # fmt: skip
            if button.get("name"):
                values[button.get("name")] = button.get("value")
            address = button.get("formaction") or form.get("action")
            return visitor.post(urljoin(page.url, address), values, status=status)
    raise AssertionError(f"no button {words!r}")


def outline(page: Page) -> list[str]:
    """The lines of the outline: steps and questions, with their kinds."""
    return [
        plain(" ".join(link.text_content().split()))
        for link in page.tree.xpath("//ol[contains(@class, 'studio-steps')]//a")
    ]


def begun(visitor: Visitor, ports: Ports, account_: Account, *labels: str, title: str = "Salle") -> Page:
    """A new form with these questions, whose kinds their labels tell, after the first one of a blank page;
    the last one is chosen."""
    draft = studio.begin_blank(ports, account_, account_.memberships[0].service_id, title)
    to = {"step": draft.document["steps"][0]["id"]}
    for number, label in enumerate(labels):
        edit = {"verb": "add-question", "kind": guessed(label), "label": label, "to": to}
        last = studio.edit(ports, account_, draft.id, edit, based_on=number).definition.steps[0].fields[-1]
    return visitor.get(f"/atelier/brouillons/{draft.id}?question={last.path}")


def at(page: Page, question: str) -> str:
    """The address where this question is chosen."""
    return f"{page.url.partition('?')[0]}?question={question}"
