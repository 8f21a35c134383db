"""The desk's list in a real browser: axe and 320 px with everything unfolded, and by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import expect

from app.usecases.operate import demonstrate
from app.usecases.ports import Ports
from tests.browser.conftest import DESKTOP, PHONE, Site, Visitor
from tests.browser.serving import served
from tests.browser.walking import check_accessible, check_both_widths, narrow_and_wide, sign_in
from tests.fixtures.doubles import SettableClock

FORM = "/bureau?file=tous&demarche=cerfa-16029"
PAGES = {
    "list": FORM,
    "many": f"{FORM}&tri=-r.demandeur.nom&col=etat&col=echeance&col=r.demandeur.naissance&col=r.demandeur.nom"
    "&col=suivi&col=canal&f=etat~different~refused&f=recu~plus~2020-01-01",
    "none": "/bureau?file=suivis&f=canal~egal~mandat",
    "word": "/bureau/filtre?file=tous&champ=recu",
    "wrong": "/bureau/filtre?file=tous&champ=recu&comparer=entre&valeur=demain",
    "views": "/bureau/vues",
}


@pytest.fixture
def site(application: Flask, ports: Ports, clock: SettableClock, tmp_path: Path) -> Iterator[Site]:
    """The dossiers of the demonstration, some late, on a real port."""
    demonstrate.load_accounts(ports)
    demonstrate.load_dossiers(ports)
    clock.move(days=59)
    with served(application, tmp_path) as running:
        yield running


def test_each_page_of_the_list_is_accessible_on_a_phone_and_on_a_wide_screen(visit: Visitor) -> None:
    page = visit(PHONE)
    sign_in(page, "agent@ccas.example")
    for path in PAGES.values():
        page.goto(path)
        narrow_and_wide(page)
        for summary in page.locator(".desk-choice > summary").all():
            summary.click()
        check_both_widths(page)


def test_an_agent_filters_keeps_a_view_and_walks_the_list_by_keyboard(visit: Visitor) -> None:
    page = visit(DESKTOP)
    sign_in(page, "agent@ccas.example")
    page.goto("/bureau?file=tous")
    page.locator(".desk-choice > summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Canal")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bureau/filtre**")
    page.locator("#champ-valeur").focus()
    page.keyboard.type("en ligne")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bureau?**canal**")
    assert "Canal est" in page.locator(".desk-chips").inner_text()
    page.locator(".desk-choice > summary").last.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("En ligne")
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_be_focused()  # the script gives it the focus, once
    assert page.locator("nav.desk-side a", has_text="En ligne").get_attribute("aria-current") == "true"
    page.locator("tbody th a").first.focus()
    page.keyboard.press("Enter")
    page.locator("a[rel=next]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("a[rel=prev]")
    check_accessible(page)
