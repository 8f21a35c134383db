"""The workflow of démarches that call for no decision: a form is read again and found complete."""

import pytest

from app.core.errors import TransitionNotAllowed
from app.core.workflow import Workflow, transition
from app.core.workflow import linting as workflow_linting
from tests.core.house_workflows import workflow
from tests.core.tables import each


@pytest.fixture
def relecture() -> Workflow:
    return workflow("relecture")


def test_it_has_no_fault(relecture: Workflow) -> None:
    assert workflow_linting.lint(relecture, file="relecture.json") == ()


def test_an_agent_says_the_form_complete_and_neither_accepts_nor_refuses(relecture: Workflow) -> None:
    assert transition(relecture, "submitted", "take", "agent").to == "under_review"
    found = transition(relecture, "under_review", "complete", "agent")
    assert (found.to, found.done) == ("complete", "Formulaire complet")
    assert "document:decision" in found.effects
    assert relecture.states["complete"].terminal
    assert not {"accept", "refuse"} & set(relecture.transitions)


def test_closing_wants_a_motive(relecture: Workflow) -> None:
    with pytest.raises(TransitionNotAllowed):
        transition(relecture, "submitted", "close", "agent")
    assert transition(relecture, "submitted", "close", "agent", motive="Reçu deux fois.").to == "closed"


def test_a_correction_goes_round_as_for_a_decision(relecture: Workflow) -> None:
    assert transition(relecture, "under_review", "ask_correction", "agent", motive="Date.").to == "correction"
    assert transition(relecture, "correction", "resubmit", "citizen").to == "corrected"
    assert transition(relecture, "correction", "resume", "agent").to == "under_review"


@each("name", ["instruction", "relecture"])
def test_nobody_is_told_that_nothing_is_left_to_do(name: str) -> None:
    assert not any("rien à faire" in state.next for state in workflow(name).states.values())
    assert workflow(name).states["closed"].citizen == "Clos sans décision"
