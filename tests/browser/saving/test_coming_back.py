"""A session that ended, a draft taken up on another device: what was typed is there."""

import pytest
from playwright.sync_api import Page, Route, expect

from app.usecases.ports import Ports
from tests.browser.conftest import DESKTOP, Visitor
from tests.browser.saving.steps import (
    SAVES,
    alert,
    beside,
    field,
    leave,
    open_again,
    saved,
)
from tests.browser.walking import check_accessible
from tests.fixtures.application import settle


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


def test_a_page_that_the_server_did_not_take_keeps_what_was_typed(page: Page) -> None:
    url, script = page.url, '<script type="module" src="/statique/guichet.js"></script>'

    def refusing(route: Route) -> None:
        if route.request.method == "POST":
            return route.fulfill(status=413, content_type="text/html", body=f"<h1>Trop lourd</h1>{script}")
        return route.continue_()

    page.route(SAVES, lambda _route: None)  # never answered
    page.route("**/etapes/identite", refusing)
    field(page).fill("Le Goff")
    page.get_by_role("button", name="Continuer", exact=True).click()
    page.get_by_role("heading", name="Trop lourd").wait_for()
    page.unroute_all()
    page.goto(url)
    expect(field(page)).to_have_value("Le Goff")
    saved(page)
