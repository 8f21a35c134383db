"""Addresses and communes in a real Chromium at 320 px: axe, the keyboard alone, the road without script.

The form is one of tests/, so the application is served from here rather than by `guichet run`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.adapters.forms import FormFiles
from tests.browser.conftest import DESKTOP, PHONE, Site, Visitor
from tests.browser.serving import served
from tests.browser.walking import assert_no_sideways_scroll, check_accessible


@pytest.fixture
def form_files(forms_with_files: FormFiles) -> FormFiles:
    return forms_with_files


@pytest.fixture
def site(application: Flask, tmp_path: Path) -> Iterator[Site]:
    """The application of the tests of pages, on a real port."""
    with served(application, tmp_path) as found:
        yield found


def begin(page: Page) -> None:
    page.goto("/demarches/lieux")
    page.get_by_role("button", name="Commencer ma demande").click()
    page.wait_for_url("**/etapes/*")


def go_on(page: Page) -> None:
    """A save that is on its way would be waited for, three seconds at most: on a busy machine, not enough."""
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Escape")  # proposals left open would stand over the button
    page.get_by_role("button", name="Continuer", exact=True).click()


@pytest.mark.parametrize("script", [True, False], ids=["with-js", "without-js"])
def test_an_address_in_every_state_on_a_phone(visit: Visitor, script: bool) -> None:
    look = check_accessible if script else assert_no_sideways_scroll
    page = visit(PHONE, script=script)
    begin(page)
    look(page)
    go_on(page)
    page.locator(".field-error", has_text="Saisissez votre adresse").wait_for()
    look(page)
    page.get_by_label("Numéro et rue").fill("12 rue des Lilas")
    page.get_by_label("Code postal").fill("51300")
    page.get_by_label("Commune").fill("Truc")
    go_on(page)
    page.get_by_label("Quelle commune ?").wait_for()
    look(page)
    page.get_by_label("Quelle commune ?").select_option("51649")
    go_on(page)
    page.get_by_role("heading", name="Votre projet", level=1).wait_for()
    look(page)
    page.get_by_label("Commune du projet").fill("Saint-Aubin")
    page.get_by_label("Ville de naissance").fill("Monaco")
    go_on(page)
    look(page)
    page.get_by_label("Une autre ville").check()
    page.locator("select[name='commune:choix']").select_option("39476")
    go_on(page)
    page.get_by_role("heading", name="Des listes", level=1).wait_for()
    look(page)


def test_a_commune_is_found_and_taken_by_the_keyboard_alone(visit: Visitor) -> None:
    page = visit(DESKTOP)
    begin(page)
    page.locator("#q-adresse-commune[role=combobox]").wait_for()  # the script is there
    page.get_by_label("Numéro et rue").fill("12 rue des Lilas")
    page.keyboard.press("Tab")
    page.get_by_label("Code postal").fill("35400")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Commune", exact=True)).to_have_value("Saint-Malo")  # the only one there
    page.keyboard.type("Saint-Malo")  # somebody who does not look writes over it, not after it
    expect(page.get_by_label("Commune", exact=True)).to_have_value("Saint-Malo")
    go_on(page)
    commune = page.locator("input#q-commune[role=combobox]")
    commune.focus()
    page.keyboard.type("st aub", delay=20)
    page.get_by_role("option").first.wait_for()
    expect(page.get_by_role("status").filter(has_text="propositions")).to_have_count(1)
    check_accessible(page)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    taken = page.locator("[aria-selected=true]").first
    assert commune.get_attribute("aria-activedescendant") == taken.get_attribute("id")
    name = taken.inner_text().partition(")")[0] + ")"
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    for key in ("i", "Backspace", "Escape"):  # before what is typed has been asked
        page.keyboard.press(key)
    page.wait_for_timeout(600)
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(commune).to_have_value(name)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Des listes", level=1).wait_for()


def test_a_commune_is_taken_with_a_finger(visit: Visitor) -> None:
    page = visit(PHONE, has_touch=True, is_mobile=True)
    begin(page)
    page.get_by_label("Numéro et rue").fill("1")
    page.get_by_label("Code postal").fill("51300")
    page.get_by_label("Commune", exact=True).tap()
    page.keyboard.type("blac")
    page.get_by_role("option", name="Blacy").tap()
    expect(page.get_by_label("Commune", exact=True)).to_have_value("Blacy")
    assert_no_sideways_scroll(page)
    go_on(page)
    page.get_by_role("heading", name="Votre projet", level=1).wait_for()


def test_a_long_list_of_the_page_is_searched(visit: Visitor) -> None:
    page = visit(PHONE)
    begin(page)
    page.get_by_label("Numéro et rue").fill("1")
    page.get_by_label("Code postal").fill("35400")
    page.get_by_label("Commune", exact=True).fill("Saint-Malo")
    page.keyboard.press("Tab")  # what is proposed lies over the button until one goes on
    go_on(page)
    page.get_by_label("Commune du projet").fill("Rennes")
    page.keyboard.press("Tab")
    go_on(page)
    country = page.locator(
        "input#q-pays[role=combobox]"
    )  # a native list has this role too, before the script
    country.press_sequentially("cote d")
    page.get_by_role("option", name="Côte d’Ivoire").wait_for()
    check_accessible(page)
    assert_no_sideways_scroll(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    department = page.locator("input#q-departement[role=combobox]")
    department.fill("n’importe quoi")
    page.keyboard.press("Tab")
    expect(department).to_have_value("")  # what is written is what will be sent
    department.fill("35 – Ille-et-Vilaine")
    page.keyboard.press("Tab")
    assert page.get_by_label("Région").evaluate("select => select.localName") == "select"  # short enough
    go_on(page)
    page.get_by_role("heading", name="Des listes liées", level=1).wait_for()
    check_accessible(page)
    page.get_by_label("Sport").check()
    go_on(page)
    page.get_by_role("radio", name="Natation").check()
    check_accessible(page)
    go_on(page)
    page.get_by_role("heading", name="Vérifi", level=1).wait_for()
    for words in ("Côte d’Ivoire", "Ille-et-Vilaine (35)", "Saint-Malo"):
        assert page.get_by_text(words).count() >= 1


def test_a_line_that_drops_leaves_a_plain_input(visit: Visitor) -> None:
    page = visit(DESKTOP)
    begin(page)
    page.route("**/reference/communes?*", lambda route: route.abort("connectionreset"))
    page.get_by_label("Numéro et rue").fill("1")
    page.get_by_label("Code postal").fill("35400")
    page.get_by_label("Commune", exact=True).fill("St Malo")
    go_on(page)
    page.get_by_role("heading", name="Votre projet", level=1).wait_for()
