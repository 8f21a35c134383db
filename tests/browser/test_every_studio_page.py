"""Every page of the studio at 320 px, and what happens on it, with axe: empty, wrong, in conflict, ended.

Pages that `ELSEWHERE` names are judged in those tests, in their usual state. Each here is looked at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from app.core.account import Account
from app.core.studio.opening import Opening
from app.usecases import studio
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from app.usecases.studio import publish_form, trial_beside, trial_links, trials
from tests.browser.conftest import PHONE, Site, Visitor
from tests.browser.serving import served
from tests.browser.walking import check_accessible
from tests.fixtures.application import PASSWORD
from tests.fixtures.doubles import SettableClock
from tests.usecases.conftest import save
from tests.web.designers import a_designer, serving

NOT_PAGES = {
    "studio.together", "studio.export_form", "studio.meta_schema", "studio.specimen", "studio.trial_document",
}  # fmt: skip
ELSEWHERE = {
    "test_studio": {"messages", "sheet", "trial_screens", "version"},
    "test_studio_pages": {"start_report", "circuit", "starts"},
    "test_builder": {"history"},
}
USED = "question"  # what a blank page comes with


@pytest.fixture
def ports(ports: Ports, tmp_path: Path) -> Ports:
    return serving(ports, tmp_path)


@pytest.fixture
def site(application: Flask, tmp_path: Path) -> Iterator[Site]:
    with served(application, tmp_path) as running:
        yield running


@dataclass(frozen=True)
class Bench:
    """A draft with nothing but its first page, one with a condition and a language, tests, a form to come."""

    empty: str
    busy: str
    running: str
    ended: str
    coming: str


@pytest.fixture
def lea(ports: Ports) -> Account:
    return a_designer(ports)


@pytest.fixture
def bench(ports: Ports, lea: Account) -> Bench:
    service = lea.memberships[0].service_id
    empty, busy, coming = (
        studio.begin_blank(ports, lea, service, title) for title in ("Prêt d’une salle", "Barnums", "Forum")
    )
    edits = [
        {"verb": "add-question", "kind": "yes-no", "label": "Une scène ?", "to": {"step": "etape-1"}},
        {"verb": "set-condition", "question": "une_scene", "when": {"answered": [{"var": USED}]}},
        {"verb": "set-sheet", "place": "workflow", "value": "avis"},
        {"verb": "translate", "language": "en", "texts": {"Votre question": "Your question"}},
    ]
    studio.edit(ports, lea, busy.id, {"verb": "several", "edits": edits}, based_on=0)
    opening = Opening(opens_at=ports.clock.now() + timedelta(days=9))
    wish = publish_form.Wish(accessible=True, emergency=True, reason="Forum de juin", opening=opening)
    publish_form.publish(ports, lea, coming.id, based_on=0, wish=wish)
    return Bench(empty.id, busy.id, *(_test(ports, lea, busy.id, end) for end in (False, True)), coming.slug)


def _test(ports: Ports, lea: Account, draft_id: str, end: bool) -> str:
    """A test that was sent, with a message and its mails; an opinion is awaited, or it is refused."""
    test = trials.begin(ports, lea, draft_id)
    save(ports, test, "etape-1", {USED: "Samedi"})
    sent = submit(ports, test.id, declared=True).dossier
    trials.act(ports, lea, sent.reference, "take", from_state="submitted")
    trial_beside.write_as_agent(ports, lea, sent.reference, "Combien serez-vous ?")
    if end:
        trials.act(ports, lea, sent.reference, "refuse", from_state="under_review", motive="Salle prise")
    else:
        trial_beside.ask_as_agent(ports, lea, sent.reference, "La salle est-elle libre ?")
    return sent.reference


def test_every_page_of_the_studio_and_its_states_are_accessible(
    visit: Visitor, application: Flask, ports: Ports, lea: Account, bench: Bench, clock: SettableClock
) -> None:
    page, looks = visit(PHONE), Looks(bench)
    link, _until = trial_links.make_link(ports, lea, bench.busy, 1)
    _sign_in(page, lea)
    for endpoint, addresses in looks.pages().items():
        for address in addresses:
            looks.seen.add(endpoint)
            looks.at(page, address)
    looks.refused(page)
    _builder(page, looks, ports, lea)
    clock.move(days=2)
    looks.at(page, f"/essai/{link.rpartition('/')[2]}")
    assert "plus" in page.locator("main").inner_text()
    rules = [rule for rule in application.url_map.iter_rules() if rule.endpoint.startswith("studio.")]
    known = {f"studio.{name}" for names in ELSEWHERE.values() for name in names}
    got = {rule.endpoint for rule in rules if "GET" in (rule.methods or ())}
    assert looks.seen | known | NOT_PAGES == got
    assert not looks.wrong, "\n\n".join(looks.wrong)


def _sign_in(page: Page, account: Account) -> None:
    page.goto("/connexion")
    page.fill("[name=adresse]", account.email)
    page.fill("[name=mot_de_passe]", PASSWORD)
    page.locator("main form").evaluate("form => form.submit()")
    page.wait_for_url("**/atelier*")


class Looks:
    """What was seen, and what is wrong."""

    def __init__(self, bench: Bench) -> None:
        self.bench, self.seen, self.wrong = bench, set[str](), list[str]()

    def at(self, page: Page, address: str = "") -> None:
        """Go there, or stay, and look."""
        if address:
            page.goto(address)
        try:
            check_accessible(page)
        except AssertionError as found:
            self.wrong.append(f"{address}: {found}")

    def pages(self) -> dict[str, list[str]]:
        """Each route that this test judges, in the states that an address can ask for."""
        empty, busy = (f"/atelier/brouillons/{one}" for one in (self.bench.empty, self.bench.busy))
        return {
            "studio.forms": ["/atelier"],
            "studio.tour": [f"/atelier/visite?brouillon={self.bench.busy}"],
            "studio.draft": [empty, f"{busy}?question=une_scene"],
            "studio.review": [f"{empty}/publication"],
            "studio.texts": [f"{busy}/textes"],
            "studio.one_text": [f"{busy}/textes/sent"],
            "studio.text": [f"{empty}/json"],
            "studio.languages": [f"{busy}/langues"],
            "studio.language": [f"{busy}/langues/en"],
            "studio.trial": [f"{busy}/essai"],
            "studio.trial_case": [f"/atelier/essais/{one}" for one in (self.bench.running, self.bench.ended)],
            "studio.versions": [f"/atelier/demarches/{self.bench.coming}/versions"],
        }

    def refused(self, page: Page) -> None:
        """The pages that come back when something is wrong."""
        draft = f"/atelier/brouillons/{self.bench.busy}"
        test = f"/atelier/essais/{self.bench.running}"
        bad = {"name": "f.json", "mimeType": "application/json", "buffer": b"{"}
        for address, form, typed in (
            (f"{draft}/json", "form:has(#document)", {"document": "{"}),
            (f"{draft}/json", "form:has(#champ-fichier)", {}),
            ("/atelier/nouveau", "form:has(#champ-fichier)", {}),
            (f"{draft}/textes/received.submitted", "form:has(#champ-texte)", {"texte": "{{ prenom }}"}),
            (f"{draft}/circuit", "form:has([name='delai:correction'])", {"delai:correction": "hier"}),
            (test, "form:has(#texte-question)", {}),
        ):
            page.goto(address)
            here = page.locator(f"main {form}")
            for name, value in typed.items():
                here.locator(f"[name='{name}']").fill(value)
            for chooser in here.locator("[type=file]").all():
                chooser.set_input_files([bad])
            with page.expect_navigation():
                here.evaluate("form => form.submit()")
            page.locator("#erreurs").wait_for()
            self.at(page)


def _builder(page: Page, looks: Looks, ports: Ports, lea: Account) -> None:
    """To confirm, undone, held by its handle, changed meanwhile by somebody else, signed out."""
    address = f"/atelier/brouillons/{looks.bench.busy}"
    delete = page.locator(".studio-bar button", has_text="Supprimer")
    page.goto(f"{address}?question={USED}")
    delete.click()
    page.get_by_role("button", name="Supprimer partout").wait_for()
    looks.at(page)
    page.get_by_role("button", name="Supprimer partout").click()
    page.locator(f"[data-question={USED}]").wait_for(state="detached")
    page.locator("#b-undo").click()
    page.locator("#b-redo:not([disabled])").wait_for()
    looks.at(page)
    page.locator(".studio-jump a[href='#plan']").click()
    page.locator("[data-question=une_scene]").hover()
    box = page.locator("[data-question=une_scene]").locator("xpath=preceding-sibling::span").bounding_box()
    assert box
    page.mouse.move(box["x"] + 8, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] - 20, steps=3)
    page.locator(".studio-drop").wait_for()
    looks.at(page)
    page.keyboard.press("Escape")
    page.mouse.up()
    page.goto(f"{address}?question=une_scene")
    other = replace(lea, id="ali", name="Ali Benali")
    draft = studio.read_draft(ports, lea, looks.bench.busy)
    edit = {"verb": "set-property", "question": "une_scene", "property": "title", "value": "Un podium ?"}
    studio.edit(ports, other, draft.id, edit, based_on=draft.revision)
    page.locator("#p-libelle").fill("Une estrade ?")
    page.locator("#p-aide").focus()
    page.locator("#message", has_text="Ali Benali").wait_for()
    looks.at(page)
    page.goto(f"{address}?question=une_scene")
    page.context.clear_cookies()
    page.locator("#p-aide").fill("Pour le concert")
    page.locator("#p-court").focus()
    page.locator("#message", has_text="reconnecter").wait_for()
    looks.at(page)
