"""A step that asks for files, in a real Chromium at 320 px: axe, and the road without a script.

The form is one of tests/, so the application is served from here rather than by `guichet run`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Route

from app.adapters.forms import FormFiles
from app.usecases.fill.piecemeal import PIECE
from tests.browser.conftest import PHONE, Site, Visitor
from tests.browser.serving import served
from tests.browser.walking import assert_no_sideways_scroll, check_accessible
from tests.core.files import JPEG, PDF, PNG
from tests.web.staff import WITH_FILES

CARD = {"name": "carte-nationale-d-identite-" + "recto-" * 8 + ".pdf", "mimeType": "", "buffer": PDF}
BACK = {"name": "verso.png", "mimeType": "", "buffer": PNG}
FILM = {"name": "film.mp4", "mimeType": "", "buffer": b"\0\0\0\x18ftypmp42"}


@pytest.fixture
def form_files(forms_with_files: FormFiles) -> FormFiles:
    return forms_with_files


@pytest.fixture
def site(application: Flask, tmp_path: Path) -> Iterator[Site]:
    with served(application, tmp_path) as site:
        yield site


@pytest.mark.parametrize("script", [True, False], ids=["with-js", "without-js"])
def test_files_are_refused_added_and_taken_away_on_a_phone(visit: Visitor, script: bool) -> None:
    look = check_accessible if script else assert_no_sideways_scroll
    page = visit(PHONE, script=script)
    page.goto(f"/demarches/{WITH_FILES}")
    page.get_by_role("button", name="Commencer ma demande").click()
    look(page)
    page.locator("input[type=file]").set_input_files([CARD, FILM])
    if not script:
        page.get_by_role("button", name="Continuer", exact=True).click()
    page.locator(".field-error", has_text="au format PDF, JPEG ou PNG").wait_for()
    look(page)
    page.get_by_label("Ajouter un autre fichier").set_input_files([BACK])
    if not script:
        page.get_by_role("button", name="Ajouter : Pièce d’identité").click()
    page.get_by_text("Il n’y a plus de place.").wait_for()
    look(page)
    page.get_by_role("button", name="Retirer verso.png").click()
    page.get_by_text("Le fichier est retiré.").wait_for()
    assert page.locator(".files li").count() == 1
    look(page)


def test_an_upload_goes_on_after_the_line_dropped(visit: Visitor) -> None:
    page = visit(PHONE)
    page.goto(f"/demarches/{WITH_FILES}")
    page.get_by_role("button", name="Commencer ma demande").click()
    page.get_by_label("Nom de naissance").fill("Le Goff")
    pieces: list[str] = []

    def unsteady(route: Route) -> None:
        if route.request.method == "PATCH":
            pieces.append(route.request.headers["upload-offset"])
            if len(pieces) in (2, 3):
                return route.abort("connectionreset")
        return route.continue_()

    page.route("**/envois/*", unsteady)
    big = {"name": "dossier.pdf", "mimeType": "application/pdf", "buffer": PDF + b"0" * (3 * PIECE)}
    page.locator("input[type=file]").set_input_files([big])
    page.get_by_text("La connexion est coupée.").wait_for()
    check_accessible(page)
    page.get_by_role("link", name="dossier.pdf").wait_for()
    check_accessible(page)
    assert pieces == [str(PIECE * number) for number in (0, 1, 1, 1, 2, 3)]
    assert page.get_by_label("Nom de naissance").input_value() == "Le Goff"


def no_line(route: Route) -> None:
    route.abort("connectionreset") if route.request.method == "PATCH" else route.continue_()


def test_an_upload_is_cancelled_and_leaves_nothing(visit: Visitor) -> None:
    page = visit(PHONE)
    page.goto(f"/demarches/{WITH_FILES}")
    page.get_by_role("button", name="Commencer ma demande").click()
    page.wait_for_url("**/etapes/*")  # or its line is that of the page which is being left
    page.route("**/envois/*", no_line)
    page.locator("input[type=file]").set_input_files([CARD])
    page.get_by_role("button", name="Annuler l’envoi").click()
    page.get_by_text("Envoi annulé.").wait_for()
    check_accessible(page)
    assert page.locator(".files li").count() == 0


@pytest.mark.parametrize(
    ("script", "drawn"), [(True, True), (True, False), (False, False)], ids=["drawn", "typed", "without-js"]
)
def test_a_signature_is_drawn_or_typed(visit: Visitor, script: bool, drawn: bool) -> None:
    page = visit(PHONE, script=script)
    page.goto("/demarches/identite-et-signature")
    page.get_by_role("button", name="Commencer ma demande").click()
    page.locator("input[type=file]").set_input_files([BACK])
    if script:
        page.get_by_role("img", name="Aperçu de verso.png").wait_for()
        check_accessible(page)
    page.get_by_role("button", name="Continuer", exact=True).click()
    page.get_by_label("Votre nom complet").fill("Marie Durand")
    page.get_by_label("Je certifie être cette personne").press("Space")
    if drawn:
        page.locator("canvas").scroll_into_view_if_needed()
        box = page.locator("canvas").bounding_box()
        assert box
        page.mouse.move(box["x"] + 20, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + 120, box["y"] + 60, steps=8)
        page.mouse.up()
        page.get_by_text("Votre signature est enregistrée.").wait_for()
    if script:
        check_accessible(page)
    page.get_by_role("button", name="Continuer", exact=True).click()
    page.get_by_text("Signé par Marie Durand").wait_for()
    if drawn:
        page.go_back()
        page.get_by_role("img", name="Votre signature dessinée").wait_for()


def test_a_file_is_replaced_in_one_gesture(visit: Visitor) -> None:
    page = visit(PHONE)
    page.goto("/demarches/identite-et-signature")
    page.get_by_role("button", name="Commencer ma demande").click()
    page.locator("input[type=file]").set_input_files([BACK])
    page.get_by_role("link", name="verso.png").wait_for()
    page.get_by_label("Remplacer par un autre fichier").set_input_files(
        [{**BACK, "name": "autre.png", "buffer": JPEG}]
    )
    page.get_by_role("link", name="autre.png").wait_for()
    assert page.locator(".files li").count() == 1
    check_accessible(page)


def test_an_upload_whose_session_has_ended_says_so_at_once(visit: Visitor) -> None:
    page = visit(PHONE)
    page.goto(f"/demarches/{WITH_FILES}")
    page.get_by_role("button", name="Commencer ma demande").click()
    page.context.clear_cookies()
    page.locator("input[type=file]").set_input_files([CARD])
    page.locator(".field-error", has_text=CARD["name"]).wait_for()
    check_accessible(page)
