"""What ends a session of somebody signed in: a closed account, a new password; and what it then opens."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.core.account import Account
from app.usecases.ports import Ports
from tests.fixtures.application import PASSWORD
from tests.web.pages import Visitor, form_values
from tests.web.staff import SLUG, post, signed_in

BY_MANDATE = {"personne": "Ousmane Diallo", "demarche": SLUG, "mode": "mandat", "courriel": "",
              "lu": "oui", "accord": "oui"}  # fmt: skip


def close(ports: Ports, account: Account) -> None:
    with ports.store.transaction() as tx:
        tx.accounts.close(account.id)


def change_password(ports: Ports, account: Account) -> None:
    with ports.store.transaction() as tx:
        tx.accounts.set_password(account.id, ports.passwords.hash("un autre mot de passe"))


ENDS = pytest.mark.parametrize("end", [close, change_password])


@ENDS
def test_a_closed_account_or_a_new_password_ends_the_sessions_at_once(
    application: Flask, ports: Ports, agent: Account, end: Callable[[Ports, Account], None]
) -> None:
    visitor = signed_in(application, agent)
    end(ports, agent)
    page = visitor.get("/bureau")
    assert page.heading == "Se connecter"
    assert "Votre session a pris fin" in page.text


@ENDS
def test_an_adviser_who_lost_their_account_never_becomes_the_person_they_helped(
    application: Flask, ports: Ports, adviser: Account, end: Callable[[Ports, Account], None]
) -> None:
    visitor = signed_in(application, adviser)
    reference = post(visitor, "/accompagner/nouveau", BY_MANDATE).headers["Location"].split("/")[3]
    step = visitor.get(f"/dossiers/{reference}/verifier")
    posted = form_values(step.form())
    end(ports, adviser)
    answer = visitor.raw.post(step.url, data=posted | {"_action": "plus-tard"})
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/connexion")
    assert visitor.get(step.url).heading == "Reprendre ou suivre un dossier"
    with ports.store.reading() as tx:
        dossier = tx.dossiers.by_reference(reference)
        assert dossier is not None
        assert [event.kind for event in tx.events.of(dossier.id)] == ["started", "mandate"]


def test_help_begun_by_somebody_else_ends_the_session(application: Flask, adviser: Account) -> None:
    visitor = signed_in(application, adviser)
    with visitor.raw.session_transaction() as session:
        session["acting"] = {"actor": ["Autre", "adviser", "autre", ""], "beneficiary": "X",
                             "mode": "accompagne", "mandate_id": ""}  # fmt: skip
    assert visitor.get("/accompagner").heading == "Se connecter"


def test_signing_in_again_after_a_new_password_works(
    application: Flask, ports: Ports, agent: Account
) -> None:
    change_password(ports, agent)
    visitor = Visitor(application)
    values = {"adresse": agent.email, "mot_de_passe": "un autre mot de passe"}
    assert visitor.submit(visitor.get("/connexion"), values, having="adresse").heading == "À traiter"
    assert PASSWORD != "un autre mot de passe"


@pytest.mark.parametrize("suite", ["//[", "http://[", "/\x00", "/bureau?demarche=\x00"])
def test_an_address_that_is_none_leads_to_the_usual_page(client: Visitor, agent: Account, suite: str) -> None:
    values = {"adresse": agent.email, "mot_de_passe": PASSWORD, "suite": suite}
    answer = post(client, "/connexion", values)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/bureau")


def test_staff_are_led_back_to_their_work_from_a_refusal(
    application: Flask, agent: Account, adviser: Account
) -> None:
    at_desk = signed_in(application, agent).get("/accompagner", status=403)
    assert at_desk.link("Revenir à la liste") == "/bureau"
    helping = signed_in(application, adviser).get("/bureau", status=403)
    assert helping.link("Revenir à mon espace") == "/accompagner"
