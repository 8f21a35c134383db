"""Answers saved while the page is being filled in, in a real Chromium: line dropped, tab closed, two windows.

The plain form behind is tested in tests/web; here each enhancement is seen, announced and usable by keyboard.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from app.adapters.forms import FormFiles
from app.usecases.follow import link
from app.usecases.ports import Ports
from tests.browser.conftest import DESKTOP, PHONE, Site, Visitor
from tests.browser.serving import served
from tests.browser.walking import assert_no_sideways_scroll, check_accessible
from tests.fixtures.application import settle

FORM = Path(__file__).parents[1] / "usecases/data/forms/demande/1.json"
SAVES = "**/enregistrement-auto"
SENSITIVE = "demandeur.courriel"


@pytest.fixture(scope="module")
def form_files(tmp_path_factory: pytest.TempPathFactory) -> FormFiles:
    """The small form of the use cases, with one question that is sensitive and one that is optional."""
    form = json.loads(FORM.read_text(encoding="utf-8"))
    for field in form["steps"][0]["fields"]:
        if field["path"] == SENSITIVE:
            field["sensitive"] = True
    folder = tmp_path_factory.mktemp("forms")
    (folder / "demande").mkdir()
    (folder / "demande/1.json").write_text(json.dumps(form), encoding="utf-8")
    return FormFiles(folder)


@pytest.fixture
def site(application: Flask, tmp_path: Path) -> Iterator[Site]:
    with served(application, tmp_path) as site:
        yield site


@pytest.fixture
def page(visit: Visitor) -> Page:
    """The first step of a new draft, on a phone."""
    return begun(visit(PHONE))


def begun(page: Page) -> Page:
    page.goto("/demarches/demande")
    page.get_by_role("button", name="Commencer ma demande").click()
    page.wait_for_url("**/etapes/identite")
    return page


def beside(page: Page) -> Page:
    """The same step in another window of the same browser."""
    other = page.context.new_page()
    other.goto(page.url)
    return other


def field(page: Page, name: str = "demandeur.nom") -> Any:
    return page.locator(f'[name="{name}"]').first


def leave(page: Page, name: str, value: str) -> None:
    field(page, name).fill(value)
    field(page, name).press("Tab")


def saved(page: Page) -> None:
    """The status says so, and nothing waits."""
    page.wait_for_function("() => !Object.keys(localStorage).some(name => name.startsWith('guichet:'))")
    expect(page.locator("#enregistrement [role=status]")).to_contain_text("Brouillon enregistré à")


def alert(page: Page) -> Any:
    return page.locator("#enregistrement [role=alert]")


def no_line(route: Route) -> None:
    route.abort("connectionreset")


def on_the_device(page: Page) -> str:
    return str(page.evaluate("JSON.stringify(localStorage)"))


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


def open_again(page: Page, ports: Ports) -> None:
    """By number and code, on the page that asks for them."""
    reference = page.url.partition("numero=")[2]
    with ports.store.reading() as tx:
        dossier = tx.dossiers.by_reference(reference)
    assert dossier
    page.get_by_label("Code", exact=True).fill(link(ports, dossier).rpartition("/")[2])
    page.get_by_role("button", name="Ouvrir mon dossier").click()
    page.wait_for_url("**/etapes/identite")


@pytest.mark.parametrize("button", [False, True], ids=["left", "sent"])
def test_a_session_that_ended_keeps_what_was_typed(page: Page, ports: Ports, button: bool) -> None:
    page.context.clear_cookies()
    if button:
        field(page).fill("Le Goff")
        page.get_by_role("button", name="Enregistrer et continuer plus tard").click()
        page.get_by_role("link", name="Rouvrir mon dossier").click()
    else:
        leave(page, "demandeur.nom", "Le Goff")
        expect(alert(page)).to_contain_text("Votre session a pris fin. Ce que vous venez de saisir est gardé")
        check_accessible(page)
        page.get_by_role("link", name="Rouvrir mon dossier").click()
    page.wait_for_url("**/suivi?*")
    open_again(page, ports)
    expect(field(page)).to_have_value("Le Goff")
    saved(page)
    expect(field(beside(page))).to_have_value("Le Goff")


def test_a_session_opened_again_in_another_window_is_enough_to_try_again(page: Page, ports: Ports) -> None:
    page.context.clear_cookies()
    leave(page, "demandeur.nom", "Le Goff")
    expect(alert(page)).to_contain_text("Votre session a pris fin")
    other = page.context.new_page()
    other.goto(f"/suivi?numero={page.url.split('/')[-3]}")
    open_again(other, ports)
    other.close()
    page.get_by_role("button", name="Réessayer").click()
    saved(page)


def test_a_draft_goes_on_on_another_device_by_the_link_of_the_mail(
    visit: Visitor, page: Page, ports: Ports
) -> None:
    leave(page, "demandeur.nom", "Le Goff")
    page.get_by_role("button", name="Enregistrer et continuer plus tard").click()
    page.get_by_label("Adresse électronique").fill("m.legoff@exemple.fr")
    page.get_by_role("button", name="M’envoyer le lien").click()
    page.get_by_text("m.legoff@exemple.fr").first.wait_for()
    settle(ports)
    [mail] = ports.outbox.sent()
    address = next(word for word in mail.text.split() if "/suivi/" in word)
    elsewhere = visit(DESKTOP)
    elsewhere.goto(address.removeprefix(ports.base_url))
    elsewhere.wait_for_url("**/etapes/identite")
    expect(field(elsewhere)).to_have_value("Le Goff")
