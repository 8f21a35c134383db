"""Identifiers made of digits: what the postcode, the SIRET, the tax number share."""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from re import ASCII
from re import compile as pattern
from typing import Any, ClassVar

from app.core.definition import Field
from app.core.field_types.base import Complaint, FieldType
from app.core.french import NO_BREAK

Json = Any
BETWEEN = dict.fromkeys(
    map(ord, " \u00a0\u202f.,-_/\u2010\u2011\u2012\u2013\u2212")
)  # how people group characters


def compact(text: str) -> str:
    """An identifier without what stands between its groups."""
    return text.translate(BETWEEN)


def only_zeros(value: str) -> bool:
    """True for "000000000": every key holds, and nobody has it."""
    return not value.strip("0")


def grouped(value: str, sizes: Sequence[int]) -> str:
    """The identifier as it is printed, in groups that do not part at the end of a line; the rest follows."""
    ends = tuple(accumulate(sizes))
    groups = [value[end - size : end] for size, end in zip(sizes, ends, strict=True)]
    return NO_BREAK.join(group for group in (*groups, value[ends[-1] :]) if group)


class Digits(FieldType):
    """Stored as text without separators: a first zero counts."""

    input_mode = "numeric"
    lengths: ClassVar[tuple[int, int]]  # shortest, longest

    def understand(self, field: Field, text: str) -> str | None:
        return compact(text) or None

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        low, high = self.lengths
        return None if pattern(rf"[0-9]{{{low},{high}}}", ASCII).fullmatch(value) else Complaint("format")
