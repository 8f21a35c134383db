"""Every action × role × state of every workflow of the house, generated from the files themselves.

The expectation is read from the raw JSON, never through the interpreter that is judged.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from json import loads
from pathlib import Path
from typing import Any, get_args

from app.core.desk.opinions import Waiting
from app.core.dossier import Role
from app.core.errors import TransitionNotAllowed
from app.core.workflow import Standing, Workflow, transition
from app.core.workflow import parser as workflow_parser

Json = Any
FOLDER = Path(__file__).parents[2] / "workflows"
ROLES: tuple[Role, ...] = get_args(Role)
SETTLED = Waiting(settled_on=date(2026, 3, 2))
SHIPPED = {"declaration", "double-visa", "instruction", "visa", "avis", "guichet", "relecture"}
MOTIVES = ("", "  \n", "Il manque une pièce.")


def workflows() -> Iterator[tuple[Workflow, Json]]:
    for path in sorted(FOLDER.glob("*.json")):
        raw = loads(path.read_text(encoding="utf-8"))
        yield workflow_parser.parse(raw, name=path.stem, file=path.name), raw


def asked(raw: Json, state: str) -> frozenset[str]:
    return frozenset(
        move["opinion"] for move in raw["transitions"] if "opinion" in move and state in move["from"]
    )


def standings(raw: Json, state: str) -> Iterator[Standing]:
    """No opinion, each one alone, all of them; experts who were asked nothing, who are late, who answered."""
    every = asked(raw, state)
    day = date(2026, 3, 2)
    for given in {frozenset[str](), every, *(frozenset({one}) for one in every)}:
        for experts in (Waiting(), Waiting(until=day), Waiting(day, day), Waiting(settled_on=day)):
            yield Standing(opinions=given, experts=experts)
    for action in {name for move in raw["transitions"] for name in move.get("other_than", ())}:
        yield Standing(mine=frozenset({action}))


def wanted_here(raw: Json, state: str) -> tuple[frozenset[str], bool]:
    """The opinions that this state asks for, and whether it consults experts."""
    return asked(raw, state), any(one["id"] == state and "consults" in one for one in raw["states"])


def expected(
    here: tuple[frozenset[str], bool],
    move: Mapping[str, Json],
    state: str,
    role: str,
    motive: str,
    at: Standing,
) -> str:
    """The refusal's reason, "" when the file allows it."""
    requires = move.get("requires", ())
    if state not in move["from"]:
        return "wrong-state"
    if role not in move["by"]:
        return "wrong-role"
    if at.mine.intersection(move.get("other_than", ())):
        return "other-person"
    if move.get("opinion") in at.opinions:
        return "opinion-given"
    opinions, consults = here
    if "opinions" in requires and (opinions - at.opinions or (consults and at.experts != SETTLED)):
        return "opinions-missing"
    return "motive-required" if "motive" in requires and not motive.strip() else ""


def answered(workflow: Workflow, state: str, action: str, role: Role, motive: str, at: Standing) -> str:
    try:
        found = transition(workflow, state, action, role, motive=motive, standing=at)
    except TransitionNotAllowed as refusal:
        return refusal.reason
    assert (found.id, state in found.from_) == (action, True)
    return ""


def test_the_five_workflows_and_the_proof_reading_are_shipped() -> None:
    assert {workflow.name for workflow, _raw in workflows()} == SHIPPED


def test_every_action_by_every_role_from_every_state_is_what_the_file_says() -> None:
    wrong, tried = [], 0
    for workflow, raw in workflows():
        for state in workflow.states:
            here = wanted_here(raw, state)
            for at in standings(raw, state):
                for move in raw["transitions"]:
                    for role in ROLES:
                        for motive in MOTIVES:
                            case = (state, role, motive, at)
                            wanted = expected(here, move, *case)
                            found = answered(workflow, state, move["id"], role, motive, at)
                            tried += 1
                            if found != wanted:
                                wrong.append((workflow.name, move["id"], case, found, wanted))
    assert wrong == []
    assert tried > 10_000


def test_what_is_offered_is_what_is_accepted() -> None:
    for workflow, raw in workflows():
        for state in workflow.states:
            for at in standings(raw, state):
                for role in ROLES:
                    offered = [move.id for move in workflow.available(state, role, at)]
                    accepted = [
                        action for action in workflow.transitions
                        if not answered(workflow, state, action, role, "Un motif.", at)
                    ]  # fmt: skip
                    assert offered == accepted, (workflow.name, state, role)


def test_an_action_on_a_condition_follows_the_answers() -> None:
    raw = loads((FOLDER / "guichet.json").read_text(encoding="utf-8"))
    accept = next(move for move in raw["transitions"] if move["id"] == "accept")
    accept["when"] = {"<=": [{"var": "montant"}, 100]}
    workflow = workflow_parser.parse(raw, name="guichet", file="guichet.json")
    for answers, reason in (
        ({"montant": 100}, ""),
        ({"montant": 101}, "not-applicable"),
        ({}, "not-applicable"),
    ):
        found = answered(workflow, "submitted", "accept", "agent", "", Standing(answers))
        assert found == reason, answers
        offered = {move.id for move in workflow.available("submitted", "agent", Standing(answers))}
        assert ("accept" in offered) is (not reason)
