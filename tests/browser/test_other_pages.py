"""Every page that the roads do not pass by: axe, 320 px, and the pictures of the README."""

import os
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, Visitor
from tests.browser.walking import check_accessible, check_both_widths, fill_step, scenario, sign_in, start

PAGES = [
    "/",
    "/?q=procuration",
    "/?q=introuvable",
    "/demarches/cerfa-14952",
    "/demarches/cerfa-15646",
    "/demarches/inconnue",
    "/suivi",
    "/verification",
    "/connexion",
    "/aide",
    "/accessibilite",
    "/donnees-personnelles",
    "/courriels",
]
PICTURES = Path(__file__).parents[2] / "docs" / "images"


def test_every_public_page_is_accessible_on_a_phone_and_on_a_wide_screen(visit: Visitor) -> None:
    page = visit(PHONE)
    for path in PAGES:
        page.goto(path)
        check_both_widths(page)


def test_contrast_holds_in_both_schemes(visit: Visitor) -> None:
    page = visit(PHONE)
    _wrong_step(page)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        check_accessible(page)


def test_pictures_for_the_readme_can_be_made(visit: Visitor, tmp_path: Path) -> None:
    folder = PICTURES if os.environ.get("GUICHET_PICTURES") else tmp_path  # the first: `make screenshots`
    phone, desk = visit({"width": 390, "height": 844}), visit({"width": 1280, "height": 800})
    _wrong_step(phone)
    _picture(phone, folder / "step-phone.png")
    sign_in(desk, "agent@ccas.example")
    desk.goto("/bureau")
    _picture(desk, folder / "desk.png")
    if desk.locator(".desk-reference a").count():
        desk.locator(".desk-reference a").first.click()
        desk.wait_for_url("**/bureau/dossiers/*")
        _picture(desk, folder / "dossier.png")
    manager = visit({"width": 1280, "height": 800})
    sign_in(manager, "responsable@ccas.example")
    manager.goto("/bureau/statistiques?demarche=cerfa-16029")
    _picture(manager, folder / "statistics.png")
    assert {path.name for path in folder.glob("*.png")} >= {"step-phone.png", "desk.png", "statistics.png"}


def _picture(page: Page, path: Path) -> None:
    """Chromium without a screen now and then has no frame ready for a picture: it is asked again."""
    for patience in (0, 500, 2_000, 5_000):
        page.bring_to_front()
        page.wait_for_timeout(patience)
        with suppress(PlaywrightError):
            page.screenshot(path=path)
            return
    page.screenshot(path=path)


def _wrong_step(page: Page) -> None:
    """A step with an error, as a person meets it."""
    start(page, "Demande d’élection de domicile")
    first, second, *_others = scenario("cerfa-16029")["typed"]
    fill_step(page, first["values"])
    page.get_by_role("button", name="Continuer", exact=True).click()
    fill_step(page, {**second["values"], "demandeur.naissance:jour": ""})
    page.get_by_role("button", name="Continuer", exact=True).click()
    page.locator("#erreurs").wait_for()
