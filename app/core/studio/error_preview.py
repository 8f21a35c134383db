"""Every error message of a question, as a person would read it: for the designer who writes them.

The codes are those that its contract and its kind can give; limits are its own, the rest is an example.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core import french
from app.core.definition import Field, FormDefinition
from app.core.definition.contract import CODES
from app.core.definition.reading_order import Place, places
from app.core.field_types import FIELD_TYPES
from app.core.field_types.date_bounds import bound

Json = Any
_TODAY = date(2026, 1, 15)
_EXAMPLES: Mapping[str, Any] = {
    "i": 1, "j": 2, "day": 31, "month": 2, "year": 2025, "parts": ("annee",), "missing": ("code_postal",),
    "text": "Xyz", "said": "PDF", "found": "JPEG", "town": "Saint-Aubin", "postcode": "99120",
    "today": _TODAY,
}  # fmt: skip
_MEGABYTES = 10 * 1024 * 1024
_LIMITS: Mapping[str, int] = {"file-size": _MEGABYTES, "address-long": 100}


@dataclass(frozen=True, slots=True)
class Told:
    """One message: its code, the sentence, and whether the designer wrote it."""

    code: str
    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class Messages:
    """A question with all its messages; `step_id` is where it is asked."""

    path: str
    label: str
    step_id: str
    told: tuple[Told, ...]


def all_messages(definition: FormDefinition) -> tuple[Messages, ...]:
    """Question by question, in the order of pages; those that cannot be wrong are left out."""
    listed = (
        Messages(place.path, place.field.label, definition.steps[place.position[0]].id,
                 tuple(_told(definition, place)))
        for place in places(definition.steps)
    )  # fmt: skip
    return tuple(one for one in listed if one.told)


def _told(definition: FormDefinition, place: Place) -> Iterator[Told]:
    field, seen = place.field, set[str]()
    if field.calculated is not None or not FIELD_TYPES[field.kind].value_type:
        return
    for code, params in _codes(field):
        text = _sentence(field, code, params)
        if text and text not in seen:
            seen.add(text)
            yield Told(code, text, code in field.messages)
    for check in definition.checks:
        if check.at == place.path:
            yield Told("check", french.spaced(check.message), own=True)


def _codes(field: Field) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What can be wrong, absence first, then the form of the answer, its limits, and what its kind knows."""
    kind, schema = FIELD_TYPES[field.kind], field.schema
    known = {
        **_EXAMPLES,
        "low": bound(schema.get("formatMinimum"), _TODAY),
        "high": bound(schema.get("formatMaximum"), _TODAY),
    }
    if field.required:
        yield "required", known
    limits = {CODES[key]: value for key, value in schema.items() if key in CODES and key != "required"}
    for code in ("not-understood", *(one for one in kind.sentences if one not in set(CODES.values()))):
        if code in kind.sentences or code in field.messages:
            yield code, {**known, **({"n": _LIMITS[code]} if code in _LIMITS else {})}
    for code, limit in limits.items():
        if code != "type":
            yield code, {**known, "n": limit, "k": _beyond(code, limit)}
    for code in field.messages:
        yield code, {**known, "n": limits.get(code, 1), "k": 1}


def _beyond(code: str, limit: Json) -> Json:
    """What somebody gave, one too many or one too few."""
    if not isinstance(limit, int):
        return limit
    return limit + 1 if code.startswith("max") else limit - 1


def _sentence(field: Field, code: str, params: Mapping[str, Any]) -> str:
    """ "" for a message that this question cannot give: its sentence needs a limit that it does not have."""
    try:
        return FIELD_TYPES[field.kind].message(field, code, params)
    except (KeyError, TypeError, ValueError, AttributeError):
        return ""
