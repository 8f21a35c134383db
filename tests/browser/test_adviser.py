"""The adviser's road in a real Chromium: by mandate, by hand-over, and nothing left on the machine."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Visitor
from tests.browser.walking import (
    assert_no_sideways_scroll,
    check_accessible,
    downloaded,
    reload_until,
    scenario,
    sign_in,
    walk,
)

ADVISER = "conseiller@france-services.example"
WHO = "Maryvonne Le Goff"


def begin(page: Page, mode: str, look) -> None:
    """Who is helped, for what, how; by mandate, the person's consent."""
    sign_in(page, ADVISER)
    look(page)
    page.get_by_role("link", name="Commencer un accompagnement").click()
    look(page)
    page.get_by_label("Prénom et nom de la personne").fill(WHO)
    page.locator('[name="demarche"][value="cerfa-16029"]').check()
    page.locator(f'[name="mode"][value="{mode}"]').check()
    page.get_by_role("button", name="Continuer").click()
    look(page)
    if mode == "mandat":
        page.locator('[name="accord"]').check()
        page.get_by_role("button", name="Enregistrer l’accord et commencer").click()
        look(page)
    if "/etapes/" not in page.url:
        page.get_by_role("link", name="Continuer vers le formulaire").click()


@pytest.mark.parametrize(
    ("width", "script"), [(PHONE, True), (DESKTOP, False)], ids=["phone-with-js", "desktop-without-js"]
)
def test_an_adviser_files_by_mandate_and_leaves_nothing(
    visit: Visitor, width: dict[str, int], script: bool
) -> None:
    look = check_accessible if script else assert_no_sideways_scroll
    page = visit(width, script=script)
    begin(page, "mandat", look)
    expect(page.get_by_text(f"Vous agissez pour {WHO}")).to_be_visible()
    walk(page, scenario("cerfa-16029")["typed"], look=look)
    page.get_by_label("Je certifie").check()
    page.get_by_role("button", name="Envoyer ma demande").click()
    page.wait_for_url("**/envoye")
    reload_until(page, 'main a[href$=".pdf"]', 3)
    texts = [downloaded(page, link) for link in page.locator('main a[href$=".pdf"]').all()]
    assert sum("Karim Benali" in text for text in texts) == 3
    sent = page.url
    page.get_by_role("button", name="Terminer et effacer les traces").first.click()
    look(page)
    assert page.context.cookies() == []
    page.goto(sent)
    assert WHO not in page.content()
    assert "Le Goff" not in page.content()


def test_a_draft_is_handed_over_and_finished_by_the_person(visit: Visitor) -> None:
    adviser, person = visit(DESKTOP), visit(PHONE, script=False)
    begin(adviser, "accompagne", check_accessible)
    first, *others = scenario("cerfa-16029")["typed"]
    for name, value in first["values"].items():
        adviser.locator(f'[name="{name}"][value="{value}"], input[type="text"][name="{name}"]').first.check()
    adviser.get_by_role("button", name="Continuer", exact=True).click()
    adviser.goto("/accompagner")
    adviser.get_by_role("link", name="Remettre à la personne").first.click()
    check_accessible(adviser)
    adviser.get_by_role("button", name="Remettre ce brouillon").click()
    check_accessible(adviser)
    number, code = (text.strip() for text in adviser.locator(".assist-codes dd").all_inner_texts()[:2])
    person.goto("/suivi")
    person.get_by_label("Numéro de dossier").fill(number)
    person.get_by_label("Code", exact=True).fill(code)
    person.get_by_role("button", name="Ouvrir mon dossier").click()
    walk(person, others, look=assert_no_sideways_scroll)
    person.get_by_label("Je certifie").check()
    person.get_by_role("button", name="Envoyer ma demande").click()
    person.wait_for_url("**/envoye")
    person.get_by_role("link", name="Suivre ma demande").click()
    expect(person.get_by_text("Karim Benali").first).to_be_visible()
