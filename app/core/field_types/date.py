"""A civil date, typed in three inputs: day, month, year.

A part that is missing or doubtful is named (see `date_parts` for what is understood).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from app.core import french
from app.core.definition import Field
from app.core.field_types.base import Complaint, FieldType, Typed
from app.core.field_types.date_bounds import date_sentences, out_of_bounds
from app.core.field_types.date_parts import (
    DATE_PARTS,
    DAY,
    ISO_DATE,
    MONTH,
    YEAR,
    read_date,
    typed_parts,
    whole_date,
)
from app.core.field_types.sentences import Sentence

Json = Any
PARTS = DATE_PARTS


class Date(FieldType):
    """Stored as an ISO date: "1985-03-27"."""

    kind = "date"
    formats = ("date",)
    parts = PARTS
    widget = "date"
    value_type = "date"
    input_mode = "numeric"
    cells = (2, 2, 4)
    date_bounds = True
    sentences: ClassVar[Mapping[str, Sentence]] = date_sentences()

    def parse(self, field: Field, typed: Typed) -> str | None:
        given = typed_parts(typed, PARTS)
        if not any(given.values()):
            return None
        if not given[MONTH] and not given[YEAR]:
            given = whole_date(given[DAY]) or given
        return read_date(given).isoformat()

    def typed(self, field: Field, value: Json) -> dict[str, tuple[str, ...]]:
        day = civil_date(value)
        if day is None:
            return dict.fromkeys(PARTS, ())
        return {"jour": (str(day.day),), "mois": (str(day.month),), "annee": (f"{day.year:04}",)}

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        day = civil_date(value)
        return out_of_bounds(field, day, today) if day else Complaint("date-invalid")

    def in_cells(self, value: Json) -> tuple[tuple[int, str], ...]:
        day = civil_date(value)
        return ((2, f"{day.day:02}"), (2, f"{day.month:02}"), (4, f"{day.year:04}")) if day else ()

    def read_back(self, field: Field, value: Json) -> str:
        day = civil_date(value)
        return french.date_in_words(day) if day else str(value)


def civil_date(value: Json) -> date | None:
    """The date for a stored "1985-03-27", None for anything else."""
    found = ISO_DATE.fullmatch(value) if isinstance(value, str) and len(value) == 10 else None
    try:
        return date.fromisoformat(value) if found else None
    except ValueError:  # 30 February
        return None
