"""A civil date, typed in three inputs: day, month, year.

A part that is missing or doubtful is named; a two-digit year is refused, never guessed.
"""

from collections.abc import Mapping
from datetime import date
from re import ASCII
from re import compile as pattern
from typing import Any, ClassVar
from unicodedata import combining, normalize

from app.core import french
from app.core.definition import Field
from app.core.field_types.base import Complaint, FieldType, NotUnderstood, Typed, first
from app.core.field_types.date_bounds import bound, date_sentences
from app.core.field_types.sentences import Sentence

Json = Any
PARTS = ("jour", "mois", "annee")
_WHOLE = (
    pattern(r"(?P<jour>\d{1,2})[ /.-](?P<mois>\d{1,2})[ /.-](?P<annee>\d{4})", ASCII),
    pattern(r"(?P<annee>\d{4})-(?P<mois>\d{1,2})-(?P<jour>\d{1,2})", ASCII),
)
_DAY = pattern(r"\d{1,2}", ASCII)
_YEAR = pattern(r"[1-9]\d{3}", ASCII)
_SHORT_YEAR = pattern(r"\d{1,3}", ASCII)
_MONTHS = tuple(
    "".join(char for char in normalize("NFD", month) if not combining(char)) for month in french.MONTHS
)


class Date(FieldType):
    """Stored as an ISO date: "1985-03-27"."""

    kind = "date"
    formats = ("date",)
    parts = PARTS
    widget = "date"
    value_type = "date"
    input_mode = "numeric"
    cells = (2, 2, 4)
    sentences: ClassVar[Mapping[str, Sentence]] = date_sentences()

    def parse(self, field: Field, typed: Typed) -> str | None:
        given = {part: first(typed, part).strip() for part in PARTS}
        if not any(given.values()):
            return None
        given = _pasted(given) or given
        missing = tuple(part for part in PARTS if not given[part])
        if missing:
            raise NotUnderstood("date-incomplete", missing)
        return _civil(_day(given["jour"]), _month(given["mois"]), _year(given["annee"])).isoformat()

    def typed(self, field: Field, value: Json) -> dict[str, tuple[str, ...]]:
        day = civil_date(value)
        if day is None:
            return dict.fromkeys(PARTS, ())
        return {"jour": (str(day.day),), "mois": (str(day.month),), "annee": (f"{day.year:04}",)}

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        day = civil_date(value)
        if day is None:
            return Complaint("date-invalid")
        low = bound(field.schema.get("formatMinimum"), today)
        high = bound(field.schema.get("formatMaximum"), today)
        limits = {"low": low, "high": high, "today": today}
        if low is not None and day < low:
            return Complaint("date-min", limits)
        return Complaint("date-max", limits) if high is not None and day > high else None

    def read_back(self, field: Field, value: Json) -> str:
        day = civil_date(value)
        return french.date_in_words(day) if day else str(value)


def civil_date(value: Json) -> date | None:
    """The date for a stored "1985-03-27", None for anything else."""
    found = _WHOLE[1].fullmatch(value) if isinstance(value, str) and len(value) == 10 else None
    try:
        return date.fromisoformat(value) if found else None
    except ValueError:  # 30 February
        return None


def _pasted(given: Mapping[str, str]) -> dict[str, str] | None:
    """The three parts of a whole date typed or pasted in the first input."""
    if given["mois"] or given["annee"]:
        return None
    found = next(filter(None, (shape.fullmatch(given["jour"]) for shape in _WHOLE)), None)
    return found.groupdict() if found else None


def _day(text: str) -> int:
    bare = text.removesuffix("er")
    if not _DAY.fullmatch(bare) or not 1 <= int(bare) <= 31:
        raise NotUnderstood("date-invalid", ("jour",))
    return int(bare)


def _month(text: str) -> int:
    """The month for "3", "03", "mars", "févr."."""
    if _DAY.fullmatch(text) and 1 <= int(text) <= len(_MONTHS):
        return int(text)
    bare = "".join(char for char in normalize("NFD", text.lower()) if not combining(char)).rstrip(".")
    found = [number for number, name in enumerate(_MONTHS, 1) if len(bare) >= 3 and name.startswith(bare)]
    if len(found) != 1:
        code = "date-invalid" if any(char.isdigit() for char in text) else "date-month"
        raise NotUnderstood(code, ("mois",))
    return found[0]


def _year(text: str) -> int:
    if _SHORT_YEAR.fullmatch(text):
        raise NotUnderstood("date-year", ("annee",))
    if not _YEAR.fullmatch(text):
        raise NotUnderstood("date-invalid", ("annee",))
    return int(text)


def _civil(day: int, month: int, year: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        params = {"day": day, "month": month, "year": year}
        raise NotUnderstood("date-invalid", PARTS, params) from None
