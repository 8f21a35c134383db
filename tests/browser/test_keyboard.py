"""With the keyboard alone and without JavaScript: a Cerfa from the catalogue to the confirmation.

Each control is reached by Tab, as a person who cannot use a mouse does.
"""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, Visitor
from tests.browser.walking import scenario

Json = Any
FAR = 120  # presses of Tab after which something is out of reach


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this control has the focus; what has the focus must be seen."""
    for _press in range(FAR):
        page.keyboard.press("Tab")
        if page.locator(f":focus:is({selector})").count():
            outline = page.locator(":focus").evaluate("node => getComputedStyle(node).outlineStyle")
            assert outline != "none" or page.locator(":focus").get_attribute("type") in ("radio", "checkbox")
            return
    raise AssertionError(f"{page.url}: {selector} cannot be reached with Tab")


def answer(page: Page, name: str, value: Json) -> None:
    """Type, or move in the group with the arrows, from wherever the focus is."""
    control = page.locator(f'[name="{name}"]').first
    kind = control.get_attribute("type") or "select"
    tab_to(page, f'[name="{name}"]')
    if kind == "radio":
        page.keyboard.press("Space")
        values = [node.get_attribute("value") for node in page.locator(f'[name="{name}"]').all()]
        for _step in range(values.index(str(value))):
            page.keyboard.press("ArrowDown")
        assert page.locator(f'[name="{name}"][value="{value}"]').is_checked()
    elif kind == "checkbox":
        page.keyboard.press("Space")
    else:
        page.keyboard.type(str(value))


def press(page: Page, selector: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")


def fill(page: Page, step: Mapping[str, Json]) -> None:
    page.wait_for_url(f"**/etapes/{step['step']}*")
    for name, value in step["values"].items():
        answer(page, name, value)
    press(page, 'button[value="suivant"]')


def test_a_cerfa_is_filed_by_keyboard_alone_without_javascript(visit: Visitor) -> None:
    page = visit(DESKTOP, script=False)
    case = scenario("cerfa-16029")
    page.goto("/")
    press(page, 'a[href="/demarches/cerfa-16029"]')
    page.wait_for_url("**/demarches/cerfa-16029")
    press(page, "main form button")
    for step in case["typed"]:
        fill(page, step)
    page.wait_for_url("**/verifier*")
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
