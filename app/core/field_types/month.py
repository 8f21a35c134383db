"""A month of a year: a pay slip, the start of a job. Typed in two inputs."""

from collections.abc import Mapping
from datetime import date
from re import ASCII
from re import compile as pattern
from typing import Any, ClassVar

from app.core import french
from app.core.definition import Field
from app.core.field_types.base import Complaint, FieldType, NotUnderstood, Typed
from app.core.field_types.date_bounds import bound, date_sentences
from app.core.field_types.date_parts import MONTH, YEAR, read_month, read_year, typed_parts
from app.core.field_types.naming import named
from app.core.field_types.sentences import Params, Sentence
from app.core.language import _

Json = Any
STORED_MONTH = pattern(r"([1-9][0-9]{3})-(0[1-9]|1[0-2])", ASCII)
YEAR_TYPED = pattern(r"[1-9][0-9]{3}", ASCII)
_WHOLE = (
    pattern(r"(?P<annee>\d{4})-(?P<mois>\d{2})", ASCII),
    pattern(r"(?P<mois>\d{1,2}|[^\W\d]{3,9}\.?) ?[ /.,-] ?(?P<annee>\d{2}|\d{4})"),
)


def month_in_words(value: str) -> str:
    """ "novembre 2026"."""
    return f"{french.MONTHS[int(value[5:]) - 1]} {value[:4]}"


def _year_alone(given: dict[str, str]) -> dict[str, str]:
    """A year typed in the first input: it is the month that is missing."""
    return {MONTH: "", YEAR: given[MONTH]} if YEAR_TYPED.fullmatch(given[MONTH]) else given


def _ask(field: Field, given: Params) -> str:
    return _("Saisissez un mois et une année. Exemple : 11 2026")


class Month(FieldType):
    """Stored as "2026-11". Its bounds are those of a date: the whole month of the bound is inside."""

    kind = "month"
    formats = ("month",)
    parts = (MONTH, YEAR)
    widget = "date"
    input_mode = "numeric"
    cells = (2, 4)
    date_bounds = True
    sentences: ClassVar[Mapping[str, Sentence]] = {
        **date_sentences(),
        "required": lambda field, given: _("Saisissez {field}, par exemple 11 2026").format(
            field=named(field.name)
        ),
        "type": _ask,
        "format": _ask,
        "date-invalid": _ask,
        "date-min": lambda field, given: _("Saisissez un mois postérieur ou égal à {month}").format(
            month=month_in_words(given["low"])
        ),
        "date-max": lambda field, given: _("Saisissez un mois antérieur ou égal à {month}").format(
            month=month_in_words(given["high"])
        ),
    }

    def parse(self, field: Field, typed: Typed) -> str | None:
        given = typed_parts(typed, self.parts)
        if not any(given.values()):
            return None
        if not given[YEAR]:
            found = next(filter(None, (shape.fullmatch(given[MONTH]) for shape in _WHOLE)), None)
            given = found.groupdict() if found else _year_alone(given)
        missing = tuple(part for part in self.parts if not given[part])
        if missing == (YEAR,):
            read_month(given[MONTH])  # "hier": a month is asked for, not what follows it
        if missing:
            raise NotUnderstood("date-incomplete", missing)
        month, year = read_month(given[MONTH]), read_year(given[YEAR])
        return f"{year:04}-{month:02}"

    def typed(self, field: Field, value: Json) -> dict[str, tuple[str, ...]]:
        if not STORED_MONTH.fullmatch(str(value)):
            return dict.fromkeys(self.parts, ())
        return {MONTH: (str(int(value[5:])),), YEAR: (value[:4],)}

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        if not STORED_MONTH.fullmatch(value):
            return Complaint("format")
        low = bound(field.schema.get("formatMinimum"), today)
        high = bound(field.schema.get("formatMaximum"), today)
        limits = {"low": low and low.isoformat()[:7], "high": high and high.isoformat()[:7]}
        if limits["low"] and value < limits["low"]:
            return Complaint("date-min", limits)
        return Complaint("date-max", limits) if limits["high"] and value > limits["high"] else None

    def read_back(self, field: Field, value: Json) -> str:
        return month_in_words(value) if STORED_MONTH.fullmatch(str(value)) else str(value)

    def in_cells(self, value: Json) -> tuple[tuple[int, str], ...]:
        return ((2, value[5:]), (4, value[:4])) if STORED_MONTH.fullmatch(str(value)) else ()
