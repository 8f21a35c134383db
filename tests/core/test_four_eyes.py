"""Four eyes: whoever was the last to take one action does not take the one that needs somebody else."""

from datetime import date

from app.core.legal_time.ticking import Passage, last_taken_by
from app.core.workflow import Standing
from app.core.workflow.words import by_whom
from tests.core.house_workflows import workflow


def past(*steps: tuple[str, str]) -> tuple[Passage, ...]:
    """Actions, each by an account."""
    return tuple(Passage(action, "", "", date.min, "agent", who=who) for action, who in steps)


def test_the_last_to_take_an_action_is_the_one_who_counts() -> None:
    lived = past(("submit", ""), ("propose", "ana"), ("send_back", "bob"), ("propose", "cyd"), ("tick", ""))
    for who, actions in (("ana", set()), ("bob", {"send_back"}), ("cyd", {"propose"}), ("", set())):
        assert last_taken_by(lived, who) == actions, who


def test_who_proposed_is_told_why_they_cannot_sign_and_keeps_the_rest() -> None:
    visa = workflow("visa")
    mine = Standing(mine=frozenset({"propose_acceptance"}))
    offered = [move.id for move in visa.available("to_accept", "manager", mine)]
    assert offered == ["send_back"]
    assert [move.id for move in visa.kept_apart("to_accept", "manager", mine)] == ["sign_acceptance"]
    assert visa.kept_apart("to_accept", "manager", Standing()) == ()
    assert by_whom(visa.transitions["sign_acceptance"]) == "responsable, autre personne"
