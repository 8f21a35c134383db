"""What is refused whole: nothing is stored, the reason is logged without a single value."""

import logging
from dataclasses import replace

import pytest
from flask import Flask

from app.adapters.database.engine import make_engine
from app.adapters.database.store import SqlStore
from app.core.account import Account
from app.core.errors import GuichetError
from app.settings import Settings
from app.usecases.ports import Ports
from app.web.factory import create_app
from tests.web.conftest import Walker
from tests.web.pages import Visitor, form_values
from tests.web.staff import signed_in

SECRET = "ce que la personne a tapé"


@pytest.mark.parametrize(
    "name", ["demandeur.salaire", "signature.lieu", "demandeur.nom:jour", "ayants_droit[0].nom", "x"]
)
def test_a_field_that_the_page_never_offered_is_refused_and_logged_without_its_value(
    client: Visitor, walk: Walker, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    page = walk().to("identite")
    data = form_values(page.form()) | {name: SECRET, "demandeur.nom": SECRET}
    with caplog.at_level(logging.WARNING):
        refused = client.post(page.url, data, status=400)
    assert refused.heading == "La demande reçue n’a pas été comprise"
    assert "conservées" in refused.text
    assert name in caplog.text
    assert SECRET not in caplog.text
    assert form_values(client.get(page.url).form())["demandeur.nom"] == ""


@pytest.mark.parametrize(
    "change",
    [
        {"_shown": "demandeur.nom autre.chose"},
        {"_shown": "ayants_droit[0].nom"},
        {"_action": "effacer"},
        {"_action": "retirer:demandeur[0]"},
        {"_revision": "-1"},
        {"_revision": "²"},
        {"_revision": "9" * 5000},
        {"_action": "retirer:ayants_droit[" + "9" * 5000 + "]"},
    ],
)
def test_controls_that_the_page_never_gave_are_refused(
    client: Visitor, walk: Walker, change: dict[str, str]
) -> None:
    page = walk().to("identite")
    client.post(page.url, form_values(page.form()) | change, status=400)


def test_a_row_beyond_the_maximum_is_refused(client: Visitor, ports: Ports, walk: Walker) -> None:
    page = walk(case=1).to("ayants-droit")
    most = ports.forms.current("cerfa-16029").step("ayants-droit").fields[0].schema["maxItems"]
    client.post(page.url, form_values(page.form()) | {"_shown": f"ayants_droit[{most}].nom"}, status=400)


def test_an_oversized_post_is_refused_and_logged(
    client: Visitor, walk: Walker, caplog: pytest.LogCaptureFixture
) -> None:
    page = walk().to("identite")
    data = form_values(page.form()) | {"demandeur.nom": "é" * 400_000}
    with caplog.at_level(logging.WARNING):
        refused = client.post(page.url, data, status=413)
    assert "trop volumineux" in refused.heading
    assert "Oversized" in caplog.text


def test_thousands_of_fields_are_refused(client: Visitor, walk: Walker) -> None:
    page = walk().to("identite")
    client.post(page.url, form_values(page.form()) | {f"x{n}": "1" for n in range(5000)}, status=400)


def test_a_post_without_its_token_is_refused_and_tells_how_to_come_back(
    client: Visitor, walk: Walker
) -> None:
    page = walk().to("identite")
    data = form_values(page.form())
    del data["csrf_token"]
    refused = client.post(page.url, data, status=400)
    assert refused.heading == "Votre session a pris fin"
    assert "numéro et son code" in refused.text


def test_somebody_else_s_token_is_refused(client: Visitor, another: Visitor, walk: Walker) -> None:
    page = walk().to("identite")
    theirs = form_values(another.get("/suivi").form())["csrf_token"]
    client.post(page.url, form_values(page.form()) | {"csrf_token": theirs}, status=400)


def test_an_unforeseen_failure_is_a_calm_page_with_a_code_and_is_logged(
    client: Visitor, ports: Ports, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("the disk is on fire")

    monkeypatch.setattr(type(ports.forms), "published", lambda self: broken())
    response = client.raw.get("/", buffered=True)
    text = response.get_data(as_text=True)
    assert response.status_code == 500
    assert "the disk is on fire" not in text
    code = text.split("500-")[1][:8]
    assert code in caplog.text
    assert "the disk is on fire" in caplog.text


def test_a_refusal_that_the_web_does_not_know_never_shows_its_text(
    client: Visitor, ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise GuichetError("postgresql://guichet:secret@base")

    monkeypatch.setattr(type(ports.forms), "published", lambda self: broken())
    response = client.raw.get("/", buffered=True)
    assert response.status_code == 500
    assert "secret" not in response.get_data(as_text=True)


def test_a_database_out_of_reach_is_a_calm_page_and_no_code_reaches_the_log(
    ports: Ports, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    away = SqlStore(make_engine("postgresql://guichet:secret@127.0.0.1:1/guichet_prod"))
    visitor = create_app(replace(ports, store=away), settings).test_client()
    for cookie in ("", "x" * 43):  # in the view, then while the session is read
        visitor.set_cookie("guichet", cookie)
        response = visitor.get("/suivi/7K4M92QXC/C4XV-R23N-ZN6X", buffered=True)
        text = response.get_data(as_text=True)
        assert response.status_code == 503
        assert "momentanément indisponible" in text
        assert "guichet_prod" not in text
        assert "503-" in text
    assert "public.follow_link" in caplog.text
    assert "C4XV" not in caplog.text


def test_the_names_posted_write_no_line_of_their_own_in_the_log(
    client: Visitor, walk: Walker, caplog: pytest.LogCaptureFixture
) -> None:
    page = walk().to("identite")
    client.post(page.url, form_values(page.form()) | {"a\nCRITICAL forged": "1"}, status=400)
    assert "forged" in caplog.text
    assert "\nCRITICAL forged" not in caplog.text
    assert page.url not in caplog.text


@pytest.mark.parametrize(
    "path", ["/documents/%00.pdf", "/pieces/%00", "/?q=%00", "/suivi?%00=x", "/demarches/%00"]
)
def test_an_address_with_a_nul_is_no_page(client: Visitor, path: str) -> None:
    client.get(path, status=404)


def test_a_desk_s_address_with_a_nul_is_no_page(application: Flask, agent: Account) -> None:
    signed_in(application, agent).get("/bureau?demarche=%00", status=404)


def test_a_session_that_ended_offers_the_way_back_into_the_dossier(client: Visitor, walk: Walker) -> None:
    page = walk().to("identite")
    refused = client.post(page.url, {}, status=400)
    reference = page.url.split("/")[2]
    assert refused.text.count("Vos réponses enregistrées sont conservées.") == 1
    assert refused.link("Rouvrir mon dossier") == f"/suivi?numero={reference}"


def test_a_dossier_that_is_not_open_here_says_that_the_answers_are_safe(
    another: Visitor, walk: Walker
) -> None:
    asked = another.get(walk().start().url)
    assert "Vos réponses enregistrées sont conservées." in asked.text
    assert asked.tree.xpath("//input[@name='numero']/@value") != [""]
