"""The draft as its page shows it: the outline, what is chosen, and what the linter says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.core.definition import FormDefinition, Step
from app.core.definition.reading_order import Place, places
from app.core.editing.mending import Mend, mend, pointers, spotted
from app.core.editing.removing import Use, users
from app.core.errors import Problem
from app.core.studio.kind_names import kind_name
from app.usecases.studio import Opened

Json = Any


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: `depth` is 0 for a question, 1 for a cell; `conditional`: shown at times;
    `problems` is how much the linter says of it."""

    path: str
    label: str
    kind: str
    depth: int
    conditional: bool
    calculated: bool
    problems: int


@dataclass(frozen=True, slots=True)
class Advice:
    """What the linter says, where, and the edit that mends it when there is one."""

    problem: Problem
    path: str
    step: str
    mend: Mend | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the properties are about: a question, or else a whole step."""

    step: Step
    number: int
    place: Place | None
    users: tuple[Use, ...]

    @property
    def path(self) -> str:
        return self.place.path if self.place else ""


def advices(opened: Opened) -> tuple[Advice, ...]:
    """All that the linter says of the draft, in its order."""
    document, found = opened.draft.document, []
    known = pointers(document)
    for problem in opened.problems():
        where = spotted(known, problem)
        step = document["steps"][where.step]["id"] if where.step >= 0 else ""
        path = where.question.path if where.question is not None else ""
        found.append(Advice(problem, path, step, mend(document, where)))
    return tuple(found)


def outline(definition: FormDefinition, advice: Sequence[Advice]) -> list[tuple[Step, tuple[Entry, ...]]]:
    """Each step with its questions and the cells of their rows, in order."""
    told: dict[str, int] = {}
    for one in advice:
        told[one.path] = told.get(one.path, 0) + 1
    listed: list[list[Entry]] = [[] for _step in definition.steps]
    for place in places(definition.steps):
        field = place.field
        listed[place.position[0]].append(
            Entry(
                place.path, field.label, kind_name(field.kind), place.path.count("[]."),
                field.when is not None, field.calculated is not None, told.get(place.path, 0),
            )
        )  # fmt: skip
    return [(step, tuple(entries)) for step, entries in zip(definition.steps, listed, strict=True)]


def choose(opened: Opened, path: str, step_id: str) -> Chosen:
    """The question of this path; else the step of this id; else the first step."""
    definition = opened.definition
    place = next((place for place in places(definition.steps) if place.path == path), None)
    number = place.position[0] if place else _number(definition, step_id)
    found = users(opened.draft.document, [place.path]) if place else ()
    return Chosen(definition.steps[number], number, place, found)


def _number(definition: FormDefinition, step_id: str) -> int:
    return next((n for n, step in enumerate(definition.steps) if step.id == step_id), 0)


def about(advice: Sequence[Advice], chosen: Chosen) -> tuple[Advice, ...]:
    """What the linter says of what is chosen; of a step, not of its questions."""
    if chosen.path:
        return tuple(one for one in advice if one.path == chosen.path)
    return tuple(one for one in advice if not one.path and one.step == chosen.step.id)
