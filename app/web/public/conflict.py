"""Two windows gave two answers to a question: both are told in plain words, the person chooses.

What is typed in the page stays there. It refuses to decide what is kept (see core.merging).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.definition import Field, Step
from app.core.definition.fields_at import field_at, row_name
from app.core.dossier import Dossier
from app.core.field_types import field_type
from app.core.field_types.base import NotUnderstood, Typed
from app.core.language import _
from app.core.merging import UNKNOWN, Basis
from app.core.paths import get
from app.usecases.fill.keeping import stored
from app.web.buttons import RESTORE
from app.web.filters import lower_first
from app.web.input_names import input_id, input_name
from app.web.posted import CHOICE, MINE, THEIRS, Posted
from app.web.step_form import StepForm

# Numbers that identify somebody for life never wait on a device for the line to come back.
NEVER_ON_THE_DEVICE = frozenset({"nir", "tax-number", "iban"})
Inputs = Mapping[str, Sequence[str]]  # name of an input → what it holds


@dataclass(frozen=True, slots=True)
class Sides:
    """One question with both answers; `mark` is that of the stored one."""

    path: str
    name: str
    yours: str
    theirs: str
    mark: str
    your_inputs: Inputs
    their_inputs: Inputs

    @property
    def input_name(self) -> str:
        return CHOICE + self.path

    @property
    def id(self) -> str:
        return input_id(self.path, "choix")

    @property
    def options(self) -> list[tuple[str, str]]:
        """The two radios: value, words."""
        return [
            (MINE + self.mark, _("Ce que vous venez de saisir : {text}").format(text=self.yours)),
            (THEIRS, _("Ce que l’autre fenêtre a enregistré : {text}").format(text=self.theirs)),
        ]


def sides(
    step: Step, dossier: Dossier, typed: Mapping[str, Typed], paths: Sequence[str]
) -> tuple[Sides, ...]:
    """Both answers to each of these questions; `typed` is what this page posted."""
    return tuple(
        _sides(step, field, path, typed[path], dossier)
        for path in paths
        if (field := field_at(step.fields, path))
    )


@dataclass(frozen=True, slots=True)
class Lost:
    """What was typed in a row that another window has removed: told, so that nothing is lost.

    `button` puts the row back while that can be done, "" after.
    """

    row: str
    told: tuple[tuple[str, str], ...]  # question, what was typed
    button: str


def lost(
    step: Step, posted: Posted, paths: Sequence[str], may_come_back: Callable[[str, str], bool]
) -> tuple[Lost, ...]:
    """By row, as the page that posted had numbered them."""
    by_row: dict[str, list[tuple[str, str]]] = {}
    for path in paths:
        row, _bracket, _cell = path.rpartition("].")
        field = field_at(step.fields, path)
        if field is not None:
            by_row.setdefault(f"{row}]", []).append((field.name, _told(field, posted.typed[path])))
    return tuple(
        Lost(row_name(step.fields, row), tuple(told), _button(row, posted, may_come_back))
        for row, told in by_row.items()
    )


def _button(row: str, posted: Posted, may_come_back: Callable[[str, str], bool]) -> str:
    repeat, _bracket, number = row.rstrip("]").rpartition("[")
    ids = posted.based_on.rows.get(repeat, ())
    row_id = ids[int(number)] if int(number) < len(ids) else ""
    return f"{RESTORE}:{repeat}={row_id}" if may_come_back(repeat, row_id) else ""


def base(dossier: Dossier, shown: Sequence[str]) -> dict[str, str]:
    """What a page that shows these questions has read: posted back as `_base`."""
    return stored(dossier).marks(shown)


def spelled(marks: Mapping[str, str]) -> str:
    """The marks as one hidden field holds them."""
    return " ".join(f"{path}={mark}" for path, mark in marks.items())


def prepared(form: StepForm, read: Basis, opened: Dossier, found: Sequence[Sides]) -> dict[str, Any]:
    """What the page of a step needs beside its form. `read`: what the posted page had read, by paths of now.

    Questions in conflict keep the basis that they were typed on: posted without a choice, they are
    in conflict again. One that is no longer on the page is carried in hidden fields.
    """
    carried = [side for side in found if side.path not in form.shown]
    form.shown = (*form.shown, *(side.path for side in carried))
    form.revision = read.revision
    marks = base(opened, form.shown + form.hidden)
    for side in found:
        mark = read.mark(side.path)
        marks[side.path] = UNKNOWN if mark is None else mark
    return {"sides": found, "carried": carried, "base": spelled(marks)}


def not_kept(step: Step, shown: Sequence[str]) -> tuple[str, ...]:
    """The questions whose answers are never kept on the device."""
    asked = ((path, field_at(step.fields, path)) for path in shown)
    return tuple(
        path for path, field in asked if field and (field.sensitive or field.kind in NEVER_ON_THE_DEVICE)
    )


def _sides(step: Step, field: Field, path: str, mine: Typed, dossier: Dossier) -> Sides:
    theirs = _stored_typed(field, path, dossier)
    return Sides(
        path=path,
        name=_name(step, field, path),
        yours=_told(field, mine),
        theirs=_told(field, theirs),
        mark=stored(dossier).mark(path),
        your_inputs=_inputs(path, field, mine),
        their_inputs=_inputs(path, field, theirs),
    )


def _name(step: Step, field: Field, path: str) -> str:
    """The question, with its row: "Enfant 2, prénom"."""
    row = row_name(step.fields, path)
    return f"{row}, {lower_first(field.name)}" if row else field.name


def _stored_typed(field: Field, path: str, dossier: Dossier) -> Typed:
    if path in dossier.typed:
        return {part: tuple(values) for part, values in dossier.typed[path].items()}
    return field_type(field).typed(field, get(dossier.working, path))


def _told(field: Field, typed: Typed) -> str:
    """What inputs hold, as a person reads it, understood or not."""
    entry = field_type(field)
    try:
        value = entry.parse(field, typed)
    except NotUnderstood:
        return " ".join(text for values in typed.values() for text in values)
    return _("rien") if value is None else entry.read_back(field, value)


def _inputs(path: str, field: Field, typed: Typed) -> Inputs:
    return {input_name(path, part): list(typed.get(part, ())) for part in field_type(field).parts_of(field)}
