"""Demonstration data: every form in several states, loaded once whatever happens."""

from dataclasses import replace

import pytest

from app.adapters.forms import FormFiles
from app.core.errors import NotAllowed
from app.usecases import demonstrate, process
from app.usecases.account import sign_in
from app.usecases.ports import Ports
from tests.usecases.conftest import PROJECT


@pytest.fixture
def demonstration(ports: Ports) -> Ports:
    loaded = replace(ports, forms=FormFiles(PROJECT / "forms_definitions"))
    assert demonstrate.load_accounts(loaded) == len(demonstrate.ACCOUNTS)
    desks = {demo.service_id for demo in demonstrate.ACCOUNTS if demo.role == "agent"}
    opened = [form for form in loaded.forms.published() if form.service.id in desks]
    assert demonstrate.load_dossiers(loaded) == len(opened) * len(demonstrate.PEOPLE)
    return loaded


def test_loading_again_adds_and_wipes_nothing(demonstration: Ports) -> None:
    assert demonstrate.load_accounts(demonstration) == 0
    assert demonstrate.load_dossiers(demonstration) == 0


def test_outside_demonstration_the_public_password_opens_nothing(demonstration: Ports) -> None:
    assert set(demonstrate.close_accounts(demonstration)) == {demo.email for demo in demonstrate.ACCOUNTS}
    assert demonstrate.close_accounts(demonstration) == ()
    for demo in demonstrate.ACCOUNTS:
        with pytest.raises(NotAllowed):
            sign_in(demonstration, demo.email, demonstrate.PASSWORD)
    demonstrate.load_accounts(demonstration)
    assert sign_in(demonstration, demonstrate.ACCOUNTS[0].email, demonstrate.PASSWORD)


def test_each_agent_finds_dossiers_in_every_tab(demonstration: Ports) -> None:
    for demo in demonstrate.ACCOUNTS:
        account = sign_in(demonstration, demo.email, demonstrate.PASSWORD)
        if account.has_role("agent"):
            mine = [form for form in demonstration.forms.published() if form.service.id == demo.service_id]
            each = {"todo": 3, "followed": 2, "waiting": 1, "done": 2, "all": 6}
            wanted = {tab: count * len(mine) for tab, count in each.items()}
            assert process.desk(demonstration, account).counts == wanted


def test_people_are_addressed_as_they_should(demonstration: Ports) -> None:
    agent = sign_in(demonstration, "agent@ccas.example", demonstrate.PASSWORD)
    rows = process.desk(demonstration, agent).rows
    answers = {row.dossier.title: row.dossier.answers["demandeur"]["civilite"] for row in rows}
    assert answers == {"Le Goff Maryvonne": "madame", "Diallo Ousmane": "monsieur", "Benoît Zoé": "madame"}


def test_a_form_that_calls_for_no_decision_is_found_complete_never_accepted(demonstration: Ports) -> None:
    with demonstration.store.reading() as tx:
        held = tx.dossiers.counts([demo.service_id for demo in demonstrate.ACCOUNTS if demo.role == "agent"])
    states = {(key[-2], key[-1]) for key in held}
    assert {("cerfa-14952", "complete"), ("cerfa-15646", "complete"), ("cerfa-16029", "accepted")} <= states
    assert not {("cerfa-14952", "accepted"), ("cerfa-15646", "refused")} & states
