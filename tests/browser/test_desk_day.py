"""A day at the desk in real Chromium: twenty dossiers by keyboard alone; messages on both sides; axe."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.already_sent import Sent, already_sent, ports_of
from tests.browser.conftest import DESKTOP, PHONE, Site, Visitor
from tests.browser.keyboard import press
from tests.browser.test_straight_line import AGENT
from tests.browser.walking import check_accessible, sign_in

MANY = 20


@pytest.fixture
def waiting(site: Site) -> list[Sent]:
    """Twenty dossiers that were sent, in the database of the site."""
    return already_sent(ports_of(site), MANY)


def test_an_agent_treats_twenty_dossiers_by_keyboard_alone(visit: Visitor, waiting: list[Sent]) -> None:
    page = visit(DESKTOP)
    sign_in(page, AGENT)
    page.goto("/bureau?tri=-recu")
    press(page, ".desk-reference a")
    treated = set()
    for number in range(MANY):
        page.wait_for_url("**/bureau/dossiers/*")
        treated.add(page.locator("h1 .spelled").inner_text())
        press(page, ".case-action button")
        expect(page.locator(".badge").first).to_have_text("En instruction")
        if number < MANY - 1:
            press(page, "a[rel=next]")
    assert len(treated) == MANY
    assert {one.replace("-", "") for one in treated} == {sent.reference for sent in waiting}
    check_accessible(page)


def test_a_citizen_and_an_agent_write_to_each_other(visit: Visitor, site: Site) -> None:
    citizen, agent = visit(PHONE), visit(PHONE)
    [sent] = already_sent(ports_of(site))
    bare = sent.reference
    citizen.goto(sent.follow_up)
    sign_in(agent, AGENT)
    agent.goto(f"/bureau/dossiers/{bare}")
    say(agent, "Écrire à l’usager", "Avez-vous un justificatif ?", "Envoyer le message")
    citizen.goto(f"/suivi/{bare}")
    expect(citizen.get_by_text("Avez-vous un justificatif ?")).to_be_visible()
    check_accessible(citizen)
    say(citizen, "Écrire au service", "Oui, je l’apporte demain.", "Envoyer au service")
    agent.goto(f"/bureau/dossiers/{bare}")
    expect(agent.get_by_text("Oui, je l’apporte demain.")).to_be_visible()
    say(agent, "Écrire une note", "Attendre demain.", "Enregistrer la note")
    expect(agent.get_by_text("Attendre demain.")).to_be_visible()
    agent.get_by_role("button", name="Me l’attribuer").click()
    expect(agent.get_by_text("En charge : vous")).to_be_visible()
    check_accessible(agent)


def say(page: Page, opening: str, words: str, button: str) -> None:
    text = page.get_by_role("group").filter(has_text=opening).locator("textarea")
    if not text.is_visible():
        page.get_by_text(opening, exact=True).click()
    text.fill(words)
    page.get_by_role("button", name=button).click()
    page.locator("#message").wait_for()
