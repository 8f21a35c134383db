"""Dated cases of legal delays, each with the text that it applies."""

from datetime import date
from typing import NamedTuple

import pytest

from app.core.legal_time.deadlines import Delay, Pause, last_day, read_delay
from app.core.legal_time.public_holidays import SUBDIVISIONS, next_working_day, public_holidays


class Case(NamedTuple):
    """`last` is "" for a delay that a pause still holds."""

    article: str
    start: str
    delay: str
    last: str
    working: bool = False
    extended: bool = False
    territory: str = "metropole"
    pauses: tuple[tuple[str, str], ...] = ()


LOCAL = "Code du travail L3422-2"
ALSACE = "Code du travail L3134-13"
CASES = (
    # Days: that of the event does not count.
    Case("CPC 641 al. 1", "2026-11-25", "P10D", "2026-12-05"),
    Case("CPC 641 al. 1, year end", "2026-12-28", "P5D", "2027-01-02"),
    Case("1182/71 art. 3 § 1, weeks", "2026-11-25", "P2W", "2026-12-09"),
    Case("CPC 641 al. 1, leap day inside", "2028-02-25", "P10D", "2028-03-06"),
    Case("CPC 641 al. 1, no leap day", "2027-02-25", "P10D", "2027-03-07"),
    Case("CPC 641, civil days: summer time begins", "2026-03-27", "P3D", "2026-03-30"),
    Case("CPC 641, civil days: summer time ends", "2026-10-23", "P3D", "2026-10-26"),
    # Months: the same number in the last month, or its end.
    Case("CPC 641 al. 2", "2026-03-15", "P2M", "2026-05-15"),
    Case("CPC 641 al. 2, no such day", "2027-01-31", "P1M", "2027-02-28"),
    Case("CPC 641 al. 2, no such day, leap year", "2028-01-31", "P1M", "2028-02-29"),
    Case("CPC 641 al. 2, the end of February is no end of March", "2027-02-28", "P1M", "2027-03-28"),
    Case("CPC 641 al. 2, from 29 February", "2028-02-29", "P1M", "2028-03-29"),
    Case("CPC 641 al. 2, 29 February and a year", "2028-02-29", "P1Y", "2029-02-28"),
    Case("CPC 641 al. 2, 29 February and four years", "2028-02-29", "P4Y", "2032-02-29"),
    Case("CPC 641 al. 2, year end", "2026-12-30", "P2M", "2027-02-28"),
    Case("1182/71 art. 3 § 2 c", "2026-08-31", "P6M", "2027-02-28"),
    Case("CPC 641 al. 3, months then days", "2027-01-31", "P1M10D", "2027-03-10"),
    # The next working day, only where a text says so.
    Case("CRPA L231-1: silence is not extended", "2026-08-15", "P2M", "2026-10-15"),
    Case("CRPA L231-1: silence is not extended, a Sunday", "2026-09-25", "P2M", "2026-11-25"),
    Case("CRPA L231-1: silence is not extended, 1 May", "2027-03-01", "P2M", "2027-05-01"),
    Case("CPC 642 al. 2, a Saturday", "2026-11-18", "P10D", "2026-11-30", extended=True),
    Case("CPC 642 al. 2, a Sunday", "2026-11-19", "P10D", "2026-11-30", extended=True),
    Case("CPC 642 al. 2, worked: nothing moves", "2026-11-20", "P10D", "2026-11-30", extended=True),
    Case("CPC 642 al. 2, Christmas on a Friday", "2026-11-25", "P1M", "2026-12-28", extended=True),
    Case("CPC 642 al. 2, Easter Monday", "2027-02-27", "P1M", "2027-03-30", extended=True),
    Case("1182/71 art. 3 § 4, Ascension", "2027-04-06", "P1M", "2027-05-07", extended=True),
    # Working days.
    Case("1182/71 art. 2, over a week-end", "2026-11-25", "P5D", "2026-12-02", working=True),
    Case("1182/71 art. 2, over Christmas and New Year", "2026-12-23", "P7D", "2027-01-05", working=True),
    Case("1182/71 art. 2, one day from a Friday", "2026-11-27", "P1D", "2026-11-30", working=True),
    Case("Code du travail L3133-1, three in May 2027", "2027-05-05", "P8D", "2027-05-19", working=True),
    # The part of the territory.
    Case(ALSACE + ", Good Friday", "2027-03-25", "P1D", "2027-03-30", True, territory="alsace-moselle"),
    Case("the same in Paris", "2027-03-25", "P1D", "2027-03-26", True),
    Case(ALSACE + ", 26 December", "2028-12-22", "P1D", "2028-12-27", True, territory="alsace-moselle"),
    Case(LOCAL, "2027-05-26", "P1D", "2027-05-28", True, territory="guadeloupe"),  # Guadeloupe, 27 May
    Case(LOCAL, "2028-05-19", "P1D", "2028-05-23", True, territory="martinique"),  # 22 May, a Monday
    Case(LOCAL, "2027-06-09", "P1D", "2027-06-11", True, territory="guyane"),  # Guyane, 10 June
    Case(LOCAL, "2027-12-17", "P1D", "2027-12-21", True, territory="la-reunion"),  # La Réunion, 20 December
    Case(LOCAL, "2027-04-26", "P1D", "2027-04-28", True, territory="mayotte"),  # Mayotte, 27 April
    Case(LOCAL, "2027-05-27", "P1D", "2027-05-31", True, territory="saint-martin"),  # 28 May, a Friday
    Case(LOCAL + " and CPC 642", "2027-11-20", "P1M", "2027-12-21", extended=True, territory="la-reunion"),
    # Pauses (CRPA L114-5): each day moves the end by a day.
    Case("CRPA L114-5", "2026-01-10", "P2M", "2026-03-22", pauses=(("2026-03-03", "2026-03-15"),)),
    Case("CRPA L114-5, two of them", "2026-01-10", "P2M", "2026-03-25",
         pauses=(("2026-01-20", "2026-01-25"), ("2026-03-01", "2026-03-11"))),
    Case("CRPA L114-5, the second only after the first end", "2026-01-10", "P2M", "2026-03-28",
         pauses=(("2026-03-01", "2026-03-11"), ("2026-03-15", "2026-03-23"))),
    Case("CRPA L114-5, over the end of the delay", "2026-01-10", "P2M", "2026-06-10",
         pauses=(("2026-03-10", "2026-06-10"),)),
    Case("CRPA L114-5, asked too late", "2026-01-10", "P2M", "2026-03-10",
         pauses=(("2026-03-11", "2026-06-10"),)),
    Case("CRPA L114-5, not answered", "2026-01-10", "P2M", "", pauses=(("2026-03-03", ""),)),
    Case("CRPA L114-5, answered the same day", "2026-01-10", "P2M", "2026-03-10",
         pauses=(("2026-03-03", "2026-03-03"),)),
    Case("CRPA L114-5, from the day of receipt: that day was not counted anyway", "2026-01-10", "P2M",
         "2026-03-14", pauses=(("2026-01-10", "2026-01-15"),)),
    Case("CRPA L114-5, over 29 February", "2028-01-10", "P2M", "2028-03-12",
         pauses=(("2028-02-28", "2028-03-01"),)),
    Case("CRPA L114-5, over summer time", "2026-02-10", "P2M", "2026-04-12",
         pauses=(("2026-03-28", "2026-03-30"),)),
    Case("CRPA L114-5, one inside the other counts once", "2026-01-10", "P2M", "2026-03-22",
         pauses=(("2026-03-03", "2026-03-15"), ("2026-03-05", "2026-03-10"))),
    Case("CRPA L114-5, they overlap", "2026-01-10", "P2M", "2026-03-22",
         pauses=(("2026-03-03", "2026-03-10"), ("2026-03-08", "2026-03-15"))),
)  # fmt: skip


def pauses(case: Case) -> tuple[Pause, ...]:
    return tuple(
        Pause(date.fromisoformat(since), date.fromisoformat(until) if until else None)
        for since, until in case.pauses
    )


def test_a_delay_ends_on_the_day_that_its_article_says() -> None:
    wrong = []
    for case in CASES:
        found = last_day(
            date.fromisoformat(case.start),
            read_delay(case.delay, working=case.working),
            pauses=pauses(case),
            extended=case.extended,
            territory=case.territory,
        )
        if found != (date.fromisoformat(case.last) if case.last else None):
            wrong.append((case.article, case.start, case.delay, found))
    assert wrong == []


def test_a_later_start_never_ends_earlier() -> None:
    starts = [date.fromordinal(number) for number in range(739000, 739000 + 800)]
    for delay in (Delay(months=1), Delay(months=2), Delay(days=15), Delay(days=10, working=True)):
        ends = [last_day(start, delay) for start in starts]
        assert ends == sorted(ends)  # type: ignore[type-var]
        assert all(end > start for start, end in zip(starts, ends, strict=True))  # type: ignore[operator]


def test_durations_are_read_or_refused() -> None:
    assert read_delay("P1Y2M1W3D") == Delay(months=14, days=10)
    assert read_delay("P5D", working=True) == Delay(days=5, working=True)
    assert read_delay("P0D").at_once
    for text in ("", "P", "2M", "P2", "PT3H", "P-1D", "P1.5M"):
        with pytest.raises(ValueError, match="not a duration"):
            read_delay(text)


def test_there_are_eleven_public_holidays_and_those_of_the_territory() -> None:
    extra = {"alsace-moselle": 2, "metropole": 0}
    for territory in SUBDIVISIONS:
        found = public_holidays(2026, territory)
        assert len(found) == 11 + extra.get(territory, 1), territory
        assert public_holidays(2026) <= found
    assert len(public_holidays(2027)) == 11


def test_an_unknown_territory_is_told() -> None:
    with pytest.raises(KeyError):
        next_working_day(date(2026, 11, 25), "atlantide")
