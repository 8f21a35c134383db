"""The draft as its page shows it: the outline, what is chosen, and the page as the citizen will see it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from app.core.answers import judge
from app.core.condition_sentences import sentence
from app.core.definition import Field, FormDefinition, Step
from app.core.dossier import ALONE, Dossier
from app.core.editing.outline import asked
from app.core.editing.removing import used_by
from app.core.errors import Problem
from app.core.reading_order import Place, places
from app.usecases.studio import Opened
from app.web import step_form
from app.web.step_form import StepForm
from app.web.studio.words import kind_name

Json = Any
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: `depth` is 0 for a question, 1 for a cell; `conditional`: shown at times."""

    path: str
    label: str
    kind: str
    depth: int
    conditional: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the properties are about: a question, or else a whole step."""

    step: Step
    place: Place | None
    when: str
    used_by: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def path(self) -> str:
        return self.place.path if self.place else ""


def entries(step: Step, number: int, definition: FormDefinition) -> tuple[Entry, ...]:
    """The questions of a step and the cells of their rows, in order."""
    return tuple(
        Entry(
            place.path, place.field.label, kind_name(place.field.kind), place.path.count("[]."),
            place.field.when is not None,
        )
        for place in places(definition.steps)
        if place.position[0] == number
    )  # fmt: skip


def choose(opened: Opened, path: str, step_id: str) -> Chosen:
    """The question of this path; else the step of this id; else the first step."""
    definition = opened.definition
    place = next((place for place in places(definition.steps) if place.path == path), None)
    number = place.position[0] if place else 0
    step = definition.steps[number] if place else definition.step(step_id) or definition.steps[0]
    pointer = place.pointer if place else f"/steps/{definition.steps.index(step)}"
    when = place.field.when if place else step.when
    told = "" if when is None else sentence(when, definition, rows=place.rows if place else "")
    users = used_by(opened.draft.document, [place.path]) if place else ()
    return Chosen(step, place, told, users, _about(opened, pointer, place))


def _about(opened: Opened, pointer: str, place: Place | None) -> tuple[Problem, ...]:
    """What the linter says of it; of a step, not of its questions."""
    one = asked(opened.draft.document).get(place.path) if place else None
    contract = "/" + "/".join(map(str, one.schema)) if one else "\0"
    return tuple(
        found
        for found in opened.problems()
        if found.pointer in (pointer, contract)
        or found.pointer.startswith((f"{pointer}/when", f"{pointer}/messages", f"{pointer}/title"))
    )


def preview(definition: FormDefinition, step: Step, today: date) -> StepForm:
    """The page of a step with every question on it, whatever its condition: nobody answers here."""
    plain = replace(step, fields=tuple(map(_always, step.fields)), when=None)
    shown = replace(
        definition, steps=(plain,), chapters=(), calculated=(), checks=(), eligibility=(), hash=""
    )
    dossier = Dossier(
        "", "", definition.slug, "", definition.service.id, "draft", 0, {}, {}, {}, ALONE, _NEVER, _NEVER
    )
    return step_form.build(plain, dossier, judge(shown, {}, today=today))


def _always(field: Field) -> Field:
    return replace(field, when=None, linked=None, fields=tuple(map(_always, field.fields)))
