"""The scalar operators of conditions: values in, one value out, None when there is no answer.

They know no expression, no path and no row: see `conditions` for those.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

from app.core.conditions.values import (
    ARITHMETIC,
    DIVISION_SCALE,
    MAX_SCALE,
    as_date,
    as_number,
    equal_pair,
    ordered_pair,
    rounded,
)
from app.core.legal_time import civil_dates

Json = Any
Compute = Callable[..., Json]
_MAX_SHIFT = 4_000_000  # days: more than the calendar holds
_MOVES: dict[str, tuple[Callable[[date, int], date], int]] = {
    "days": (civil_dates.add_days, 1),
    "months": (civil_dates.add_months, 1),
    "years": (civil_dates.add_months, civil_dates.MONTHS_A_YEAR),
}


def equal(left: Json, right: Json) -> bool:
    """False as soon as one side is unanswered or the types differ."""
    pair = equal_pair(left, right)
    return pair is not None and bool(pair[0] == pair[1])


def different(left: Json, right: Json) -> bool:
    """Not the negation of `equal`: an unanswered operand makes both false (rule 1)."""
    pair = equal_pair(left, right)
    return pair is not None and bool(pair[0] != pair[1])


def among(value: Json, codes: Json) -> bool:
    """True when the value equals one of the codes; a value that is no list has none."""
    return isinstance(codes, list) and any(equal(value, code) for code in codes)


def ordering(compare: Callable[[Json, Json], bool]) -> Compute:
    """<, <=, >, >=: numbers or dates, never text."""

    def apply(left: Json, right: Json) -> bool:
        pair = ordered_pair(left, right)
        return pair is not None and compare(*pair)

    return apply


def arithmetic(compute: Callable[[Decimal, Decimal], Decimal | None]) -> Compute:
    """Null as soon as one operand is unanswered or is no number, or a step has no result."""

    def step(left: Decimal | None, right: Decimal | None) -> Decimal | None:
        return None if left is None or right is None else as_number(compute(left, right))

    return lambda *values: reduce(step, map(as_number, values))


def divide(left: Decimal, right: Decimal) -> Decimal | None:
    """Computed to ten decimals; null when dividing by zero."""
    return rounded(ARITHMETIC.divide(left, right), DIVISION_SCALE) if right else None


def round_half_up(value: Json, scale: Json = 0) -> Decimal | None:
    """2.5 gives 3, -2.5 gives -3; the scale is a whole number from 0 to 10."""
    exact, digits = as_number(value), as_number(scale)
    if exact is None or digits is None or digits not in range(MAX_SCALE + 1):
        return None
    return rounded(exact, int(digits))


def counted(matching: Sequence[bool]) -> Decimal:
    """How many are true, as a decimal like every number."""
    return Decimal(sum(matching))


def total(cells: Sequence[Json]) -> Decimal | None:
    """The sum of the numbers; what is no number is skipped: a total runs while rows are being filled."""
    numbers = (number for number in map(as_number, cells) if number is not None)
    return as_number(reduce(ARITHMETIC.add, numbers, Decimal(0)))


def extreme(values: Sequence[Json], choose: Callable[[Sequence[Json]], Json]) -> Json:
    """The least or greatest of numbers or of dates; null when one is neither, or there is none."""
    for read in (as_number, as_date):
        found = [read(value) for value in values]
        if found and None not in found:
            return choose(found)
    return None


def age(born: Json, on: Json) -> Decimal | None:
    """Whole years at the date `on`; negative before birth."""
    birth, reference = as_date(born), as_date(on)
    return None if birth is None or reference is None else Decimal(civil_dates.age(birth, reference))


def date_add(start: Json, amount: Json, unit: Json) -> date | None:
    """The date moved by a whole number of days, months or years (clamped to the month's end)."""
    day, shift = as_date(start), as_number(amount)
    if day is None or shift is None or not isinstance(unit, str) or unit not in _MOVES:
        return None
    if abs(shift) > _MAX_SHIFT or shift != shift.to_integral_value():
        return None
    move, factor = _MOVES[unit]
    try:
        return move(day, int(shift) * factor)
    except OverflowError:
        return None


def days_between(first: Json, second: Json) -> Decimal | None:
    """Second minus first, signed."""
    start, end = as_date(first), as_date(second)
    return None if start is None or end is None else Decimal(civil_dates.days_between(start, end))
