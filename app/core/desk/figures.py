"""Figures about dossiers: how many, how long, decided how, left where. Counts in, shapes out.

Pure: it refuses to know where the counts come from, and names nobody. A delay is in civil days of Paris,
from receipt to decision: the whole of it, which people lived through, and the service's own, without the days
on which it waited for the citizen. Neither is what the law counts.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import ceil

from app.core.definition import FormDefinition
from app.core.legal_time import civil_date

ENOUGH = 10  # decided dossiers, below which a usual delay would be chance, and could tell of somebody
BY_MONTH, BY_WEEK = "mois", "semaine"  # what dossiers are counted by
Counted = tuple[datetime, int]  # an instant (to the hour), how many


@dataclass(frozen=True, slots=True)
class Decided:
    """So many dossiers received at this hour and decided at that one, in this state; `waited`: days on which
    each of them waited for its citizen."""

    received: datetime
    decided: datetime
    state: str
    number: int
    waited: int = 0

    @property
    def days(self) -> int:
        """Civil days from the receipt to the decision."""
        return (_day(self.decided) - _day(self.received)).days


@dataclass(frozen=True, slots=True)
class Delays:
    """In days: half were answered in `median` or less, nine in ten in `most`; `number` were."""

    number: int
    median: int
    most: int


@dataclass(frozen=True, slots=True)
class Span:
    """Received and decided during a month or a week; `first` is its first day."""

    first: date
    received: int = 0
    decided: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything about the dossiers of a period. Shares are left to who shows them."""

    spans: tuple[Span, ...] = ()
    received: int = 0
    decided: int = 0
    waiting: int = 0  # received during the period, without a decision today
    delays: Delays | None = None
    own_delays: Delays | None = None  # without the days on which the citizen was awaited
    outcomes: Mapping[str, int] = field(
        default_factory=dict
    )  # final state → dossiers, the most frequent first
    modes: Mapping[str, int] = field(default_factory=dict)  # autonome, accompagne, mandat


def figures(
    first: date,
    last: date,
    *,
    received: Iterable[tuple[datetime, str, bool, int]],
    decided: Iterable[Decided],
    by: str = BY_MONTH,
) -> Figures:
    """`received`: hour, mode, already decided or not, how many. `by` is BY_MONTH or BY_WEEK."""
    begin, between = _SPANS[by]
    spans = {day: [0, 0] for day in between(first, last)}
    modes: Counter[str] = Counter()
    waiting = 0
    for at, mode, done, number in received:
        spans.setdefault(begin(_day(at)), [0, 0])[0] += number
        modes[mode] += number
        waiting += 0 if done else number
    outcomes: Counter[str] = Counter()
    whole, own = Counter[int](), Counter[int]()
    for one in decided:
        spans.setdefault(begin(_day(one.decided)), [0, 0])[1] += one.number
        outcomes[one.state] += one.number
        whole[one.days] += one.number
        own[max(0, one.days - one.waited)] += one.number
    return Figures(
        spans=tuple(Span(day, *spans[day]) for day in sorted(spans)),
        received=modes.total(),
        decided=outcomes.total(),
        waiting=waiting,
        delays=_delays(whole),
        own_delays=_delays(own),
        outcomes=dict(outcomes.most_common()),
        modes=dict(modes.most_common()),
    )


_day = lru_cache(maxsize=50_000)(civil_date)  # the same hours come back for many dossiers


def delays(decided: Iterable[Decided]) -> Delays | None:
    """None when nothing was decided."""
    days: Counter[int] = Counter()
    for one in decided:
        days[one.days] += one.number
    return _delays(days)


def _delays(days: Counter[int]) -> Delays | None:
    if not days:
        return None
    return Delays(days.total(), quantile(days, 0.5), quantile(days, 0.9))


def quantile(counts: Mapping[int, int], share: float) -> int:
    """The least value that this share of all does not go beyond: by nearest rank, so one that was seen."""
    rank, seen = max(1, ceil(share * sum(counts.values()))), 0
    for value in sorted(counts):
        seen += counts[value]
        if seen >= rank:
            return value
    raise ValueError("nothing was counted")


def months_between(first: date, last: date) -> Sequence[date]:
    """The first days of the months from one to the other, both included."""
    found, at = [], first.replace(day=1)
    while at <= last:
        found.append(at)
        at = date(at.year + at.month // 12, at.month % 12 + 1, 1)
    return found


def weeks_between(first: date, last: date) -> Sequence[date]:
    """The Mondays of the weeks from one day to the other, both included."""
    monday = _monday(first)
    return [monday + timedelta(weeks=number) for number in range((last - monday).days // 7 + 1)]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


_SPANS: Mapping[str, tuple[Callable[[date], date], Callable[[date, date], Sequence[date]]]] = {
    BY_MONTH: (lambda day: day.replace(day=1), months_between),
    BY_WEEK: (_monday, weeks_between),
}


@dataclass(frozen=True, slots=True)
class Left:
    """A step, and how many drafts have nothing beyond it."""

    title: str
    number: int


def left_at(definition: FormDefinition, drafts: Iterable[Iterable[str]]) -> tuple[Left, ...]:
    """Where drafts were left: the last step with a saved answer, from the paths that each has saved.

    The first line counts those that hold no answer at all.
    """
    places = {field.path: number for number, step in enumerate(definition.steps, 1) for field in step.fields}
    furthest = Counter(max((_place(path, places) for path in saved), default=0) for saved in drafts)
    titles = ["", *(step.title for step in definition.steps)]
    return tuple(Left(title, furthest.get(number, 0)) for number, title in enumerate(titles))


def _place(path: str, places: Mapping[str, int]) -> int:
    """The number of the step that asks for it: a row or a part belongs to its question."""
    while path and path not in places:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return places.get(path, 0)
