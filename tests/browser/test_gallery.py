"""Every kind of question of the registry in every state: empty, wrong, filled, disabled; then read back.

Each form of the gallery is walked once, at 320 px; what is found is told together, by kind and state.
"""

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Page, expect

from app.core.field_types import FIELD_TYPES
from tests.browser.conftest import PHONE, Visitor
from tests.browser.gallery import Sample, Sheet, galleries
from tests.browser.looking import accessible, by_keyboard, disabled
from tests.browser.test_straight_line import AGENT
from tests.browser.walking import check_accessible, give, sign_in
from tests.core import files

GIVEN = {
    "PDF": {"name": "facture-de-novembre.pdf", "mimeType": "application/pdf", "buffer": files.PDF},
    "PNG": {"name": "carte-recto.png", "mimeType": "image/png", "buffer": files.PNG},
}
REACHED = """() => {
  const node = document.activeElement;
  return node.matches("input, select, textarea, button, a[href]") ? node.id : "";
}"""


def test_every_kind_of_the_registry_is_in_a_gallery() -> None:
    samples = [sample for sheets in galleries().values() for sheet in sheets for sample in sheet.samples]
    assert {sample.kind for sample in samples} == set(FIELD_TYPES)
    assert {"choice-list", "linked", "repeat-table", "repeat-pages"} <= {sample.id for sample in samples}


@pytest.mark.parametrize("slug", galleries())
def test_every_kind_in_every_state(visit: Visitor, slug: str) -> None:
    page = visit(PHONE)
    page.goto(f"/demarches/{slug}")
    page.get_by_role("button", name="Commencer ma demande").click()
    found: list[str] = []
    addresses: dict[str, str] = {}
    for sheet in galleries()[slug]:
        page.wait_for_url(f"**/etapes/{sheet.id}*")
        addresses[sheet.id] = page.url
        found += [f"{sheet.id}, {told}" for told in on_the_way(page, sheet)]
    page.wait_for_url("**/verifier*")
    end = page.url
    for id_, address in addresses.items():
        page.goto(address)
        found += [f"{id_}, {told}" for told in read_back(page)]
    assert not found, "\n".join(["", *found])
    page.goto(end)
    check_accessible(page)
    number = send(page).replace("-", "")
    check_accessible(page)
    page.goto(f"/suivi/{number}")
    check_accessible(page)
    agent = visit(PHONE)
    sign_in(agent, AGENT)
    agent.goto(f"/bureau/dossiers/{number}")
    check_accessible(agent)


def on_the_way(page: Page, sheet: Sheet) -> Iterator[str]:
    """Answer one page, first wrongly; what is not right in these states."""
    yield from (f"empty: {told}" for told in (*accessible(page), *by_keyboard(page)))
    wrong = [sample for sample in sheet.samples if sample.wrong is not None]
    if wrong:
        for sample in wrong:
            fill(page, sample, sample.named(sample.wrong))
        go_on(page)
        expect(page.locator("#erreurs")).to_be_focused()
        yield from (f"wrong: {told}" for told in (*accessible(page, "main"), *errors(page, wrong)))
    for sample in sheet.samples:
        answer(page, sample)
    here = page.url
    go_on(page)
    page.wait_for_url(lambda url: url != here)


def read_back(page: Page) -> Iterator[str]:
    """What is not right on a page that was answered."""
    yield from (f"filled: {told}" for told in accessible(page, "main"))
    yield from (f"disabled: {told}" for told in disabled(page))


def errors(page: Page, wrong: Sequence[Sample]) -> Iterator[str]:
    """The title says that something is wrong, and each line of the summary leads to a control of one of the
    wrong answers, each of which is led to.
    """
    if not page.title().startswith("Erreur\u00a0: "):
        yield f"the title is « {page.title()} »"
    told = " ".join(page.locator(".errors").inner_text().lower().split())
    for text in page.locator("main form .field-error:visible").all_inner_texts():
        message = " ".join(text.lower().split()).removeprefix("erreur : ")
        if message not in told:
            yield f"« {message} » is not in the summary"
    reached, questions = [], {f"q-{sample.path}" for sample in wrong}
    for line in page.locator(".errors a").all():
        line.press("Enter")
        reached.append(page.evaluate(REACHED))
        if not reached[-1].startswith(tuple(questions)):
            yield f"« {line.inner_text()} » leads to « {reached[-1]} »"
    for question in questions:
        if not any(id_.startswith(question) for id_ in reached):
            yield f"no line of the summary leads to {question}"
    order = page.evaluate("[...document.querySelectorAll('[id]')].map(node => node.id)")
    known = [id_ for id_ in reached if id_]
    if known != sorted(known, key=order.index):
        yield f"the summary is not in page order: {known}"


def answer(page: Page, sample: Sample) -> None:
    """Give the right answer."""
    if sample.is_file:
        there = page.locator(".files li")
        files = there.count()
        page.locator(f"input[type=file][name={sample.path}]").set_input_files([GIVEN[sample.right]])
        expect(there).to_have_count(files + 1)
    elif sample.raw.get("layout") == "pages":
        page.locator(".row-list-actions a").first.click()
        fill(page, sample, sample.named(sample.right))
        page.get_by_role("button", name="Enregistrer et revenir à la liste").click()
        page.locator(".badge--attention").wait_for(state="detached")
    else:
        fill(page, sample, sample.named(sample.right))


def fill(page: Page, sample: Sample, values: dict[str, str]) -> None:
    for name, value in values.items():
        control = page.locator(f'[name="{name}"]').first
        if control.evaluate("node => node.tagName === 'SELECT' && node.hidden"):  # under a list with a search
            control.select_option(value, force=True)
        elif not value and control.get_attribute("type") in ("radio", "checkbox"):
            continue
        else:
            give(page, name, value)


def go_on(page: Page) -> None:
    page.keyboard.press("Escape")  # proposals left open would stand over the button
    page.get_by_role("button", name="Continuer", exact=True).click()


def send(page: Page) -> str:
    page.locator("main form input[type=checkbox]").check()
    page.get_by_role("button", name="Envoyer ma demande").click()
    page.wait_for_url("**/envoye")
    return page.locator("main .reference dd").first.inner_text().strip()
