"""Identifiers, names, dates and times in a real Chromium: axe at 320 px, the doubt on an address, no script.

The form is one of tests/, so the application is served from here rather than by `guichet run`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from app.adapters.forms import FormFiles
from tests.browser.conftest import DESKTOP, PHONE, Site, Visitor
from tests.browser.serving import served
from tests.browser.walking import assert_no_sideways_scroll, check_accessible, fill_step

SLUG = "numeros-et-dates"
STEPS = {
    "vous": {
        "civilite": "madame", "nom": "D'Artagnan", "prenom": "Anaïs", "naissance:annee": "1985",
        "courriel": "anais.de-la-tour-dauvergne-lauraguais@gmial.com",
    },
    "numeros": {
        "siren": "732 829 320", "rna": "w751234567", "iban": "fr76 3000 6000 0112 3456 7890 189",
        "plaque": "ab 123 cd", "vin": "vf1ab000123456789", "nir": "2 55 08 14 168 025 38",
        "fiscal": "30 23 217 600 053",
    },
    "dates": {
        "mois:mois": "octobre", "mois:annee": "2026", "heure": "9 h", "rendez_vous:jour": "25",
        "rendez_vous:mois": "11", "rendez_vous:annee": "2026", "rendez_vous:heure": "14h30",
    },
}  # fmt: skip
WRONG = {
    "vous": {"nom": "R2D2", "naissance:annee": "85", "courriel": "anais"},
    "numeros": {"siren": "73282932000074", "vin": "VF1AB00O123456789", "nir": "255081416802539"},
    "dates": {"mois:mois": "13", "mois:annee": "2026", "heure": "25h", "rendez_vous:heure": "14h30"},
}


@pytest.fixture
def form_files(forms_with_numbers: FormFiles) -> FormFiles:
    return forms_with_numbers


@pytest.fixture
def site(application: Flask, tmp_path: Path) -> Iterator[Site]:
    """The application of the tests of pages, on a real port."""
    with served(application, tmp_path) as found:
        yield found


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continuer", exact=True).click()


@pytest.mark.parametrize(
    ("viewport", "script"),
    [(PHONE, False), (DESKTOP, True)],
    ids=["phone-without-js", "desktop"],
)
def test_every_kind_is_refused_then_accepted(visit: Visitor, viewport: dict[str, int], script: bool) -> None:
    look = check_accessible if script else assert_no_sideways_scroll
    page = visit(viewport, script=script)
    page.goto(f"/demarches/{SLUG}")
    page.get_by_role("button", name="Commencer ma demande").click()
    for step, values in STEPS.items():
        page.wait_for_url(f"**/etapes/{step}*")
        look(page)
        fill_step(page, WRONG[step])
        go_on(page)
        page.locator("#erreurs").wait_for()
        look(page)
        fill_step(page, values)
        go_on(page)
    page.wait_for_url("**/verifier*")
    look(page)
    told = " ".join(page.locator("main").inner_text().split())
    for text in ("Vouliez-vous dire anais.de-la-tour-dauvergne-lauraguais@gmail.com", "D’Artagnan",
                 "732 829 320", "FR76 3000 6000 0112 3456 7890 189", "AB-123-CD", "octobre 2026", "9 h",
                 "25 novembre 2026 à 14 h 30"):  # fmt: skip
        assert text in told


def test_the_doubt_stands_beside_the_address_and_goes_with_it(visit: Visitor) -> None:
    page = visit(PHONE)
    page.goto(f"/demarches/{SLUG}")
    page.get_by_role("button", name="Commencer ma demande").click()
    fill_step(page, STEPS["vous"])
    go_on(page)
    page.wait_for_url("**/etapes/numeros*")
    page.get_by_role("link", name="Revenir à l’étape précédente").click()
    page.get_by_text("Vouliez-vous dire").wait_for()
    check_accessible(page)
    fill_step(page, {"courriel": "anais@gmail.com"})
    go_on(page)
    page.wait_for_url("**/etapes/numeros*")
    page.go_back()
    page.reload()
    assert page.get_by_text("Vouliez-vous dire").count() == 0
