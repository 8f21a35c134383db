"""Figures: counted by the day of Paris, delays by nearest rank, drafts by the last step answered."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from app.core.desk.figures import (
    BY_WEEK,
    Decided,
    Delays,
    Left,
    Span,
    delays,
    figures,
    left_at,
    months_between,
    quantile,
)
from tests.core.tables import each


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@each(
    ("counts", "share", "value"),
    [
        ({3: 1}, 0.5, 3),
        ({1: 1, 2: 1}, 0.5, 1),
        ({1: 1, 2: 1, 9: 1}, 0.5, 2),
        ({0: 9, 40: 1}, 0.9, 0),
        ({0: 8, 40: 2}, 0.9, 40),
        (dict.fromkeys(range(1, 101), 1), 0.9, 90),
    ],
)
def test_a_quantile_is_a_value_that_was_seen(counts: dict[int, int], share: float, value: int) -> None:
    assert quantile(counts, share) == value


@each(
    ("received", "decided", "days"),
    [
        ("2026-03-02 09", "2026-03-02 16", 0),
        ("2026-03-02 09", "2026-03-03 08", 1),
        ("2026-03-02 23", "2026-03-03 08", 0),  # midnight had struck in Paris
        ("2026-03-28 22", "2026-03-30 21", 2),  # one hour less that night
        ("2028-02-28 09", "2028-03-01 09", 2),
    ],
)
def test_a_delay_is_in_days_of_paris(received: str, decided: str, days: int) -> None:
    assert Decided(at(received), at(decided), "accepted", 1).days == days


def test_months_are_whole_even_when_nothing_came() -> None:
    assert months_between(date(2025, 11, 27), date(2026, 1, 2)) == [
        date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1),
    ]  # fmt: skip


def test_everything_is_counted_once() -> None:
    found = figures(
        date(2026, 1, 1),
        date(2026, 2, 28),
        received=[
            (at("2026-01-31 23"), "autonome", True, 2),  # February in Paris
            (at("2026-01-05 10"), "accompagne", False, 1),
        ],
        decided=[
            Decided(at("2025-12-30 10"), at("2026-01-09 10"), "refused", 1),
            Decided(at("2026-01-31 23"), at("2026-02-03 10"), "accepted", 2),
        ],
    )
    assert found.spans == (Span(date(2026, 1, 1), 1, 1), Span(date(2026, 2, 1), 2, 2))
    assert (found.received, found.decided, found.waiting) == (3, 3, 1)
    assert found.delays == Delays(3, 2, 10)
    assert list(found.outcomes.items()) == [("accepted", 2), ("refused", 1)]
    assert found.modes == {"autonome": 2, "accompagne": 1}


def test_a_delay_is_told_with_and_without_the_days_that_the_citizen_was_awaited() -> None:
    decided = [
        Decided(at("2026-03-02 10"), at("2026-03-12 10"), "accepted", 1, waited=6),
        Decided(at("2026-03-02 10"), at("2026-03-22 10"), "accepted", 1),
        Decided(
            at("2026-03-02 10"), at("2026-03-04 10"), "refused", 1, waited=9
        ),  # a history written by hand
    ]
    found = figures(date(2026, 3, 1), date(2026, 3, 31), received=[], decided=decided)
    assert (found.delays, found.own_delays) == (Delays(3, 10, 20), Delays(3, 4, 20))


def test_nothing_decided_has_no_delay() -> None:
    assert delays([]) is None


def test_a_draft_is_left_at_the_last_step_that_has_an_answer() -> None:
    def step(title: str, *paths: str) -> SimpleNamespace:
        return SimpleNamespace(title=title, fields=[SimpleNamespace(path=path) for path in paths])

    form = SimpleNamespace(
        steps=[step("Vous", "nom", "naissance"), step("Foyer", "enfants"), step("Fin", "fin")]
    )
    drafts = [
        (),
        ("nom",),
        ("enfants[1].prenom", "nom"),
        ("enfants[0]",),
        ("inconnu.chemin",),
        ("naissance.annee",),
    ]
    assert left_at(form, drafts) == (Left("", 2), Left("Vous", 2), Left("Foyer", 2), Left("Fin", 0))  # type: ignore[arg-type]


def test_weeks_begin_on_mondays_and_hold_across_years() -> None:
    found = figures(
        date(2025, 12, 31),
        date(2026, 1, 7),
        received=[(at("2025-12-31 10"), "autonome", False, 1), (at("2026-01-04 23"), "autonome", False, 2)],
        decided=[],
        by=BY_WEEK,
    )
    assert found.spans == (Span(date(2025, 12, 29), 1, 0), Span(date(2026, 1, 5), 2, 0))
