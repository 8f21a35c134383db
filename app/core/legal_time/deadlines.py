"""Legal delays: when one ends, counted from the day after what makes it run, in civil days.

One pure function, `last_day`; it refuses to know the clock, hours and dossiers. The silence of the
administration, which adds the CRPA's own rules, is in `silence`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from re import compile as pattern

from app.core.legal_time.civil_dates import MONTHS_A_YEAR, add_days, add_months
from app.core.legal_time.public_holidays import METROPOLE, is_working_day, next_working_day

_ISO = pattern(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_A_DAY = timedelta(days=1)
_DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Delay:
    """So many months, then so many days. `working`: only days that are worked are counted."""

    months: int = 0
    days: int = 0
    working: bool = False

    @property
    def at_once(self) -> bool:
        """True for a delay of nothing."""
        return not (self.months or self.days)


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which the delay does not run: from `since` included to `until` excluded; None: it goes on."""

    since: date
    until: date | None = None


def read_delay(text: str, *, working: bool = False) -> Delay:
    """The delay of an ISO 8601 duration: "P2M", "P1Y", "P15D". Raises ValueError for anything else."""
    found = _ISO.fullmatch(text)
    if found is None or not any(found.groups()):
        raise ValueError(f"not a duration: {text}")
    years, months, weeks, days = (int(part or 0) for part in found.groups())
    return Delay(years * MONTHS_A_YEAR + months, weeks * _DAYS_A_WEEK + days, working)


def last_day(
    start: date,
    delay: Delay,
    *,
    pauses: Sequence[Pause] = (),
    extended: bool = False,
    territory: str = METROPOLE,
) -> date | None:
    """The last day of the delay, which ends at midnight; None while a pause that goes on holds it.

    - The day of the event does not count (CPC art. 641 al. 1; règlement 1182/71 art. 3 § 1).
    - Months end on the day of the same number, or on the last of the month (CPC art. 641 al. 2;
      règlement 1182/71 art. 3 § 2 c).
    - `extended`: a last day that is not worked gives way to the next that is (CPC art. 642 al. 2;
      règlement 1182/71 art. 3 § 4). Only where a text says so: it holds for what a person must do,
      never for the silence of the administration.
    - Each day of a pause moves the end by a day (CRPA L114-5). A pause that begins after the end changes
      nothing: what had to come has come. Pauses that overlap count once.
    """
    end = _end(start, delay, territory)
    for pause in _apart(pauses, start + _A_DAY):
        if pause.since > end:
            break
        if pause.until is None:
            return None
        end = add_days(end, (pause.until - pause.since).days)
    return next_working_day(end, territory) if extended else end


def _end(start: date, delay: Delay, territory: str) -> date:
    end = add_months(start, delay.months)
    if not delay.working:
        return add_days(end, delay.days)
    for _number in range(delay.days):
        end += _A_DAY
        while not is_working_day(end, territory):
            end += _A_DAY
    return end


def _apart(pauses: Sequence[Pause], first: date) -> list[Pause]:
    """In order, without what lies before the delay's first day nor what is covered by another one."""
    apart: list[Pause] = []
    covered: date | None = first
    for pause in sorted(pauses, key=lambda pause: pause.since):
        if covered is None:
            break
        since = max(pause.since, covered)
        if pause.until is None or pause.until > since:
            apart.append(Pause(since, pause.until))
            covered = pause.until
    return apart
