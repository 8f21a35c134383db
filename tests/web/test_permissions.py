"""Every route, tried by every member of the cast. A new route without a row fails.

The cast, in the order of the columns: the citizen whose dossier it is, another citizen, the adviser
with a draft in hand, another adviser, the agent of the service, an agent of another service, a
designer, and nobody in particular.

What each gets: `ok` (let through: a page, or an error of the form itself), `login` (sent to sign-in),
`code` (sent to the page that asks for number and code), `403` (known, not allowed), `404` (may not
know that it exists).
"""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.adapters.forms import FormFiles
from app.core.account import Account
from app.settings import Settings
from app.usecases.ports import Ports
from app.web.factory import create_app
from app.web.permissions import PERMISSIONS
from tests.fixtures.application import PASSWORD
from tests.web.cast import World, gather

FOR_PROGRAMS = {"public.receive"}  # JSON in, JSON out: no session is read, a token protects nothing
CAST = ("citizen", "stranger", "adviser", "adviser2", "agent", "agent2", "designer", "nobody")

# endpoint, whose dossier · one column for each member of the cast
TABLE = (Path(__file__).parent / "rights.txt").read_text(encoding="utf-8")

ROWS = [line.split() for line in TABLE.strip().splitlines()]


@pytest.fixture
def form_files(forms_with_files: FormFiles) -> FormFiles:
    return forms_with_files


@pytest.fixture
def world(application: Flask, ports: Ports, tmp_path: Path) -> World:
    return gather(application, ports, tmp_path)


def outcome(response: TestResponse) -> str:
    """The word of the table for an answer."""
    place = response.headers.get("Location", "")
    if place.startswith("/connexion?suite="):
        return "login"
    if place.startswith("/suivi?numero="):
        return "code"
    if response.status_code in (403, 404):
        return str(response.status_code)
    return "ok" if response.status_code < 500 else f"broken: {response.status_code}"


def check(world: World, row: list[str]) -> None:
    endpoint, whose, *expected = row
    found = [outcome(response) for response in world.answers(endpoint, whose, CAST)]
    assert dict(zip(CAST, found, strict=True)) == dict(zip(CAST, expected, strict=True)), (endpoint, whose)


def test_each_member_of_the_cast_reads_what_the_table_says(world: World) -> None:
    for row in ROWS:
        if world.method(row[0]) == "get":
            check(world, row)


def test_each_member_of_the_cast_posts_what_the_table_says(world: World) -> None:
    for row in ROWS:
        if world.method(row[0]) == "post":
            world.begin_again()
            check(world, row)


def test_every_route_has_a_row_here_and_in_the_application(application: Flask) -> None:
    routes = {rule.endpoint for rule in application.url_map.iter_rules()}
    assert {row[0] for row in ROWS} == routes
    assert set(PERMISSIONS) == routes


def test_a_route_outside_the_table_is_closed(ports: Ports, settings: Settings) -> None:
    application = create_app(ports, settings)
    application.add_url_rule("/nouvelle", "nouvelle", lambda: "ouverte")
    assert application.test_client().get("/nouvelle").status_code == 404


def test_every_post_needs_a_token(world: World) -> None:
    world.app.config["WTF_CSRF_ENABLED"] = True
    client = world.app.test_client()
    for rule in world.app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and rule.endpoint not in FOR_PROGRAMS:
            answer = client.post(world.url(rule.endpoint, "draft"))
            assert answer.status_code == 400, rule.endpoint


def test_a_closed_account_no_longer_opens_anything(application: Flask, ports: Ports, agent: Account) -> None:
    application.config["WTF_CSRF_ENABLED"] = False
    closed = replace(agent, id="closed", email="parti@exemple.fr", active=False)
    with ports.store.transaction() as tx:
        tx.accounts.add(closed)
    client = application.test_client()
    answer = client.post("/connexion", data={"adresse": closed.email, "mot_de_passe": PASSWORD})
    assert answer.status_code == 422
    with client.session_transaction() as session:
        session["account"] = closed.id  # as if it had been closed while signed in
    assert outcome(client.get("/bureau")) == "login"
