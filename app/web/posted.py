"""What a step page posts, read strictly: only what the page offered, nothing else.

An unknown name refuses the whole post: it comes from another page or from a hand-made
request, and guessing would store something that nobody meant.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from app.core.definition import Field, Step
from app.core.errors import UnknownAnswers
from app.core.field_types import field_type
from app.core.field_types.base import Typed
from app.web.input_names import input_name, split_cell

CONTROLS = frozenset({"csrf_token", "_revision", "_shown", "_action"})
NEXT, LATER, ADD, REMOVE = "suivant", "plus-tard", "ajouter", "retirer"


@dataclass(frozen=True, slots=True)
class Posted:
    """`typed` by absolute path; `shown` what the page showed; `action` the button, with its repeat."""

    typed: Mapping[str, Typed]
    shown: frozenset[str]
    based_on: int
    action: str = NEXT
    path: str = ""
    index: int = -1


def collect(step: Step, form: "MultiDict[str, str]") -> Posted:
    """Read a post of this step, or raise UnknownAnswers with the names that were never offered."""
    shown = form.get("_shown", "").split()
    fields = {path: _field_at(step, path) for path in shown}
    unknown = [path for path, field in fields.items() if field is None]
    typed: dict[str, Typed] = {}
    offered = set(CONTROLS)
    for path, field in fields.items():
        if field is not None and not field.fields and field.calculated is None:
            names = {part: input_name(path, part) for part in field_type(field).parts}
            offered.update(names.values())
            if names:
                typed[path] = {part: tuple(form.getlist(name)) for part, name in names.items()}
    unknown += sorted(set(form) - offered)
    action, path, index = _action(step, form.get("_action", NEXT))
    if unknown or not action or not form.get("_revision", "0").isdecimal():
        raise UnknownAnswers(unknown or ["_action", "_revision"])
    return Posted(typed, frozenset(shown), int(form.get("_revision", "0")), action, path, index)


def _field_at(step: Step, path: str) -> Field | None:
    """The question of this step at an absolute path; a row beyond the maximum is not one."""
    cell = split_cell(path)
    if cell is None:
        return next((field for field in step.fields if field.path == path), None)
    base, index, name = cell
    repeat = next((field for field in step.fields if field.path == base and field.fields), None)
    if repeat is None or index >= int(repeat.schema.get("maxItems", 500)):
        return None
    return next((field for field in repeat.fields if field.path == name), None)


def _action(step: Step, value: str) -> tuple[str, str, int]:
    """The button: ("ajouter", "enfants", -1), ("retirer", "enfants", 1), ("suivant", "", -1); else ""."""
    verb, _colon, rest = value.partition(":")
    if value in (NEXT, LATER):
        return value, "", -1
    path, _bracket, number = rest.partition("[")
    known = any(field.path == path and field.fields for field in step.fields)
    if verb == ADD and known and not number:
        return ADD, path, -1
    if verb == REMOVE and known and number.rstrip("]").isdecimal():
        return REMOVE, path, int(number.rstrip("]"))
    return "", "", -1


def only(form: "MultiDict[str, str]", *names: str) -> None:
    """Refuse a small form that holds anything else than these names."""
    unknown = sorted(set(form) - {"csrf_token", *names})
    if unknown:
        raise UnknownAnswers(unknown)
