"""Arithmetic on civil dates: months, ages, delays, as French law counts them.

It refuses to know the clock and time zones: each date is an argument, « today » too.
"""

from calendar import monthrange
from datetime import date, timedelta

MONTHS_A_YEAR = 12


def add_months(start: date, months: int) -> date:
    """The same day `months` later (or earlier), clamped to the end of the month (art. 641 CPC).

    Raises OverflowError outside the years 1 to 9999.
    """
    year, month_index = divmod(start.year * MONTHS_A_YEAR + start.month - 1 + months, MONTHS_A_YEAR)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"no civil date {months} months from {start}")
    month = month_index + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def add_days(start: date, days: int) -> date:
    """The day `days` later (or earlier). Raises OverflowError outside the years 1 to 9999."""
    return start + timedelta(days=days)


def age(birth: date, on: date) -> int:
    """Whole years at `on`; negative before birth.

    Born on 29 February, one gains a year on 28 February of common years: months clamp.
    """
    years = on.year - birth.year
    return years if add_months(birth, years * MONTHS_A_YEAR) <= on else years - 1


def days_between(first: date, second: date) -> int:
    """Days from `first` to `second`: negative when `second` is earlier."""
    return (second - first).days
