"""Answers saved while the page is being filled in, in a real Chromium: the line drops, the tab is closed.

Each enhancement is seen, announced and usable by keyboard; the plain form behind is tested in tests/web.
"""

from playwright.sync_api import Page, Route, expect

from tests.browser.saving.steps import (
    SAVES,
    SENSITIVE,
    alert,
    beside,
    field,
    leave,
    no_line,
    on_the_device,
    saved,
)
from tests.browser.walking import check_accessible


def test_a_field_is_saved_as_it_is_left(page: Page) -> None:
    with page.expect_response(SAVES) as told:
        leave(page, "demandeur.nom", "Le Goff")
    assert told.value.status == 200
    saved(page)
    check_accessible(page)
    with page.expect_response(SAVES):
        page.get_by_label("Oui").check()
    saved(page)
    again = beside(page)
    expect(field(again)).to_have_value("Le Goff")
    expect(again.get_by_label("Oui")).to_be_checked()


def test_a_field_is_saved_once_typing_stops(page: Page) -> None:
    with page.expect_response(SAVES) as told:
        field(page).press_sequentially("Le Go")
    assert told.value.json()["saved"] == ["demandeur.nom"]
    expect(field(page)).to_be_focused()
    with page.expect_response(SAVES):
        field(page).press_sequentially("ff")
    saved(page)
    expect(field(beside(page))).to_have_value("Le Goff")


def test_what_is_not_understood_yet_is_kept_as_typed_and_reproached_to_nobody(page: Page) -> None:
    with page.expect_response(SAVES) as told:
        leave(page, "demandeur.naissance:jour", "27")
    assert told.value.status == 422
    assert page.locator(".field-error:visible").count() == 0
    expect(field(beside(page), "demandeur.naissance:jour")).to_have_value("27")


def test_a_dropped_line_is_told_and_what_waits_is_sent_in_order_when_it_is_back(page: Page) -> None:
    page.route(SAVES, no_line)
    leave(page, "demandeur.nom", "Le Goff")
    expect(alert(page)).to_have_text(
        "Connexion perdue. Vos réponses sont gardées sur cet appareil et seront envoyées dès que possible."
    )
    check_accessible(page)
    leave(page, "demandeur.prenom", "Maryvonne")
    page.unroute(SAVES)
    retry = page.get_by_role("button", name="Réessayer")
    retry.focus()
    retry.press("Enter")
    saved(page)
    expect(page.locator(".autosave-alert")).to_be_hidden()
    expect(page.locator("#enregistrement [role=status]")).to_be_focused()
    again = beside(page)
    expect(field(again)).to_have_value("Le Goff")
    expect(field(again, "demandeur.prenom")).to_have_value("Maryvonne")


def test_the_line_is_tried_again_without_being_asked(page: Page) -> None:
    tries: list[str] = []

    def unsteady(route: Route) -> None:
        tries.append(route.request.post_data or "")
        route.abort("connectionreset") if len(tries) < 3 else route.continue_()

    page.route(SAVES, unsteady)
    leave(page, "demandeur.nom", "Le Goff")
    saved(page)
    assert len(set(tries)) == 1, "the same save, made again"
    expect(field(beside(page))).to_have_value("Le Goff")


def test_going_offline_and_back_saves_what_was_typed_meanwhile(page: Page) -> None:
    page.context.set_offline(True)
    leave(page, "demandeur.nom", "Le Goff")
    expect(alert(page)).to_contain_text("Connexion perdue")
    page.context.set_offline(False)
    saved(page)
    expect(field(beside(page))).to_have_value("Le Goff")


def test_a_closed_tab_loses_nothing(page: Page) -> None:
    page.route(SAVES, no_line)
    leave(page, "demandeur.nom", "Le Goff")
    expect(alert(page)).to_contain_text("Connexion perdue")
    again = page.context.new_page()
    url = page.url
    page.close()
    with again.expect_response(SAVES):
        again.goto(url)
    expect(field(again)).to_have_value("Le Goff")
    saved(again)
    expect(again.locator("#enregistrement [role=status]")).to_contain_text(
        "gardées sur cet appareil sont revenues"
    )
    check_accessible(again)
    again.reload()
    expect(field(again)).to_have_value("Le Goff")
    expect(again.locator("#enregistrement [role=status]")).not_to_contain_text("revenues")


def test_a_sensitive_answer_never_stays_on_the_device(page: Page) -> None:
    page.route(SAVES, no_line)
    leave(page, "demandeur.nom", "Le Goff")
    leave(page, SENSITIVE, "m.legoff@exemple.fr")
    expect(alert(page)).to_contain_text("Gardez cette page ouverte")
    assert "Le Goff" in on_the_device(page)
    assert "exemple.fr" not in on_the_device(page)
    page.unroute(SAVES)
    page.get_by_role("button", name="Réessayer").click()
    expect(page.locator(".autosave-alert")).to_be_hidden()
    saved(page)
    expect(field(beside(page), SENSITIVE)).to_have_value("m.legoff@exemple.fr")


def test_a_button_waits_for_the_save_that_left_with_an_older_answer(page: Page) -> None:
    held: list[Route] = []
    page.route(SAVES, lambda route: route.continue_() if held else held.append(route))
    with page.expect_request(SAVES):
        leave(page, "demandeur.nom", "Le Go")
    field(page).fill("Le Goff")
    page.get_by_role("button", name="Enregistrer et continuer plus tard").click(no_wait_after=True)
    held[0].continue_()
    page.wait_for_url("**/enregistrer")
    page.get_by_role("link", name="Reprendre maintenant").click()
    expect(field(page)).to_have_value("Le Goff")
    assert page.locator("#conflit").count() == 0


def test_a_button_pressed_without_a_line_keeps_the_page_and_what_it_holds(page: Page) -> None:
    page.route(SAVES, no_line)
    leave(page, "demandeur.nom", "Le Goff")
    expect(alert(page)).to_contain_text("Connexion perdue")
    button = page.get_by_role("button", name="Enregistrer et continuer plus tard")
    button.click()
    expect(page.get_by_role("button", name="Réessayer")).to_be_focused()
    assert page.url.endswith("/etapes/identite")
    button.click()  # whoever insists is not held
    page.wait_for_url("**/enregistrer")
    assert "Le Goff" not in on_the_device(page)


def test_what_the_server_writes_in_its_own_way_does_not_come_back_as_typed(page: Page) -> None:
    field(page).fill("  Le   Goff ")
    page.get_by_role("button", name="Continuer", exact=True).click()
    expect(page.locator("#erreurs")).to_be_visible()
    expect(field(page)).to_have_value("Le Goff")
    saved(page)
    expect(page.locator("#enregistrement [role=status]")).not_to_contain_text("revenues")
    assert page.locator("#conflit").count() == 0
