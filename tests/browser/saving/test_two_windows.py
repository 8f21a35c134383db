"""Two windows on one draft: different fields merge, the same field is a choice, with and without a script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Visitor
from tests.browser.saving.steps import (
    SAVES,
    alert,
    begun,
    beside,
    field,
    leave,
    saved,
)
from tests.browser.walking import assert_no_sideways_scroll, check_accessible


@pytest.mark.parametrize(
    ("choice", "kept"), [("Ce que vous venez de saisir", "Ailleurs"), ("Ce que l’autre", "Ici")]
)
def test_two_windows_on_the_same_field_are_a_choice_made_by_keyboard(
    page: Page, choice: str, kept: str
) -> None:
    other = beside(page)
    leave(page, "demandeur.nom", "Ici")
    saved(page)
    with other.expect_response(SAVES) as told:
        leave(other, "demandeur.nom", "Ailleurs")
    assert told.value.status == 409
    expect(alert(other)).to_have_text(
        "Nom de naissance : une autre fenêtre a enregistré une autre réponse. Choisissez sous la question."
    )
    group = other.get_by_role("group", name="Nom de naissance")
    expect(group).to_contain_text("Ce que vous venez de saisir : Ailleurs")
    expect(group).to_contain_text("Ce que l’autre fenêtre a enregistré : Ici")
    check_accessible(other)
    field(other).focus()
    for _key in range(3):
        other.keyboard.press("Tab")
        if choice in str(other.evaluate("document.activeElement.textContent")):
            break
    other.keyboard.press("Enter")
    expect(group).to_have_count(0)
    expect(field(other)).to_be_focused()
    expect(field(other)).to_have_value(kept)
    saved(other)
    expect(field(beside(page))).to_have_value(kept)


def test_two_windows_on_different_fields_lose_nothing_and_choose_nothing(page: Page) -> None:
    other = beside(page)
    leave(page, "demandeur.nom", "Le Goff")
    saved(page)
    leave(other, "demandeur.prenom", "Maryvonne")
    saved(other)
    other.get_by_role("button", name="Continuer", exact=True).click()
    expect(other.locator("#erreurs")).to_be_visible()
    expect(field(other)).to_have_value("Le Goff")
    expect(field(other, "demandeur.prenom")).to_have_value("Maryvonne")


def test_without_a_script_both_answers_are_on_the_page_and_one_is_chosen(visit: Visitor) -> None:
    page = begun(visit(PHONE, script=False))
    other = beside(page)
    for window, name in ((page, "Ici"), (other, "Ailleurs")):
        field(window).fill(name)
        window.get_by_role("button", name="Enregistrer et continuer plus tard").click()
    expect(other.get_by_role("heading", name="modifié dans une autre fenêtre")).to_be_visible()
    assert_no_sideways_scroll(other)
    other.get_by_label("Ce que l’autre fenêtre a enregistré : Ici").check()
    other.get_by_role("button", name="Enregistrer et continuer plus tard").click()
    page.go_back()
    page.reload()
    expect(field(page)).to_have_value("Ici")
