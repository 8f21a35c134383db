"""Rows in a real Chromium: table, pages, blocks, budget; phone and desk, with and without script."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.adapters.forms import FormFiles
from tests.browser.conftest import DESKTOP, PHONE, Site, Visitor
from tests.browser.serving import served
from tests.browser.walking import assert_no_sideways_scroll, check_accessible, give

PICTURES = os.environ.get("GUICHET_PICTURES", "")


@pytest.fixture
def form_files(forms_with_files: FormFiles) -> FormFiles:
    return forms_with_files


@pytest.fixture
def site(application: Flask, tmp_path: Path) -> Iterator[Site]:
    """The application of the tests of pages, on a real port."""
    with served(application, tmp_path) as found:
        yield found


def press(page: Page, value: str) -> None:
    """The button that posts this value, by keyboard; what is folded is opened first."""
    button = page.locator(f'button[value="{value}"]')
    if not button.is_visible():
        summary = button.locator("xpath=ancestor::details/summary")
        summary.focus()
        page.keyboard.press("Enter")
    button.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.locator('.actions button[value="suivant"]').click()


def picture(page: Page, name: str) -> None:
    """For the eyes of whoever changes these pages: only when a folder is given."""
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


@pytest.mark.parametrize(
    ("viewport", "script"), [(PHONE, True), (DESKTOP, False)], ids=["phone", "desktop-without-js"]
)
def test_rows_are_filled_by_keyboard_in_every_layout(
    visit: Visitor, viewport: dict[str, int], script: bool
) -> None:
    check = check_accessible if script else assert_no_sideways_scroll
    name = f"{viewport['width']}-{'js' if script else 'nojs'}"

    def look(page: Page, what: str) -> None:
        check(page)
        picture(page, f"{what}-{name}")

    page = visit(viewport, script=script)
    page.goto("/demarches/lignes")
    page.get_by_role("button", name="Commencer ma demande").click()
    for path, value in {"libelle": "Chaises", "quantite": "4", "prix": "12,50"}.items():
        give(page, f"depenses[0].{path}", value)
    press(page, "ajouter:depenses")
    expect(page.locator('[name="depenses[1].libelle"]')).to_be_focused()
    for path, value in {"libelle": "Table", "quantite": "1", "prix": "99,90"}.items():
        give(page, f"depenses[1].{path}", value)
    press(page, "dupliquer:depenses[0]")
    expect(page.locator('[name="depenses[1].libelle"]')).to_have_value("Chaises")
    press(page, "retirer:depenses[0]")
    expect(page.locator("#q-depenses")).to_be_focused()
    look(page, "table")
    press(page, "retablir:depenses=1")
    expect(page.locator('[name="depenses[2].libelle"]')).to_have_value("Table")
    press(page, "monter:depenses[2]")
    expect(page.locator("#q-depenses-ligne-2")).to_be_focused()
    give(page, "depenses[0].quantite", "beaucoup")
    go_on(page)
    look(page, "table-wrong")
    give(page, "depenses[0].quantite", "4")
    go_on(page)

    look(page, "pages")
    page.get_by_role("link", name="Modifier : Personne 1").click()
    give(page, "foyer[0].nom", "Anna Martin")
    give(page, "foyer[0].travaille", "oui")
    go_on(page)
    give(page, "foyer[0].revenus[0].nature", "salaire")
    give(page, "foyer[0].revenus[0].montant", "1500")
    look(page, "row")
    go_on(page)
    press(page, "ajouter:foyer")
    expect(page.locator('[name="foyer[1].nom"]')).to_be_focused()
    page.get_by_role("link", name="Revenir à la liste").click()
    look(page, "pages-two")
    press(page, "retirer:foyer[1]")
    give(page, "adresse_employeur", "Mairie")
    go_on(page)

    press(page, "ajouter:animaux")
    look(page, "blocks")
    press(page, "retirer:animaux[0]")
    go_on(page)

    give(page, "compte.charges:c60", "mille")
    give(page, "compte.charges:c61", "12,345")
    go_on(page)
    look(page, "budget-wrong")
    give(page, "compte.charges:c60", "900")
    give(page, "compte.charges:c61", "12,34")
    go_on(page)
    look(page, "recap")


def test_a_field_saved_as_it_is_left_goes_to_its_row_wherever_it_moved(visit: Visitor) -> None:
    """Two windows: one removes row 1 while the other types in row 2, then in row 1."""
    mine = visit(DESKTOP)
    mine.goto("/demarches/lignes")
    mine.get_by_role("button", name="Commencer ma demande").click()
    give(mine, "depenses[0].libelle", "Chaises")
    press(mine, "ajouter:depenses")
    give(mine, "depenses[1].libelle", "Table")
    press(mine, "ajouter:depenses")
    other = mine.context.new_page()
    other.goto(mine.url)
    press(other, "retirer:depenses[0]")
    with mine.expect_response("**/enregistrement-auto") as saving:
        give(mine, "depenses[1].libelle", "Grande table")
        mine.locator('[name="depenses[1].libelle"]').blur()
    assert saving.value.json()["saved"] == ["depenses[1].libelle"]
    other.goto(mine.url.split("#")[0])
    expect(other.locator('[name="depenses[0].libelle"]')).to_have_value("Grande table")
    give(mine, "depenses[0].libelle", "Chaises vertes")
    mine.locator('[name="depenses[0].libelle"]').blur()
    mine.get_by_text("Une autre fenêtre a retiré la ligne").wait_for()
    other.reload()
    expect(other.locator('[name="depenses[0].libelle"]')).to_have_value("Grande table")
