"""With the keyboard alone and without JavaScript: a Cerfa from the catalogue to the confirmation.

Each control is reached by Tab, as a person who cannot use a mouse does.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, Visitor
from tests.browser.keyboard import answer, press, walk
from tests.browser.walking import scenario


@pytest.mark.parametrize(
    ("slug", "case"),
    [("cerfa-16029", "premiere-demande"), ("cerfa-12156", "fonctionnement"), ("cerfa-13703", "veranda")],
)
def test_a_cerfa_is_filed_by_keyboard_alone_without_javascript(visit: Visitor, slug: str, case: str) -> None:
    page = visit(DESKTOP, script=False)
    page.goto("/")
    press(page, f'a[href="/demarches/{slug}"]')
    page.wait_for_url(f"**/demarches/{slug}")
    press(page, "main form button")
    walk(page, scenario(slug, case))
    answer(page, "declaration", True)
    press(page, "main form .actions button")
    page.wait_for_url("**/envoye")
    expect(page.locator("h1")).to_have_text("Votre demande est envoyée")


def test_the_skip_link_comes_first_and_leads_to_the_content(visit: Visitor) -> None:
    page = visit(DESKTOP)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Aller au contenu")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
