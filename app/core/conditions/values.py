"""What the values of conditions are: unanswered, numbers as decimals, civil dates, comparable pairs.

It knows no expression and no form. Nothing here raises on a value of the wrong type: it gives None.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from re import ASCII
from re import compile as pattern
from typing import Any
from unicodedata import normalize

Json = Any

# No trap: an impossible operation gives NaN, which `as_number` reads as None.
ARITHMETIC = Context(prec=60, rounding=ROUND_HALF_UP, traps=[])
DIVISION_SCALE = 10
MAX_SCALE = 10
REACH = 100  # powers of ten: beyond, no answer is a number, and no sum of two takes long to align
_ISO_DATE = pattern(r"\d{4}-\d\d-\d\d", ASCII)


def unanswered(value: Json) -> bool:
    """True for missing, null, "" and [] (rule 1); false for 0 and False."""
    return value is None or value == "" or value == []


def as_number(value: Json) -> Decimal | None:
    """The decimal for a JSON number within reach; booleans, NaN and infinity are no numbers."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        value = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not isinstance(value, Decimal) or not value.is_finite():
        return None
    return value if not value or abs(value.adjusted()) <= REACH else None


def as_date(value: Json) -> date | None:
    """The civil date for "2026-03-27" (that shape only) or for a date."""
    if isinstance(value, date):
        return None if isinstance(value, datetime) else value
    if not isinstance(value, str) or not _ISO_DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:  # 30 February
        return None


def rounded(value: Decimal, scale: int) -> Decimal | None:
    """Half-up (ties away from zero) at `scale` decimals; None when the number is out of reach."""
    return as_number(value.quantize(Decimal(1).scaleb(-scale), context=ARITHMETIC))


def equal_pair(left: Json, right: Json) -> tuple[Json, Json] | None:
    """Both values in one comparable type for == and !=, or None (unanswered, or of different types)."""
    if unanswered(left) or unanswered(right):
        return None
    if isinstance(left, bool) and isinstance(right, bool):
        return left, right
    if isinstance(left, str) and isinstance(right, str):
        return normalize("NFC", left), normalize("NFC", right)
    return _ordered(left, right)


def ordered_pair(left: Json, right: Json) -> tuple[Json, Json] | None:
    """Two numbers or two dates for < <= > >=, or None: there is no ordering on text."""
    if unanswered(left) or unanswered(right):
        return None
    return _ordered(left, right)


def _ordered(left: Json, right: Json) -> tuple[Json, Json] | None:
    first, second = as_number(left), as_number(right)
    if first is not None and second is not None:
        return first, second
    day, other_day = as_date(left), as_date(right)
    if day is not None and other_day is not None:
        return day, other_day
    return None
