"""The agent's road: only their service, only allowed actions, nobody overwritten."""

import pytest

from app.core.account import Account
from app.core.dossier import Dossier
from app.core.errors import NotFound, TransitionNotAllowed
from app.usecases.desk import process
from app.usecases.desk.desk_list import Asked
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from tests.usecases.conftest import filled, person


@pytest.fixture
def sent(ports: Ports) -> Dossier:
    return submit(ports, filled(ports).id, declared=True).dossier


def test_the_queue_shows_the_dossiers_of_the_service(ports: Ports, agent: Account, sent: Dossier) -> None:
    desk = process.desk(ports, agent)
    assert [row.dossier.reference for row in desk.rows] == [sent.reference]
    assert desk.counts == {"todo": 1, "followed": 0, "waiting": 0, "done": 0, "all": 1}
    assert desk.forms[0] == ("demande", "Demande d’essai", 1)


@pytest.mark.parametrize("search", ["le goff", "LE GOFF", "maryv", "reference"])
def test_the_queue_is_searched_by_name_and_number(
    ports: Ports, agent: Account, sent: Dossier, search: str
) -> None:
    text = sent.reference.lower() if search == "reference" else search
    assert process.desk(ports, agent, Asked(search=text)).total == 1
    assert process.desk(ports, agent, Asked(search="personne")).total == 0


def test_another_service_sees_nothing(ports: Ports, sent: Dossier) -> None:
    stranger = person(ports, "agent", "autre", "autre@exemple.fr")
    assert process.desk(ports, stranger).total == 0
    for attempt in (
        lambda: process.open_case(ports, stranger, sent.reference),
        lambda: process.act(ports, stranger, sent.reference, "take"),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_a_draft_is_not_for_agents(ports: Ports, agent: Account) -> None:
    draft = filled(ports)
    with pytest.raises(NotFound):
        process.open_case(ports, agent, draft.reference)


def test_a_case_shows_answers_actions_and_history(ports: Ports, agent: Account, sent: Dossier) -> None:
    case = process.open_case(ports, agent, sent.reference)
    assert [line.text for line in case.sections[0].lines][:2] == ["Le Goff", "Maryvonne"]
    assert {"take", "ask_correction"} <= {action.id for action in case.actions}
    assert case.preparing
    assert len(case.history) == 2


def test_the_road_to_a_decision(ports: Ports, agent: Account, sent: Dossier) -> None:
    process.act(ports, agent, sent.reference, "take")
    decided = process.act(ports, agent, sent.reference, "accept")
    assert decided.state == "accepted"
    assert decided.decided_at is not None
    assert process.desk(ports, agent, Asked(tab="done")).total == 1
    last = process.open_case(ports, agent, sent.reference).history[-1]
    assert last.who == "Anne Perrin (CCAS de Saint-Aubin)"


REFUSALS = {
    "unknown-transition": ("fly", "", "submitted"),
    "wrong-role": ("submit", "", ""),
    "wrong-state": ("accept", "", ""),
    "motive-required": ("ask_correction", "  ", "submitted"),
    "changed-meanwhile": ("take", "", "under_review"),
}


@pytest.mark.parametrize("reason", REFUSALS)
def test_a_refused_action_changes_nothing(ports: Ports, agent: Account, sent: Dossier, reason: str) -> None:
    action, motive, from_state = REFUSALS[reason]
    before = process.open_case(ports, agent, sent.reference)
    with pytest.raises(TransitionNotAllowed) as refused:
        process.act(ports, agent, sent.reference, action, motive=motive, from_state=from_state)
    assert refused.value.reason in (reason, "wrong-state")
    after = process.open_case(ports, agent, sent.reference)
    assert (after.dossier, after.history, after.effects) == (before.dossier, before.history, before.effects)


def test_the_second_of_two_agents_is_told_who_was_first(ports: Ports, agent: Account, sent: Dossier) -> None:
    colleague = person(ports, "agent", "ccas", "collegue@exemple.fr")
    process.act(ports, colleague, sent.reference, "take", from_state="submitted")
    with pytest.raises(TransitionNotAllowed, match="Anne Perrin"):
        process.act(ports, agent, sent.reference, "take", from_state="submitted")


def test_a_search_with_a_nul_character_finds_nothing_and_breaks_nothing(
    ports: Ports, agent: Account, sent: Dossier
) -> None:
    assert process.desk(ports, agent, Asked(search="le\x00 goff")).total == 1
