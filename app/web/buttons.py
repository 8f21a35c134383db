"""The buttons of a step page, by the value that they post: what to do, and to which question or row.

A value is a verb, and after a colon what it is about: "ajouter:enfants", "retirer:enfants[1]",
"retablir:enfants=3" (the id of a row), "joindre:piece". It refuses to know what a verb does.
"""

from dataclasses import dataclass

from app.core.definition import Step
from app.core.definition.fields_at import field_at
from app.core.field_types import field_type
from app.core.studio.translating import FRENCH, LANGUAGES

NEXT, LATER = "suivant", "plus-tard"
SPEAK = "langue"  # "langue:en": save, then show the page in this language
ADD, COPY, REMOVE, RESTORE, UP, DOWN = "ajouter", "dupliquer", "retirer", "retablir", "monter", "descendre"
ON_ROW = frozenset({COPY, REMOVE, UP, DOWN})
JOIN, REMOVE_FILE = "joindre", "retirer-piece"
MOST_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Button:
    """What was pressed, with the repeat, the row, the question or the file that it is about."""

    action: str
    path: str = ""
    index: int = -1
    row_id: str = ""
    attachment_id: str = ""


def read_button(step: Step, value: str) -> Button | None:
    """The button of a posted value, None when the page has no such button."""
    verb, _colon, rest = value.partition(":")
    if value in (NEXT, LATER):
        return Button(value)
    if verb == SPEAK and rest in (FRENCH, *LANGUAGES):
        return Button(verb, rest)
    if verb == REMOVE_FILE and rest:
        return Button(verb, attachment_id=rest)
    if verb == JOIN:
        joined = field_at(step.fields, rest)
        return Button(verb, rest) if joined and field_type(joined).value_type == "file" else None
    if verb in ON_ROW:
        path, _bracket, number = rest.removesuffix("]").rpartition("[")
        index = whole_number(number)
        return Button(verb, path, index) if index is not None and _repeats(step, path) else None
    path, _sign, row_id = rest.partition("=")
    if (verb == ADD and not row_id) or (verb == RESTORE and row_id):
        return Button(verb, path, row_id=row_id) if _repeats(step, path) else None
    return None


def _repeats(step: Step, path: str) -> bool:
    found = field_at(step.fields, path)
    return found is not None and bool(found.fields)


def whole_number(text: str) -> int | None:
    """None for what is not a small whole number: int() refuses thousands of digits by an exception."""
    return int(text) if len(text) < MOST_DIGITS and text.isascii() and text.isdecimal() else None
