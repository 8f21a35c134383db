"""What is refused whole: nothing is stored, the reason is logged without a single value."""

import logging

import pytest

from app.usecases.ports import Ports
from tests.web.conftest import Walker
from tests.web.pages import Visitor, form_values

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
