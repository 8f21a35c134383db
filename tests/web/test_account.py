"""Signing in and out: one message for every failure, no way out to elsewhere, nothing left behind."""

import pytest
from flask import Flask

from app.core.account import Account
from tests.fixtures.application import PASSWORD
from tests.fixtures.doubles import SettableClock
from tests.web.pages import Visitor
from tests.web.staff import post, sign_in, signed_in


def test_an_agent_arrives_at_the_desk(client: Visitor, agent: Account) -> None:
    assert sign_in(client, agent.email).heading == "À traiter"


def test_an_adviser_arrives_at_their_space(client: Visitor, adviser: Account) -> None:
    assert sign_in(client, adviser.email).heading == "Accompagner quelqu’un"


def test_the_address_is_read_without_its_case_and_spaces(client: Visitor, agent: Account) -> None:
    assert sign_in(client, f"  {agent.email.upper()} ").heading == "À traiter"


@pytest.mark.parametrize("email", ["agent@exemple.fr", "inconnue@exemple.fr"])
def test_a_wrong_password_and_an_unknown_address_read_alike(
    client: Visitor, agent: Account, email: str
) -> None:
    page = sign_in(client, email, "faux", status=422)
    assert page.errors == ["Adresse électronique ou mot de passe incorrect."]
    assert page.tree.xpath("//input[@name='adresse']/@value") == [email]
    assert page.tree.xpath("//input[@name='mot_de_passe']/@value") == [""]


def test_each_missing_answer_is_told_with_its_field(client: Visitor) -> None:
    page = sign_in(client, "", "", status=422)
    assert len(page.errors) == 2


def test_password_managers_and_paste_are_welcome(client: Visitor) -> None:
    page = client.get("/connexion")
    assert page.tree.xpath("//input/@autocomplete") == ["username", "current-password"]
    assert not page.tree.xpath("//input[@onpaste or @maxlength]")


def test_after_five_wrong_passwords_even_the_right_one_waits(
    client: Visitor, agent: Account, clock: SettableClock
) -> None:
    for _try in range(5):
        sign_in(client, agent.email, "faux", status=422)
    page = sign_in(client, agent.email, PASSWORD, status=429)
    assert page.errors == ["Trop d’essais. Réessayez dans 10 min."]
    assert page.headers["Retry-After"] == "600"
    assert page.tree.xpath("//input[@name='adresse']/@value") == [agent.email]
    clock.move(minutes=11)
    assert sign_in(client, agent.email).heading == "À traiter"


def test_the_page_that_was_asked_for_comes_back_after_sign_in(client: Visitor, agent: Account) -> None:
    page = client.get("/bureau?file=traites")
    assert page.heading == "Se connecter"
    values = {"adresse": agent.email, "mot_de_passe": PASSWORD}
    assert client.submit(page, values, having="adresse").heading == "Traités"


@pytest.mark.parametrize(
    "suite",
    [
        "https://ailleurs.example/bureau",
        "//ailleurs.example",
        "///ailleurs.example/x",
        "/\\ailleurs.example",
        "\\\\ailleurs.example",
        "/%2F/ailleurs.example",
        "javascript:alert(1)",
        "bureau",
        "/deconnexion",
        "/nulle-part",
    ],
)
def test_sign_in_never_leads_to_elsewhere(client: Visitor, agent: Account, suite: str) -> None:
    page = client.get("/connexion")
    token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]
    data = {"adresse": agent.email, "mot_de_passe": PASSWORD, "suite": suite, "csrf_token": token}
    answer = client.raw.post("/connexion", data=data)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/bureau"


def test_the_session_id_changes_at_sign_in(client: Visitor, agent: Account) -> None:
    client.get("/connexion")
    before = client.raw.get_cookie("guichet")
    sign_in(client, agent.email)
    after = client.raw.get_cookie("guichet")
    assert before
    assert after
    assert before.value != after.value


def test_somebody_signed_in_does_not_sign_in_again(application: Flask, agent: Account) -> None:
    assert signed_in(application, agent).get("/connexion").heading == "À traiter"


def test_signing_out_closes_everything(application: Flask, agent: Account) -> None:
    visitor = signed_in(application, agent)
    stolen = visitor.raw.get_cookie("guichet")
    answer = post(visitor, "/deconnexion")
    assert answer.status_code == 303
    assert visitor.get("/bureau").heading == "Se connecter"
    thief = Visitor(application)
    thief.raw.set_cookie("guichet", stolen.value if stolen else "")
    assert thief.get("/bureau").heading == "Se connecter"


def test_half_an_hour_without_activity_signs_out(
    application: Flask, agent: Account, clock: SettableClock
) -> None:
    visitor = signed_in(application, agent)
    for _page in range(4):
        clock.move(minutes=29)
        assert visitor.get("/bureau").heading == "À traiter"
    clock.move(minutes=31)
    page = visitor.get("/bureau?file=traites")
    assert page.heading == "Se connecter"
    assert "30 minutes sans activité" in page.text
    values = {"adresse": agent.email, "mot_de_passe": PASSWORD}
    assert visitor.submit(page, values, having="adresse").heading == "Traités"


def test_a_public_page_after_idling_says_nothing(
    application: Flask, agent: Account, clock: SettableClock
) -> None:
    visitor = signed_in(application, agent)
    clock.move(minutes=31)
    assert "activité" not in visitor.get("/").text
    assert visitor.get("/bureau").heading == "Se connecter"


def test_demonstration_accounts_are_shown_in_demonstration_only(application: Flask, client: Visitor) -> None:
    assert "agent@ccas.example" in client.get("/connexion").text
    settings = application.extensions["settings"]
    application.extensions["settings"] = type("Settings", (), {"demo": False})()
    try:
        assert "agent@ccas.example" not in client.get("/connexion").text
    finally:
        application.extensions["settings"] = settings
