"""Workflow files: the good one is read and drawn, each broken one is refused with place and fix."""

from collections.abc import Iterator
from dataclasses import replace
from json import loads
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import DefinitionRefused
from app.core.workflow import linting as workflow_linting
from app.core.workflow import parser as workflow_parser
from tests.core import house_workflows
from tests.core.house_workflows import NAMES
from tests.core.tables import each

ROOT = Path(__file__).parents[3]
BROKEN = sorted((ROOT / "tests" / "forms" / "broken-workflows").glob("*.json"))


def read(path: Path) -> Any:
    return loads(path.read_text(encoding="utf-8"))


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for child in value.values():
            yield from texts(child)
    elif isinstance(value, list):
        for child in value:
            yield from texts(child)


@each("name", NAMES)
def test_every_workflow_of_the_house_is_clean(name: str) -> None:
    assert workflow_parser.lint(house_workflows.workflow(name), file=name) == ()


@each("name", NAMES)
def test_its_french_is_typographically_right(name: str) -> None:
    for text in texts(house_workflows.as_written(name)):
        assert "'" not in text
        assert not any(bad in text for bad in (" :", " ;", " ?", " !", "« ", " »"))


def test_delays_opinions_and_reopenings_are_read_too() -> None:
    instruction, avis = map(house_workflows.workflow, ("instruction", "avis"))
    silence = instruction.transitions["accept_by_silence"]
    assert (silence.by, silence.after) == (("clock",), "silence:acceptation")
    assert (instruction.states["correction"].clock, instruction.states["correction"].grants) == ("law", "P1M")
    assert instruction.transitions["reopen"].reopens
    assert avis.states["consulting"].consults == "P15D"
    assert avis.transitions["opinions_late"].after == "opinions"
    assert avis.transitions["opinions_complete"].requires == ("opinions",)
    assert len({instruction.hash, avis.hash}) == 2


def test_values_are_read_as_they_are_written() -> None:
    workflow = house_workflows.workflow("instruction")
    assert (workflow.name, workflow.version) == ("instruction", 2)
    assert workflow.title == "Instruction par un service"
    close = workflow.transitions["close"]
    assert close.from_ == ("submitted", "correction", "corrected", "under_review", "implicitly_refused")
    assert (close.by, close.requires, close.after) == (("agent",), ("motive",), "")
    assert workflow.states["accepted"].terminal
    assert next(iter(workflow.states)) == "draft"


def test_there_are_enough_broken_workflows() -> None:
    assert len(BROKEN) >= 8


@each("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_workflow_is_refused_with_place_cause_and_fix(path: Path) -> None:
    case = read(path)
    with pytest.raises(DefinitionRefused) as raised:
        workflow_parser.parse(case["workflow"], name="broken", file=path.name)
    problems = raised.value.problems
    assert {problem.pointer: problem.code for problem in problems} == case["expected"]
    for problem in problems:
        assert problem.file == path.name
        assert problem.message
        assert problem.fix
        assert "{" not in problem.message, "an unfilled message"


def test_a_near_name_is_suggested() -> None:
    case = read(ROOT / "tests" / "forms" / "broken-workflows" / "effet-inconnu.json")
    with pytest.raises(DefinitionRefused) as raised:
        workflow_parser.parse(case["workflow"], name="broken", file="w.json")
    assert "document:decision" in raised.value.problems[0].fix


@each("raw", [None, [], "x", {}, {"states": 3}])
def test_anything_else_is_refused_too(raw: Any) -> None:
    with pytest.raises(DefinitionRefused):
        workflow_parser.parse(raw, name="x", file="x.json")


def test_a_clock_may_act_after_a_delay() -> None:
    raw = read(ROOT / "tests" / "forms" / "broken-workflows" / "delai-mal-ecrit.json")["workflow"]
    raw["transitions"][1]["after"] = "P2M"
    accept = workflow_parser.parse(raw, name="x", file="x.json").transitions["accept"]
    assert (accept.by, accept.after) == (("clock",), "P2M")


def test_lint_sees_a_workflow_that_was_not_parsed() -> None:
    workflow = house_workflows.workflow("instruction")
    lonely = replace(workflow, transitions={})
    codes = {problem.code for problem in workflow_linting.lint(lonely, file="x")}
    assert {"no-submission", "dead-end", "unreachable-state"} <= codes


def test_the_drawing_names_every_state_and_action() -> None:
    workflow = house_workflows.workflow("instruction")
    drawing = workflow_parser.mermaid(workflow)
    assert drawing.startswith("stateDiagram-v2\n")
    assert "  [*] --> draft\n" in drawing
    assert "  closed --> [*]\n" in drawing
    assert all(f'"{state.agent}" as {state.id}' in drawing for state in workflow.states.values())
    assert "  draft --> submitted: Envoyer la demande (usager, conseiller numérique)\n" in drawing


def test_the_drawing_survives_the_signs_of_mermaid() -> None:
    workflow = house_workflows.workflow("instruction")
    odd = replace(workflow.transitions["take"], label='Prendre: "tout"; #1')
    drawing = workflow_parser.mermaid(replace(workflow, transitions={"take": odd}))
    assert "Prendre– ’tout’, 1 (agent)" in drawing
