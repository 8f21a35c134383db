"""Addresses and communes in a real Chromium at 320 px: axe, the keyboard alone, the road without script.

The form is one of tests/, so the application is served from here rather than by `guichet run`.
"""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Page
from werkzeug.serving import make_server

from app.adapters.forms import FormFiles
from tests.browser.conftest import PHONE, Site, Visitor
from tests.browser.walking import assert_no_sideways_scroll, check_accessible


@pytest.fixture
def form_files(forms_with_files: FormFiles) -> FormFiles:
    return forms_with_files


@pytest.fixture
def site(application: Flask, tmp_path: Path) -> Iterator[Site]:
    """The application of the tests of pages, on a real port."""
    server = make_server("localhost", 0, application, threaded=True)
    serving = Thread(target=server.serve_forever)
    serving.start()
    yield Site(f"http://localhost:{server.port}", tmp_path)
    server.shutdown()
    serving.join()
    server.server_close()


def begin(page: Page) -> None:
    page.goto("/demarches/lieux")
    page.get_by_role("button", name="Commencer ma demande").click()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continuer", exact=True).click()


@pytest.mark.parametrize("script", [True, False], ids=["with-js", "without-js"])
def test_an_address_in_every_state_on_a_phone(visit: Visitor, script: bool) -> None:
    look = check_accessible if script else assert_no_sideways_scroll
    page = visit(PHONE, script=script)
    begin(page)
    look(page)
    go_on(page)
    page.locator(".field-error", has_text="Saisissez votre adresse").wait_for()
    look(page)
    page.get_by_label("Numéro et rue").fill("12 rue des Lilas")
    page.get_by_label("Code postal").fill("51300")
    page.get_by_label("Commune").fill("Truc")
    go_on(page)
    page.get_by_label("Quelle commune ?").wait_for()
    look(page)
    page.get_by_label("Quelle commune ?").select_option("51649")
    go_on(page)
    page.get_by_role("heading", name="Votre projet", level=1).wait_for()
    look(page)
    page.get_by_label("Commune du projet").fill("Saint-Aubin")
    page.get_by_label("Ville de naissance").fill("Monaco")
    go_on(page)
    look(page)
    page.get_by_label("Une autre ville").check()
    page.locator("select[name='commune:choix']").select_option("39476")
    go_on(page)
    page.get_by_role("heading", name="Des listes", level=1).wait_for()
    look(page)
