"""Identifiers made of digits: what the postcode, the SIRET and the voter number share."""

from datetime import date
from re import ASCII
from re import compile as pattern
from typing import Any, ClassVar

from app.core.definition import Field
from app.core.field_types.base import Complaint, FieldType

Json = Any
_BETWEEN = dict.fromkeys(map(ord, " \u00a0\u202f.-"))  # how people group digits


class Digits(FieldType):
    """Stored as text without separators: a first zero counts."""

    input_mode = "numeric"
    lengths: ClassVar[tuple[int, int]]  # shortest, longest

    def understand(self, field: Field, text: str) -> str | None:
        return text.translate(_BETWEEN) or None

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        low, high = self.lengths
        return None if pattern(rf"[0-9]{{{low},{high}}}", ASCII).fullmatch(value) else Complaint("format")
