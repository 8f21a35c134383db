"""Months that clamp, ages of people born on a leap day."""

from datetime import date

import pytest

from app.core.legal_time.civil_dates import add_days, add_months, age, days_between
from tests.core.tables import each


@each(
    ("start", "months", "end"),
    [
        ("2026-01-15", 1, "2026-02-15"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -13, "2024-12-15"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-05-01", 0, "2026-05-01"),
    ],
)
def test_months_are_added_and_clamped_to_the_month_end(start, months, end):
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)


@each("months", [-1, 10**9, -(10**9)])
def test_a_date_outside_the_calendar_is_an_overflow(months):
    with pytest.raises(OverflowError):
        add_months(date(1, 1, 15), months)


@each(
    ("birth", "on", "years"),
    [
        ("2008-01-15", "2026-01-15", 18),
        ("2008-01-16", "2026-01-15", 17),
        ("2008-02-29", "2026-02-28", 18),
        ("2008-02-29", "2026-02-27", 17),
        ("2008-02-29", "2028-02-28", 19),
        ("2026-01-16", "2026-01-15", -1),
        ("2026-01-15", "2026-01-15", 0),
    ],
)
def test_age_is_in_whole_years(birth, on, years):
    assert age(date.fromisoformat(birth), date.fromisoformat(on)) == years


def test_days_between_is_signed():
    assert days_between(date(2028, 2, 28), date(2028, 3, 1)) == 2
    assert days_between(date(2028, 3, 1), date(2028, 2, 28)) == -2
    assert add_days(date(2028, 2, 28), 2) == date(2028, 3, 1)
