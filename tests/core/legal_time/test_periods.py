"""Days typed by a manager: what was meant is understood, what is clumsy is answered clearly."""

from datetime import date

from app.core.desk.figures import BY_MONTH, BY_WEEK
from app.core.legal_time.periods import read_period
from tests.core.tables import each

TODAY = date(2026, 11, 26)


@each(
    ("first", "last", "days"),
    [
        ("1/3/2026", "31/03/2026", (date(2026, 3, 1), date(2026, 3, 31))),
        ("2026-03-01", "", (date(2026, 3, 1), TODAY)),
        (" 01/03/2026 ", "31/12/2027", (date(2026, 3, 1), TODAY)),
        ("26/11/2026", "26/11/2026", (TODAY, TODAY)),
        ("29/02/2024", "", (date(2024, 2, 29), TODAY)),
        ("", "  ", (None, None)),
    ],
)
def test_what_was_meant_is_understood(first: str, last: str, days: tuple[date | None, date | None]) -> None:
    found = read_period(first, last, by=BY_MONTH, today=TODAY)
    assert (found.first, found.last, dict(found.errors)) == (*days, {})


@each(
    ("first", "last", "by", "place", "told"),
    [
        ("", "31/03/2026", BY_MONTH, "du", "premier jour"),
        ("31/02/2026", "", BY_MONTH, "du", "27/03/2026"),
        ("mars", "avril", BY_MONTH, "au", "27/03/2026"),
        ("02/03/2026", "01/03/2026", BY_MONTH, "du", "inversez"),
        ("27/11/2026", "", BY_MONTH, "du", "à venir"),
        ("01/01/2010", "", BY_MONTH, "du", "dix ans"),
        ("01/01/2025", "", BY_WEEK, "du", "un an"),
    ],
)
def test_what_is_clumsy_is_answered_clearly(first: str, last: str, by: str, place: str, told: str) -> None:
    found = read_period(first, last, by=by, today=TODAY)
    assert told in found.errors[place]
    assert found.first is None
