"""The one door: who may do what, from which state, and with which words."""

import pytest

from app.core.errors import TransitionNotAllowed
from app.core.workflow import DRAFT, Workflow, transition
from tests.core.house_workflows import workflow

DECISIONS = {"accept": "accepted", "refuse": "refused", "close": "closed"}


@pytest.fixture(scope="module")
def instruction() -> Workflow:
    return workflow("instruction")


def refusal(workflow: Workflow, state: str, action: str, role: str, motive: str = "") -> str:
    with pytest.raises(TransitionNotAllowed) as raised:
        transition(workflow, state, action, role, motive=motive)
    assert str(raised.value).endswith(".")
    return raised.value.reason


@pytest.mark.parametrize("role", ["citizen", "adviser"])
def test_the_citizen_or_an_adviser_sends_the_draft(instruction: Workflow, role: str) -> None:
    sent = transition(instruction, DRAFT, "submit", role)
    assert (sent.to, sent.effects) == ("submitted", ("document:form", "document:receipt", "mail:received"))


def test_an_agent_walks_to_each_decision(instruction: Workflow) -> None:
    assert transition(instruction, "submitted", "take", "agent").to == "under_review"
    for action, state in DECISIONS.items():
        found = transition(instruction, "under_review", action, "agent", motive="Pièce illisible.")
        assert (found.to, found.effects) == (state, ("document:decision", "mail:decided"))


def test_a_correction_comes_back_to_the_desk_as_corrected(instruction: Workflow) -> None:
    for state in ("submitted", "corrected", "under_review"):
        asked = transition(instruction, state, "ask_correction", "agent", motive="Date à vérifier.")
        assert asked.to == "correction"
    assert transition(instruction, "correction", "resubmit", "citizen").to == "corrected"
    assert transition(instruction, "corrected", "take", "agent").to == "under_review"


def test_an_agent_need_not_wait_for_a_correction_for_ever(instruction: Workflow) -> None:
    assert transition(instruction, "correction", "resume", "agent").to == "under_review"
    assert transition(instruction, "correction", "close", "agent", motive="Sans réponse.").to == "closed"


@pytest.mark.parametrize("action", ["ask_correction", "refuse", "close"])
@pytest.mark.parametrize("motive", ["", "   \n"])
def test_an_unfavourable_action_wants_a_motive(instruction: Workflow, action: str, motive: str) -> None:
    assert refusal(instruction, "under_review", action, "agent", motive) == "motive-required"


def test_accepting_needs_no_motive(instruction: Workflow) -> None:
    assert transition(instruction, "under_review", "accept", "agent").to == "accepted"


@pytest.mark.parametrize(
    ("state", "action", "role", "reason"),
    [
        ("submitted", "explode", "agent", "unknown-transition"),
        ("submitted", "accept", "agent", "wrong-state"),
        ("accepted", "refuse", "agent", "wrong-state"),
        ("submitted", "submit", "citizen", "wrong-state"),
        ("under_review", "accept", "citizen", "wrong-role"),
        ("submitted", "take", "adviser", "wrong-role"),
        ("draft", "submit", "agent", "wrong-role"),
        ("under_review", "accept", "manager", "wrong-role"),
    ],
)
def test_everything_else_is_refused(
    instruction: Workflow, state: str, action: str, role: str, reason: str
) -> None:
    assert refusal(instruction, state, action, role) == reason


def test_available_actions_come_in_file_order(instruction: Workflow) -> None:
    def names(state: str, role: str) -> list[str]:
        return [found.id for found in instruction.available(state, role)]

    assert names("submitted", "agent") == ["take", "ask_correction", "close"]
    assert names("under_review", "agent") == ["accept", "ask_correction", "refuse", "close"]
    assert names("correction", "citizen") == ["resubmit"]
    assert names("accepted", "agent") == []
    assert names("under_review", "citizen") == []


def test_only_the_draft_and_a_correction_are_editable(instruction: Workflow) -> None:
    editable = {state.id: state.editable_by for state in instruction.states.values() if state.editable_by}
    assert editable == {"draft": ("citizen", "adviser"), "correction": ("citizen", "adviser")}


def test_the_desk_never_shows_a_draft(instruction: Workflow) -> None:
    assert instruction.states[DRAFT].tab == "none"
    sent = [state for state in instruction.states.values() if state.id != DRAFT]
    assert {state.tab for state in sent} == {"todo", "waiting", "done"}


def test_every_state_tells_the_citizen_what_comes_next(instruction: Workflow) -> None:
    assert all(state.next.endswith(".") for state in instruction.states.values())
    for move in instruction.transitions.values():
        assert move.hint.endswith(".")
        assert not move.label.endswith(".")
