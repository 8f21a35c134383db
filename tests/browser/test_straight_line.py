"""The whole road in a real Chromium: a citizen fills in a Cerfa, an agent decides, both hold the PDFs."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Visitor
from tests.browser.walking import (
    assert_no_sideways_scroll,
    check_accessible,
    downloaded,
    fill_step,
    reload_until,
    scenario,
    sign_in,
    start,
    walk,
)

AGENT = "agent@ccas.example"
PDF_LINKS = 'main a[href$=".pdf"]'


@pytest.mark.parametrize("script", [True, False], ids=["with-js", "without-js"])
def test_a_citizen_files_and_an_agent_accepts_at_both_widths(visit: Visitor, script: bool) -> None:
    """Each page is looked at on a phone and on a wide screen, left from each by turns."""
    look = by_turns(check_accessible if script else assert_no_sideways_scroll)
    citizen = visit(PHONE, script=script)
    case = scenario("cerfa-16029")
    number, code = file_a_form(citizen, "Demande d’élection de domicile", case, look, drawn=script)
    agent = visit(DESKTOP, script=script)
    accept(agent, number, look)
    come_back(citizen, number, code, look)
    reload_until(citizen, PDF_LINKS, 3)
    texts = [downloaded(citizen, link) for link in citizen.locator(PDF_LINKS).all()]
    assert all(number in text for text in texts)
    name = case["answers"]["demandeur"]["nom"]
    assert sum(name.lower() in text.lower() for text in texts) >= 2
    reload_until(agent, PDF_LINKS, 3)
    assert "Demande acceptée" in " ".join(downloaded(agent, link) for link in agent.locator(PDF_LINKS).all())


def by_turns(look: Callable[[Page], None]) -> Callable[[Page], None]:
    """A look at both widths; the page stays at the one that it did not have."""

    def both(page: Page) -> None:
        look(page)
        page.set_viewport_size(dict(DESKTOP if page.viewport_size == PHONE else PHONE))
        look(page)

    return both


def file_a_form(
    page: Page, title: str, case, look: Callable[[Page], None], *, drawn: bool = False
) -> tuple[str, str]:
    """Fill in, check (drawn: with the draft as a PDF), send; the number and the code of the confirmation."""
    page.goto("/")
    look(page)
    page.get_by_role("link", name=title).click()
    look(page)
    page.get_by_role("button", name="Commencer ma demande").click()
    walk(page, case["typed"], look=look)
    look(page)
    if drawn:
        assert "Projet" in downloaded(page, page.get_by_role("link", name="Voir le projet en PDF"))
    page.get_by_label("Je certifie").check()
    page.get_by_role("button", name="Envoyer ma demande").click()
    page.wait_for_url("**/envoye")
    look(page)
    number, code = (text.strip() for text in page.locator("main .reference dd").all_inner_texts()[:2])
    return number, code


def accept(page: Page, number: str, look: Callable[[Page], None]) -> None:
    """Sign in, find the dossier by its number, take it, accept it after the confirmation page."""
    sign_in(page, AGENT)
    look(page)
    page.get_by_role("searchbox").fill(number)
    page.get_by_role("button", name="Rechercher").click()
    look(page)
    page.get_by_role("link", name=number, exact=True).click()
    look(page)
    page.get_by_role("button", name="Prendre en instruction").click()
    expect(page.locator("#message")).to_be_visible()
    expect(page).to_have_title(re.compile(r"^Fait\s: "))
    look(page)
    page.locator(".circuit > summary").click()
    here = page.locator(".circuit [aria-current=step]")
    expect(here).to_have_count(1)
    expect(here).to_contain_text("En instruction")
    look(page)
    page.get_by_role("link", name="Accepter la demande").click()
    look(page)
    page.get_by_role("button", name="Accepter la demande").click()
    expect(page.locator("main .badge").first).to_contain_text("Accept")
    look(page)


def come_back(page: Page, number: str, code: str, look: Callable[[Page], None]) -> None:
    """The citizen returns with the number and the code of the paper."""
    page.context.clear_cookies()
    page.goto("/suivi")
    look(page)
    page.get_by_label("Numéro de dossier").fill(number)
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("button", name="Ouvrir mon dossier").click()
    page.wait_for_url("**/suivi/*")
    look(page)


def test_a_correction_is_asked_made_and_sent_again(visit: Visitor) -> None:
    citizen, agent = visit(PHONE, script=False), visit(DESKTOP)
    number, code = file_a_form(
        citizen, "Demande d’élection de domicile", scenario("cerfa-16029"), assert_no_sideways_scroll
    )
    sign_in(agent, AGENT)
    agent.goto(f"/bureau/dossiers/{number.replace('-', '')}")
    motive = "Merci de vérifier l’orthographe de votre prénom."
    agent.locator("summary", has_text="Demander une correction").click()
    asking = agent.locator("details", has_text="Demander une correction")
    asking.get_by_role("textbox").fill(motive)
    asking.get_by_role("button", name="Demander une correction").click()
    expect(agent.locator("#message")).to_be_focused()
    come_back(citizen, number, code, assert_no_sideways_scroll)
    expect(citizen.get_by_text(motive).first).to_be_visible()
    citizen.get_by_role("link", name="Corriger ma demande").click()
    citizen.get_by_role("link", name="Modifier").first.click()
    citizen.get_by_role("button", name="Continuer", exact=True).click()
    citizen.get_by_label("Je certifie").check()
    citizen.get_by_role("button", name="Envoyer mes corrections").click()
    citizen.wait_for_url("**/envoye")
    agent.reload()
    expect(agent.locator("main .badge").first).to_contain_text("orrigé")


def test_errors_are_summed_up_linked_and_nothing_typed_is_lost(visit: Visitor) -> None:
    page = visit(PHONE)
    start(page, "Demande d’élection de domicile")
    first, second, *_others = scenario("cerfa-16029")["typed"]
    fill_step(page, first["values"])
    page.get_by_role("button", name="Continuer", exact=True).click()
    wrong = {**second["values"], "demandeur.naissance:jour": "41"}
    fill_step(page, wrong)
    page.get_by_role("button", name="Continuer", exact=True).click()
    expect(page).to_have_title(re.compile("^Erreur"))
    check_accessible(page)
    assert page.evaluate("document.activeElement.id") == "erreurs"
    page.locator(".errors a").first.press("Enter")
    assert page.evaluate("document.activeElement.name") == "demandeur.naissance:jour"
    assert page.evaluate("document.activeElement.value") == "41"
    expect(page.locator('[name="demandeur.nom"]')).to_have_value(str(wrong["demandeur.nom"]))
    page.reload()
    expect(page.locator('[name="demandeur.naissance:jour"]')).to_have_value("41")
