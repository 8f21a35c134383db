"""Many dossiers at once, in a real browser: ticked by keyboard, followed to the end, axe on each page."""

from playwright.sync_api import expect

from tests.browser.already_sent import already_sent, ports_of
from tests.browser.conftest import PHONE, Site, Visitor
from tests.browser.test_straight_line import AGENT
from tests.browser.walking import check_accessible, sign_in


def test_an_agent_acts_on_many_dossiers_and_sees_what_became_of_each(visit: Visitor, site: Site) -> None:
    already_sent(ports_of(site), 2)
    page = visit(PHONE)
    sign_in(page, AGENT)
    page.goto("/bureau?tri=reception")
    for box in page.get_by_label("Choisir le dossier").all()[:2]:
        box.focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Agir sur les dossiers cochés").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Agir sur 2 dossiers")
    check_accessible(page)
    page.get_by_role("radio", name="Prendre en instruction").check()
    page.get_by_role("button", name="Lancer pour 2 dossiers").press("Enter")
    expect(page.locator("#avancement-texte")).to_contain_text("2 dossiers traités sur 2", timeout=30_000)
    expect(page.locator(".batch-items").get_by_text("fait", exact=True)).to_have_count(2)
    check_accessible(page)
