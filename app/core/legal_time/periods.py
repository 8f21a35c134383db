"""The days that somebody chose to count between, as they typed them. It refuses to know what is counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.core.desk.figures import BY_WEEK
from app.core.desk.filters import NotAFilter, read_day
from app.core.language import _
from app.core.legal_time.civil_dates import add_months

FIRST, LAST = "du", "au"  # where they are typed
LONGEST = 120  # months
LONGEST_BY_WEEK = 12


@dataclass(frozen=True, slots=True)
class Period:
    """Both days are counted. With `errors` (place → what to do), nothing was chosen."""

    first: date | None = None
    last: date | None = None
    errors: Mapping[str, str] = field(default_factory=dict)


def read_period(first: str, last: str, *, by: str, today: date) -> Period:
    """Without a last day: until today. Nothing typed is no choice and no error."""
    if not (first.strip() or last.strip()):
        return Period()
    errors: dict[str, str] = {}
    days = {FIRST: _read(first, FIRST, errors), LAST: _read(last, LAST, errors) if last.strip() else today}
    if not first.strip():
        errors[FIRST] = _("Saisissez aussi le premier jour.")
    begin, end = days[FIRST], days[LAST]
    if errors or begin is None or end is None:
        return Period(errors=errors)
    end = min(end, today)
    if wrong := _wrong(begin, end, by, today):
        return Period(errors={FIRST: wrong})
    return Period(begin, end)


def _read(typed: str, place: str, errors: dict[str, str]) -> date | None:
    try:
        return read_day(typed)
    except NotAFilter as refusal:
        errors[place] = str(refusal)
        return None


def _wrong(first: date, last: date, by: str, today: date) -> str:
    if first > today:
        return _("Choisissez un premier jour qui n’est pas à venir.")
    if first > last:
        return _("Le premier jour vient après le dernier : inversez-les.")
    if first < add_months(last, -LONGEST):
        return _("Choisissez dix ans au plus.")
    if by == BY_WEEK and first < add_months(last, -LONGEST_BY_WEEK):
        return _("Par semaine, choisissez un an au plus.")
    return ""
