"""Questions that come and go while one answers, and what is worked out at once, in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Visitor
from tests.browser.walking import check_accessible, give, start

Json = Any
TITLE = "Demande suivie en direct"
YES, NO = '[name="a_des_enfants"][value="oui"]', '[name="a_des_enfants"][value="non"]'
HOW_MANY, TUTOR, EXCUSE = '[name="enfants_nombre"]', '[name="tuteur"]', '[name="excuse"]'
SHOWN = "document.querySelector('[name=_shown]').value.split(' ')"


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continuer", exact=True).click()


def second_step(page: Page, **first: str) -> Page:
    """The step that follows its own answers."""
    start(page, TITLE)
    for name, value in {"secret": "rhinite", "plafond": "800", **first}.items():
        give(page, name, value)
    go_on(page)
    page.wait_for_url("**/etapes/vous*")
    return page


def born(page: Page, day: str, month: str, year: str) -> None:
    for part, value in (("jour", day), ("mois", month), ("annee", year)):
        page.locator(f'[name="naissance:{part}"]').fill(value)


@pytest.mark.parametrize("width", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_question_comes_goes_and_comes_back_with_what_was_typed(
    visit: Visitor, width: dict[str, int]
) -> None:
    page = second_step(visit(width))
    expect(page.locator(HOW_MANY)).to_have_count(0)
    check_accessible(page)
    page.locator(YES).check()
    page.locator(HOW_MANY).fill("3")
    expect(page.locator("#suivi")).to_have_text("Question ajoutée : Combien d’enfants ?")
    check_accessible(page)
    page.locator(NO).check()
    expect(page.locator(HOW_MANY)).to_have_count(0)
    expect(page.locator("#suivi")).to_have_text("Question retirée : Combien d’enfants ?")
    assert page.evaluate("document.activeElement.name") == "a_des_enfants"
    page.locator(YES).check()
    expect(page.locator(HOW_MANY)).to_have_value("3")


def test_the_page_posts_what_it_shows_and_the_server_takes_it(visit: Visitor) -> None:
    page = second_step(visit(DESKTOP))
    assert "enfants_nombre" not in page.evaluate(SHOWN)
    page.locator(YES).check()
    assert "enfants_nombre" in page.evaluate(SHOWN)
    page.locator(HOW_MANY).fill("2")
    born(page, "27", "mars", "1985")
    page.locator('[name="loyer"]').fill("500")
    go_on(page)
    page.wait_for_url("**/etapes/frais*")
    page.go_back()
    expect(page.locator(HOW_MANY)).to_have_value("2")
    page.locator(NO).check()
    go_on(page)  # a hidden question is not required, and nothing of it is posted
    page.wait_for_url("**/etapes/frais*")


def test_a_question_that_the_page_showed_is_required_at_once(visit: Visitor) -> None:
    page = second_step(visit(DESKTOP))
    born(page, "27", "3", "1985")
    page.locator('[name="loyer"]').fill("500")
    page.locator(YES).check()
    go_on(page)
    expect(page.locator("#erreurs a")).to_have_count(1)
    expect(page.locator("#erreurs a")).to_contain_text("Combien d’enfants")
    check_accessible(page)


def test_an_age_is_that_of_the_server_and_half_a_date_changes_nothing(visit: Visitor) -> None:
    page = second_step(visit(DESKTOP))
    born(page, "27", "3", "2020")
    expect(page.locator(TUTOR)).to_be_visible()
    page.locator(TUTOR).fill("Zoé Martin")
    page.locator('[name="naissance:annee"]').press_sequentially("x")
    expect(page.locator(TUTOR)).to_be_visible()
    born(page, "27", "3", "1985")
    expect(page.locator(TUTOR)).to_have_count(0)


def test_what_is_worked_out_follows_and_opens_a_question(visit: Visitor) -> None:
    page = second_step(visit(DESKTOP))
    total = page.locator('[data-computed="total"]')
    expect(total).to_have_text("Calculé quand vous continuez")
    page.locator('[name="loyer"]').fill("1 250,5")
    expect(total).to_have_text("1\u202f250,50\u00a0€")
    expect(page.locator(EXCUSE)).to_be_visible()
    expect(page.locator("#suivi")).to_contain_text("Total du logement\u00a0: 1\u202f250,50")
    page.locator('[name="loyer"]').fill("0,1")
    page.locator('[name="charges"]').fill("0,2")
    expect(total).to_have_text("0,30\u00a0€")
    expect(page.locator(EXCUSE)).to_have_count(0)


def test_a_sensitive_answer_of_another_step_stays_there(visit: Visitor) -> None:
    page = second_step(visit(DESKTOP), secret="asthme")
    assert "asthme" not in page.content()
    page.locator(YES).check()
    expect(page.get_by_role("group", name="Êtes-vous suivi à l’hôpital ?")).to_be_visible()


def test_rows_follow_their_own_answers(visit: Visitor) -> None:
    page = second_step(visit(DESKTOP))
    born(page, "27", "3", "1985")
    page.locator('[name="loyer"]').fill("500")
    page.locator(NO).check()
    go_on(page)
    page.wait_for_url("**/etapes/frais*")
    for amount in ("100", "19,99"):
        number = page.locator("fieldset.group").count()
        page.locator('button[value="ajouter:frais"]').click()
        expect(page.locator("fieldset.group")).to_have_count(number + 1)
        page.locator(f'[name="frais[{number}].montant"]').fill(amount)
    expect(page.locator('[data-computed="reste"]')).to_have_text("119,99\u00a0€")
    part = '[name="frais[1].part"]'
    expect(page.locator(part)).to_have_count(0)
    page.locator('[name="frais[1].rembourse"][value="oui"]').check()
    expect(page.locator('[name="frais[0].part"]')).to_have_count(0)
    page.locator(part).fill("9,99")
    expect(page.locator('[data-computed="frais[1].reste"]')).to_have_text("10,00\u00a0€")
    expect(page.locator('[data-computed="reste"]')).to_have_text("110,00\u00a0€")
    check_accessible(page)
    page.locator('[name="frais[0].rembourse"][value="non"]').check()
    go_on(page)
    page.wait_for_url("**/verifier*")
    expect(page.locator("main")).to_contain_text("110,00")


def test_without_script_the_server_asks_on_the_same_page(visit: Visitor) -> None:
    page = second_step(visit(DESKTOP, script=False))
    born(page, "27", "3", "1985")
    page.locator('[name="loyer"]').fill("500")
    page.locator(YES).check()
    expect(page.locator(HOW_MANY)).to_have_count(0)
    go_on(page)
    expect(page.locator("#message")).to_contain_text("nouvelles questions")
    expect(page.locator(HOW_MANY)).to_be_visible()


def test_an_answer_out_of_sight_is_neither_saved_empty_nor_lost(visit: Visitor) -> None:
    page = second_step(visit(DESKTOP))
    page.locator(YES).check()
    page.locator(HOW_MANY).fill("4")
    page.locator(NO).check()
    expect(page.locator("#enregistrement [role=status]")).to_contain_text("Brouillon enregistré")
    page.wait_for_load_state("networkidle")
    page.reload()
    expect(page.locator(NO)).to_be_checked()
    page.locator(YES).check()
    expect(page.locator(HOW_MANY)).to_have_value("4")


def test_what_waited_on_the_device_comes_back_with_the_question_that_it_answers(visit: Visitor) -> None:
    page = second_step(visit(DESKTOP))
    page.route("**/enregistrement-auto", lambda route: route.abort("connectionreset"))
    page.locator(YES).check()
    page.locator(HOW_MANY).fill("5")
    page.locator('[name="loyer"]').focus()
    expect(page.locator(".autosave-alert")).to_be_visible()
    page.unroute("**/enregistrement-auto")
    page.reload()
    expect(page.locator(YES)).to_be_checked()
    expect(page.locator(HOW_MANY)).to_have_value("5")


def test_what_waited_on_the_device_comes_back_when_its_question_does(visit: Visitor) -> None:
    page = second_step(visit(DESKTOP))
    page.route("**/enregistrement-auto", lambda route: route.abort("connectionreset"))
    page.locator(YES).check()
    page.locator(HOW_MANY).fill("6")
    page.locator(NO).check()
    expect(page.locator(".autosave-alert")).to_be_visible()
    page.unroute("**/enregistrement-auto")
    page.reload()
    expect(page.locator(NO)).to_be_checked()
    page.locator(YES).check()
    expect(page.locator(HOW_MANY)).to_have_value("6")
    expect(page.locator("#enregistrement [role=status]")).to_contain_text("Brouillon enregistré")


def test_the_keyboard_finds_the_question_that_just_came(visit: Visitor) -> None:
    page = second_step(visit(DESKTOP))
    page.locator(NO).focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    expect(page.locator(YES)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(HOW_MANY)).to_be_focused()
