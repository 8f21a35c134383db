"""What an answer becomes when its question changes of kind: a closed table of safe casts.

Source: the form engine's reference, « Changing the type of a published field ». What is not in the table,
or does not fit, is asked again; nobody guesses for the person.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from app.core.definition import Field
from app.core.field_types import FIELD_TYPES, NotUnderstood

Json = Any
Cast = Callable[
    [Field, Field, Json], Json | None
]  # (question before, question now, value) → value, None: again
_TEXTS = frozenset({"text", "long-text"})
_NUMBERS = frozenset({"integer", "decimal", "amount"})
_UNREADABLE = frozenset(
    {"rows", "file", "amounts", "signature", ""}
)  # value types that no line of text holds


def cast(before: Field, after: Field, value: Json) -> Json | None:
    """The answer in the shape of the new kind, None when it has none. Same kind, same value."""
    if before.kind == after.kind:
        return _still_chosen(before, after, value)
    found = _TABLE.get((before.kind, after.kind)) or _general(before, after)
    return None if found is None else found(before, after, value)


def _still_chosen(before: Field, after: Field, value: Json) -> Json | None:
    """A choice that is in the list no more is asked again."""
    codes = {option.value for option in after.options}
    if after.kind == "choice" and codes:
        return value if value in codes else None
    if after.kind == "choices" and codes and isinstance(value, list):
        return value if set(map(str, value)) <= codes else None
    return value


def _general(before: Field, after: Field) -> Cast | None:
    if after.kind in _TEXTS and FIELD_TYPES[before.kind].value_type not in _UNREADABLE:
        return _to_text
    if before.kind in _NUMBERS and after.kind in _NUMBERS:
        return _to_number
    if before.kind in _TEXTS and FIELD_TYPES[after.kind].parts == ("",):
        return _typed_again
    return None


def _to_text(before: Field, after: Field, value: Json) -> Json | None:
    """As it reads back; an answer too long for the new limit is asked again."""
    text = FIELD_TYPES[before.kind].read_back(before, value)
    most = after.schema.get("maxLength")
    return text if text and (most is None or len(text) <= most) else None


def _to_number(before: Field, after: Field, value: Json) -> Json | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    number = Decimal(str(value))
    scale = {"integer": 0, "amount": 2}.get(after.kind)
    if scale is not None and number != round(number, scale):
        return None
    return int(number) if number == number.to_integral_value() else value


def _typed_again(before: Field, after: Field, value: Json) -> Json | None:
    """What was written, read as the new kind reads what is typed."""
    try:
        return FIELD_TYPES[after.kind].parse(after, {"": (str(value),)})
    except NotUnderstood:
        return None


def _one_to_many(before: Field, after: Field, value: Json) -> Json | None:
    return _still_chosen(before, after, [value])


def _many_to_one(before: Field, after: Field, value: Json) -> Json | None:
    alone = value[0] if isinstance(value, list) and len(value) == 1 else None
    return None if alone is None else _still_chosen(before, after, alone)


_TABLE: Mapping[tuple[str, str], Cast] = {
    ("choice", "choices"): _one_to_many,
    ("choices", "choice"): _many_to_one,
    ("yes-no", "declaration"): lambda before, after, value: value or None,
    ("declaration", "yes-no"): lambda before, after, value: value,
    ("date-time", "date"): lambda before, after, value: str(value)[:10],
    ("text", "long-text"): lambda before, after, value: value,
    ("address-in-france", "address"): lambda before, after, value: value,
}
