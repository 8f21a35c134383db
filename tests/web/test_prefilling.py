"""Prefilled forms: from another program by POST, or by a signed link."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask

from app.usecases.fill.prefill import signed_link
from app.usecases.ports import Ports
from tests.web.pages import Visitor, form_values
from tests.web.walking import step_of

URL = "/demarches/cerfa-16029/preremplir"
SITUATION = {"situation.adresse_stable": "non"}


def test_a_program_gets_the_address_of_a_prefilled_draft(application: Flask, client: Visitor) -> None:
    given = {"demandeur": {"nom": "Kerouac", "naissance": "31/02/1990"}, "inconnu": 1}
    answer = application.test_client().post(URL, json=given)
    assert answer.status_code == 201
    told = answer.json
    assert told["filled"] == ["demandeur.nom", "demandeur.naissance"]
    assert {one["path"]: one["kept"] for one in told["unfit"]} == {
        "demandeur.naissance": True,
        "inconnu": False,
    }
    assert step_of(client.get(urlsplit(told["url"]).path)) == "situation"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{}", "text/plain", 415),
        (b"", "application/json", 400),
        (b"[1]", "application/json", 400),
        (b"{" * 30_000, "application/json", 400),
        (b" " * 70_000, "application/json", 413),
        (b'{"demandeur": {"nom": "\\ud800"}}', "application/json", 201),
        (b'{"demandeur": {"nom": "\\u0000"}}', "application/json", 201),
        (b'{"demandeur": {"nom": 1e999999}}', "application/json", 201),
    ],
)
def test_whatever_a_program_sends_gets_a_clear_answer(
    application: Flask, body: bytes, kind: str, status: int
) -> None:
    answer = application.test_client().post(URL, data=body, content_type=kind)
    assert answer.status_code == status
    assert answer.json


def test_an_unknown_form_is_a_404_in_json(application: Flask) -> None:
    answer = application.test_client().post("/demarches/inconnue/preremplir", json={})
    assert (answer.status_code, list(answer.json)) == (404, ["error"])


def test_a_signed_link_says_what_it_fills_and_starts_a_filled_draft(ports: Ports, client: Visitor) -> None:
    link = signed_link(ports, "cerfa-16029", {**SITUATION, "demandeur.naissance": "hier"})
    start = client.get(link.removeprefix(ports.base_url))
    assert "2 réponses sont déjà remplies" in start.text
    first = client.submit(start, having="prerempli")
    assert step_of(first) == "situation"
    assert form_values(first.form())["situation.adresse_stable"] == "non"
    assert "Des réponses sont déjà remplies" in first.text


@pytest.mark.parametrize("harm", [lambda text: text[:-4], lambda text: "x" + text, lambda text: "é"])
def test_a_spoilt_link_still_lets_people_start(
    ports: Ports, client: Visitor, harm: Callable[[str], str]
) -> None:
    link = signed_link(ports, "cerfa-16029", SITUATION)
    address, _equals, token = link.removeprefix(ports.base_url).partition("=")
    start = client.get(f"{address}={harm(token)}")
    assert "incomplet ou modifié" in start.text
    first = client.submit(start, having="csrf_token")
    assert form_values(first.form()).get("situation.adresse_stable") is None
