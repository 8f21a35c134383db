"""A date of which the day, or the day and the month, may be unknown: many births abroad are recorded so."""

from collections.abc import Mapping
from datetime import date
from re import ASCII
from re import compile as pattern
from typing import Any, ClassVar

from app.core import french
from app.core.definition import Field
from app.core.field_types.base import Complaint, FieldType, NotUnderstood, Typed
from app.core.field_types.date import civil_date
from app.core.field_types.date_bounds import date_sentences
from app.core.field_types.date_parts import (
    DATE_PARTS,
    DAY,
    LAST_DAY,
    MONTH,
    YEAR,
    read_date,
    read_month,
    read_year,
    typed_parts,
    whole_date,
)
from app.core.field_types.month import STORED_MONTH, month_in_words
from app.core.field_types.naming import named
from app.core.field_types.sentences import Params, Sentence
from app.core.language import _

Json = Any
_STORED_YEAR = pattern(r"[1-9][0-9]{3}", ASCII)
_SHORT_YEAR = pattern(r"[0-9]{1,3}", ASCII)
_YEAR_ALONE = pattern(r"(?P<annee>\d{4})(?:-(?P<mois>\d{2}))?", ASCII)
_MONTH_AND_YEAR = pattern(r"(?P<mois>\d{1,2}|[^\W\d]{3,9}\.?)[ /.-](?P<annee>\d{4})")


def _required(field: Field, given: Params) -> str:
    return _("Saisissez {field}, au moins l’année. Exemple : 1985").format(field=named(field.name))


class PartialDate(FieldType):
    """Stored as "1985", "1985-03" or "1985-03-27". A day without its month is half an answer."""

    kind = "partial-date"
    formats = ("partial-date",)
    parts = DATE_PARTS
    widget = "date"
    input_mode = "numeric"
    cells = (2, 2, 4)
    sentences: ClassVar[Mapping[str, Sentence]] = {**date_sentences(), "required": _required}

    def parse(self, field: Field, typed: Typed) -> str | None:
        given = typed_parts(typed, self.parts)
        if not any(given.values()):
            return None
        if not given[MONTH] and not given[YEAR]:
            given = _whole(given[DAY]) or given
        if given[DAY]:
            return read_date(given).isoformat()
        if not given[YEAR]:
            raise NotUnderstood("date-incomplete", (YEAR,))
        year = f"{read_year(given[YEAR]):04}"
        return f"{year}-{read_month(given[MONTH]):02}" if given[MONTH] else year

    def typed(self, field: Field, value: Json) -> dict[str, tuple[str, ...]]:
        shown = {part: (str(int(text)) if part != YEAR else text,) for part, text in _parts(value).items()}
        return {**dict.fromkeys(self.parts, ()), **shown}

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        return None if _parts(value) else Complaint("date-invalid")

    def read_back(self, field: Field, value: Json) -> str:
        day = civil_date(value)
        if day:
            return french.date_in_words(day)
        return month_in_words(value) if STORED_MONTH.fullmatch(str(value)) else str(value)

    def in_cells(self, value: Json) -> tuple[tuple[int, str], ...]:
        """What is not known leaves its boxes empty."""
        found = _parts(value)
        if not found:
            return ()
        return tuple((size, found.get(part, "")) for part, size in zip(self.parts, self.cells, strict=True))


def _parts(value: Json) -> dict[str, str]:
    """{"annee": "1985", "mois": "03"}: the known parts of a stored value, {} for anything else."""
    if not isinstance(value, str):
        return {}
    if not (civil_date(value) or STORED_MONTH.fullmatch(value) or _STORED_YEAR.fullmatch(value)):
        return {}
    return dict(zip((YEAR, MONTH, DAY), value.split("-"), strict=False))


def _whole(text: str) -> dict[str, str] | None:
    """The parts of a whole answer in the first input: "1985", "1985-03", "mars 1985", "27/03/1985"."""
    if _SHORT_YEAR.fullmatch(text) and int(text) > LAST_DAY:  # "85" alone is no day
        raise NotUnderstood("date-year", (YEAR,))
    found = _YEAR_ALONE.fullmatch(text) or _MONTH_AND_YEAR.fullmatch(text)
    if found is None:
        return whole_date(text)
    return {DAY: "", MONTH: found["mois"] or "", YEAR: found["annee"]}
