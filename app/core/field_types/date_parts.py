"""Day, month and year as people type them: what every kind that has a date in it reads.

"1er", "mars", "févr.", "03" are understood; a two-digit year is never guessed ("85" may be 1885).
"""

from collections.abc import Mapping
from datetime import date
from re import ASCII
from re import compile as pattern
from unicodedata import combining, normalize

from app.core import french
from app.core.field_types.base import NotUnderstood, Typed, first
from app.core.plain_text import coded

DAY, MONTH, YEAR = "jour", "mois", "annee"
DATE_PARTS = (DAY, MONTH, YEAR)
LAST_DAY = 31
ISO_DATE = pattern(r"(?P<annee>\d{4})-(?P<mois>\d{1,2})-(?P<jour>\d{1,2})", ASCII)
_WHOLE = (
    pattern(
        r"(?P<jour>\d{1,2}|1er) ?[ /.,-] ?(?P<mois>\d{1,2}|[^\W\d]{3,9}\.?) ?[ /.,-] ?(?P<annee>\d{2}|\d{4})"
    ),
    ISO_DATE,
    pattern(r"(?P<jour>\d{2})(?P<mois>\d{2})(?P<annee>(?:1[89]|2\d)\d{2})", ASCII),
)
_LONGEST_MONTH = 30  # characters: what is longer is no month, and is not gone through
_DAY = pattern(r"\d{1,2}", ASCII)
_YEAR = pattern(r"[1-9]\d{3}", ASCII)
_SHORT_YEAR = pattern(r"\d{1,3}", ASCII)
_MONTHS = tuple(
    "".join(char for char in normalize("NFD", month) if not combining(char)) for month in french.MONTHS
)


def typed_parts(typed: Typed, names: tuple[str, ...]) -> dict[str, str]:
    """What was typed in each part, plain and trimmed."""
    return {name: coded(first(typed, name)) for name in names}


def whole_date(text: str) -> dict[str, str] | None:
    """The three parts of a date typed or pasted in one input: "27/03/1985", "1er mars 1985", "27031985"."""
    found = next(filter(None, (shape.fullmatch(text) for shape in _WHOLE)), None)
    return found.groupdict() if found else None


def read_whole_date(text: str) -> date:
    """The civil date typed in one input, as above or as programs write it. Raises NotUnderstood."""
    parts = whole_date(coded(text))
    if parts is None:
        raise NotUnderstood("date-incomplete", DATE_PARTS)
    return read_date(parts)


def read_date(given: Mapping[str, str]) -> date:
    """The civil date of the three parts. Raises NotUnderstood, which names the parts to mend."""
    missing = tuple(part for part in DATE_PARTS if not given[part])
    if missing == (MONTH, YEAR):
        read_day(given[DAY])  # "hier", "27/03": another date is asked for, not what follows it
    if missing:
        raise NotUnderstood("date-incomplete", missing)
    return civil(read_day(given[DAY]), read_month(given[MONTH]), read_year(given[YEAR]))


def read_day(text: str) -> int:
    bare = text.removesuffix("er")
    if not _DAY.fullmatch(bare) or not 1 <= int(bare) <= LAST_DAY:
        raise NotUnderstood("date-invalid", (DAY,))
    return int(bare)


def read_month(text: str) -> int:
    """The month for "3", "03", "mars", "févr."."""
    if _DAY.fullmatch(text) and 1 <= int(text) <= len(_MONTHS):
        return int(text)
    text = text[:_LONGEST_MONTH]
    bare = "".join(char for char in normalize("NFD", text.lower()) if not combining(char)).rstrip(".")
    found = [number for number, name in enumerate(_MONTHS, 1) if len(bare) >= 3 and name.startswith(bare)]
    if len(found) != 1:
        code = "date-invalid" if any(char.isdigit() for char in text) else "date-month"
        raise NotUnderstood(code, (MONTH,))
    return found[0]


def read_year(text: str) -> int:
    """The year in four digits: fewer are refused with an example, never completed."""
    if _SHORT_YEAR.fullmatch(text):
        raise NotUnderstood("date-year", (YEAR,))
    if not _YEAR.fullmatch(text):
        raise NotUnderstood("date-invalid", (YEAR,))
    return int(text)


def civil(day: int, month: int, year: int) -> date:
    """The date, when the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        params = {"day": day, "month": month, "year": year}
        raise NotUnderstood("date-invalid", DATE_PARTS, params) from None
