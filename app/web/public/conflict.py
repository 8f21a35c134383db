"""Two windows gave two answers to a question: both are told in plain words, the person chooses.

What is typed in the page stays there. It refuses to decide what is kept (see core.merging).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.definition import Field, Step
from app.core.dossier import Dossier
from app.core.field_types import field_type
from app.core.field_types.base import NotUnderstood, Typed
from app.core.language import _
from app.core.merging import UNKNOWN
from app.core.paths import declared, get
from app.usecases.keeping import stored
from app.web.filters import lower_first
from app.web.input_names import input_id, input_name, split_cell
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
    return tuple(_sides(field, path, typed[path], dossier) for path in paths if (field := _field(step, path)))


def base(dossier: Dossier, shown: Sequence[str]) -> dict[str, str]:
    """What a page that shows these questions has read: posted back as `_base`."""
    return stored(dossier).marks(shown)


def spelled(marks: Mapping[str, str]) -> str:
    """The marks as one hidden field holds them."""
    return " ".join(f"{path}={mark}" for path, mark in marks.items())


def prepared(form: StepForm, posted: Posted, opened: Dossier, found: Sequence[Sides]) -> dict[str, Any]:
    """What the page of a step needs beside its form.

    Questions in conflict keep the basis that they were typed on: posted without a choice, they are
    in conflict again. One that is no longer on the page is carried in hidden fields.
    """
    carried = [side for side in found if side.path not in form.shown]
    form.shown = (*form.shown, *(side.path for side in carried))
    form.revision = posted.based_on.revision
    marks = base(opened, form.shown + form.hidden)
    for side in found:
        mark = posted.based_on.mark(side.path)
        marks[side.path] = UNKNOWN if mark is None else mark
    return {"sides": found, "carried": carried, "base": spelled(marks)}


def not_kept(step: Step, shown: Sequence[str]) -> tuple[str, ...]:
    """The questions whose answers are never kept on the device."""
    asked = ((path, _field(step, path)) for path in shown)
    return tuple(
        path for path, field in asked if field and (field.sensitive or field.kind in NEVER_ON_THE_DEVICE)
    )


def _sides(field: Field, path: str, mine: Typed, dossier: Dossier) -> Sides:
    theirs = _stored_typed(field, path, dossier)
    return Sides(
        path=path,
        name=_name(field, path),
        yours=_told(field, mine),
        theirs=_told(field, theirs),
        mark=stored(dossier).mark(path),
        your_inputs=_inputs(path, field, mine),
        their_inputs=_inputs(path, field, theirs),
    )


def _field(step: Step, path: str) -> Field | None:
    """The question at an absolute path, however deep its rows are."""
    fields, found = step.fields, None
    for name in declared(path).split("[]."):
        found = next((field for field in fields if field.path == name), None)
        fields = found.fields if found else ()
    return found


def _name(field: Field, path: str) -> str:
    """The question, with its row: "Ligne 2, prénom"."""
    cell = split_cell(path)
    if cell is None:
        return field.name
    return _("Ligne {n}, {name}").format(n=cell[1] + 1, name=lower_first(field.name))


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
    return {input_name(path, part): list(typed.get(part, ())) for part in field_type(field).parts}
