"""The pages around the builder in a real browser: starts, JSON with completion, circuit, texts, languages."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Visitor
from tests.browser.walking import check_accessible, sign_in

CELLS = "Question\tType\tObligatoire\nNom\tnom\toui\nÂge\tnombe\t\n"


def test_a_form_is_started_written_translated_and_set_on_a_phone(visit: Visitor) -> None:
    page = visit(PHONE)
    sign_in(page, "conceptrice@ccas.example")
    page.goto("/atelier/nouveau")
    check_accessible(page)
    page.locator("#champ-cellules").fill(CELLS)
    page.locator("#titre-cellules").fill("Prêt de matériel")
    page.locator("section", has=page.locator("#champ-cellules")).get_by_role("button").click()
    page.wait_for_url("**/import")
    check_accessible(page)
    draft = page.url.removesuffix("/import")
    _completed(page, draft)
    for address, shown in (
        ("circuit?circuit=double-visa", ".circuit-box"),
        ("textes", ".mail-list"),
        ("textes/received.submitted", ".mail-preview"),
        ("langues", "#champ-langue"),
        ("langues/ar", ".studio-translation"),
    ):
        page.goto(f"{draft}/{address}")
        expect(page.locator(shown).first).to_be_visible()
        check_accessible(page)


def _completed(page: Page, draft: str) -> None:
    """By keyboard: a key of the published schema is proposed at the caret, and written."""
    page.goto(f"{draft}/json")
    text = page.locator("#document")
    text.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.type(' "decl')
    page.keyboard.press("Control+Space")
    expect(page.locator("#propositions [aria-selected=true]")).to_contain_text("declaration")
    check_accessible(page)
    page.keyboard.press("Enter")
    page.keyboard.type("Je certifie")
    page.keyboard.press("ArrowRight")
    page.keyboard.type(",")
    page.get_by_role("button", name="Vérifier sans enregistrer").click()
    expect(page.locator("#message")).to_contain_text("Le texte peut être enregistré")
    check_accessible(page)
    page.locator("[data-line]").first.click()  # to its line
    expect(text).to_be_focused()
    assert text.evaluate("area => area.selectionEnd > area.selectionStart")
