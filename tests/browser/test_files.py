"""A step that asks for files, in a real Chromium at 320 px: axe, and the road without a script.

The form is one of tests/, so the application is served from here rather than by `guichet run`.
"""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from werkzeug.serving import make_server

from app.adapters.forms import FormFiles
from tests.browser.conftest import PHONE, Site, Visitor
from tests.browser.walking import assert_no_sideways_scroll, check_accessible
from tests.core.files import PDF, PNG
from tests.web.staff import WITH_FILES

CARD = {"name": "carte-nationale-d-identite-" + "recto-" * 8 + ".pdf", "mimeType": "", "buffer": PDF}
BACK = {"name": "verso.png", "mimeType": "", "buffer": PNG}
FILM = {"name": "film.mp4", "mimeType": "", "buffer": b"\0\0\0\x18ftypmp42"}


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


@pytest.mark.parametrize("script", [True, False], ids=["with-js", "without-js"])
def test_files_are_refused_added_and_taken_away_on_a_phone(visit: Visitor, script: bool) -> None:
    look = check_accessible if script else assert_no_sideways_scroll
    page = visit(PHONE, script=script)
    page.goto(f"/demarches/{WITH_FILES}")
    page.get_by_role("button", name="Commencer ma demande").click()
    look(page)
    page.locator("input[type=file]").set_input_files([CARD, FILM])
    page.get_by_role("button", name="Continuer", exact=True).click()
    page.locator(".field--wrong .field-error", has_text="au format PDF, JPEG ou PNG").wait_for()
    look(page)
    page.get_by_label("Ajouter un autre fichier").set_input_files([BACK])
    page.get_by_role("button", name="Ajouter : Pièce d’identité").click()
    page.get_by_text("Il n’y a plus de place.").wait_for()
    look(page)
    page.get_by_role("button", name="Retirer verso.png").click()
    page.get_by_text("Le fichier est retiré.").wait_for()
    assert page.locator(".files li").count() == 1
    look(page)
