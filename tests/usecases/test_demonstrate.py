"""Demonstration data: every form in several states, loaded once whatever happens."""

from dataclasses import replace

import pytest

from app.adapters.forms import FormFiles
from app.usecases import demonstrate, process
from app.usecases.account import sign_in
from app.usecases.ports import Ports
from tests.usecases.conftest import PROJECT


@pytest.fixture
def demonstration(ports: Ports) -> Ports:
    loaded = replace(ports, forms=FormFiles(PROJECT / "forms_definitions"))
    assert demonstrate.load_accounts(loaded) == len(demonstrate.ACCOUNTS)
    assert demonstrate.load_dossiers(loaded) == 3 * len(demonstrate.PEOPLE)
    return loaded


def test_loading_again_adds_and_wipes_nothing(demonstration: Ports) -> None:
    assert demonstrate.load_accounts(demonstration) == 0
    assert demonstrate.load_dossiers(demonstration) == 0


def test_each_agent_finds_dossiers_in_every_tab(demonstration: Ports) -> None:
    for demo in demonstrate.ACCOUNTS:
        account = sign_in(demonstration, demo.email, demonstrate.PASSWORD)
        if account.has_role("agent"):
            assert process.desk(demonstration, account).counts == {"todo": 3, "waiting": 1, "done": 2}


def test_people_are_addressed_as_they_should(demonstration: Ports) -> None:
    agent = sign_in(demonstration, "agent@ccas.example", demonstrate.PASSWORD)
    rows = process.desk(demonstration, agent).rows
    answers = {row.dossier.title: row.dossier.answers["demandeur"]["civilite"] for row in rows}
    assert answers == {"Le Goff Maryvonne": "madame", "Diallo Ousmane": "monsieur", "Benoît Zoé": "madame"}
