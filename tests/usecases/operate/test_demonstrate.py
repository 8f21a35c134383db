"""Demonstration data: every form in several states, loaded once whatever happens.

Each function with a sentence for name is a check of the one test at the end.
"""

from dataclasses import replace

import pytest

from app.adapters.forms import FormFiles
from app.core.attached import ids_by_path
from app.core.errors import NotAllowed
from app.usecases.account import sign_in
from app.usecases.desk import process
from app.usecases.operate import demonstrate
from app.usecases.ports import Ports
from tests.usecases.conftest import PROJECT

# They cannot be sent without a file.
WITH_FILES = {"cerfa-10798", "cerfa-12156", "cerfa-12669", "cerfa-13703", "cerfa-13750", "cerfa-14023"}


@pytest.fixture
def demonstration(ports: Ports) -> Ports:
    loaded = replace(ports, forms=FormFiles(PROJECT / "forms_definitions"))
    assert demonstrate.load_accounts(loaded) == len(demonstrate.ACCOUNTS)
    desks = {service for demo in demonstrate.ACCOUNTS if demo.role == "agent" for service in demo.services}
    published = loaded.forms.published()
    assert {form.service.id for form in published} <= desks, "each form may be tried to its end"
    with_files = {form.slug for form in published} & WITH_FILES
    everybody, few = len(demonstrate.PEOPLE), demonstrate.FEW
    assert demonstrate.load_dossiers(loaded) == everybody * (len(published) - len(with_files)) + few * len(
        with_files
    )
    return loaded


def loading_again_adds_and_wipes_nothing(demonstration: Ports) -> None:
    assert demonstrate.load_accounts(demonstration) == 0
    assert demonstrate.load_dossiers(demonstration) == 0


def outside_demonstration_the_public_password_opens_nothing(demonstration: Ports) -> None:
    assert set(demonstrate.close_accounts(demonstration)) == {demo.email for demo in demonstrate.ACCOUNTS}
    assert demonstrate.close_accounts(demonstration) == ()
    for demo in demonstrate.ACCOUNTS:
        with pytest.raises(NotAllowed):
            sign_in(demonstration, demo.email, demonstrate.PASSWORD)
    demonstrate.load_accounts(demonstration)
    assert sign_in(demonstration, demonstrate.ACCOUNTS[0].email, demonstrate.PASSWORD)


def each_agent_finds_dossiers_in_every_tab(demonstration: Ports) -> None:
    for demo in demonstrate.ACCOUNTS:
        account = sign_in(demonstration, demo.email, demonstrate.PASSWORD)
        if account.has_role("agent"):
            mine = [form for form in demonstration.forms.published() if form.service.id in demo.services]
            few = len([form for form in mine if form.slug in WITH_FILES])
            rest = len(mine) - few
            wanted = {
                "todo": 3 * rest + 2 * few, "followed": 2 * rest + few, "waiting": rest,
                "done": 2 * rest + few, "all": 6 * rest + 3 * few,
            }  # fmt: skip
            assert process.desk(demonstration, account).counts == wanted


def the_dossiers_of_a_service_are_shared_out_between_its_groups(demonstration: Ports) -> None:
    agent = sign_in(demonstration, "agent@ccas.example", demonstrate.PASSWORD)
    shown = process.desk(demonstration, agent).beside.values()
    assert {beside.group.name if beside.group else "" for beside in shown} <= {"Familles", "Personnes seules"}
    assert shown


def people_are_addressed_as_they_should(demonstration: Ports) -> None:
    agent = sign_in(demonstration, "agent@ccas.example", demonstrate.PASSWORD)
    rows = process.desk(demonstration, agent).rows
    answers = {row.dossier.title: row.dossier.answers["demandeur"]["civilite"] for row in rows}
    assert answers == {"Le Goff Maryvonne": "madame", "Diallo Ousmane": "monsieur", "Benoît Zoé": "madame"}


def a_form_that_calls_for_no_decision_is_found_complete_never_accepted(demonstration: Ports) -> None:
    with demonstration.store.reading() as tx:
        held = tx.dossiers.counts([one for demo in demonstrate.ACCOUNTS for one in demo.services])
    states = {(key[-2], key[-1]) for key in held}
    assert {("cerfa-14952", "complete"), ("cerfa-15646", "complete"), ("cerfa-16029", "accepted")} <= states
    assert not {("cerfa-14952", "accepted"), ("cerfa-15646", "refused")} & states


def what_must_be_given_with_a_form_was_given(demonstration: Ports) -> None:
    agent = sign_in(demonstration, "agent@mairie.example", demonstrate.PASSWORD)
    with demonstration.store.reading() as tx:
        for row in process.desk(demonstration, agent).rows:
            definition = tx.definitions.get(row.dossier.definition_hash)
            wanted = [id_ for ids in ids_by_path(definition, row.dossier.answers).values() for id_ in ids]
            assert {held.id for held in tx.attachments.of(row.dossier.id)} >= set(wanted)


CHECKS = (
    loading_again_adds_and_wipes_nothing,
    each_agent_finds_dossiers_in_every_tab,
    the_dossiers_of_a_service_are_shared_out_between_its_groups,
    people_are_addressed_as_they_should,
    a_form_that_calls_for_no_decision_is_found_complete_never_accepted,
    what_must_be_given_with_a_form_was_given,
    outside_demonstration_the_public_password_opens_nothing,
)


def test_the_demonstration_may_be_tried_from_every_side(demonstration: Ports) -> None:
    """One loading for all: it fills in every form several times."""
    for check in CHECKS:
        check(demonstration)
