"""Four eyes: whoever was the last to take one action does not take the one that needs somebody else."""

from datetime import date
from json import loads
from pathlib import Path

from app.core.legal_time.ticking import Passage, last_taken_by
from app.core.workflow import Standing
from app.core.workflow import parser as workflow_parser
from app.core.workflow.words import by_whom

VISA = Path(__file__).parents[2] / "workflows" / "visa.json"


def past(*steps: tuple[str, str]) -> tuple[Passage, ...]:
    """Actions, each by an account."""
    return tuple(Passage(action, "", "", date.min, "agent", who=who) for action, who in steps)


def test_the_last_to_take_an_action_is_the_one_who_counts() -> None:
    lived = past(("submit", ""), ("propose", "ana"), ("send_back", "bob"), ("propose", "cyd"), ("tick", ""))
    for who, actions in (("ana", set()), ("bob", {"send_back"}), ("cyd", {"propose"}), ("", set())):
        assert last_taken_by(lived, who) == actions, who


def test_who_proposed_is_told_why_they_cannot_sign_and_keeps_the_rest() -> None:
    workflow = workflow_parser.parse(loads(VISA.read_text(encoding="utf-8")), name="visa", file="visa.json")
    mine = Standing(mine=frozenset({"propose_acceptance"}))
    offered = [move.id for move in workflow.available("to_accept", "manager", mine)]
    assert offered == ["send_back"]
    assert [move.id for move in workflow.kept_apart("to_accept", "manager", mine)] == ["sign_acceptance"]
    assert workflow.kept_apart("to_accept", "manager", Standing()) == ()
    assert by_whom(workflow.transitions["sign_acceptance"]) == "responsable, autre personne"
