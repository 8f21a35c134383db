"""When an agent is away: whole days, first and last included. It refuses to know why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.french import date_in_words
from app.core.language import _


@dataclass(frozen=True, slots=True)
class Absence:
    """One stretch of days on which an agent is not there. A reason is nobody's business here."""

    id: str
    account_id: str
    first: date
    last: date

    def covers(self, day: date) -> bool:
        """True when the agent is away on this day."""
        return self.first <= day <= self.last


def away(absences: Sequence[Absence], account_id: str, today: date) -> Absence | None:
    """The absence that holds today, the one that ends last when several do; None when the agent is there."""
    held = [one for one in absences if one.account_id == account_id and one.covers(today)]
    return max(held, key=lambda one: one.last, default=None)


def in_words(absence: Absence) -> str:
    """ "du 3 mars 2027 au 12 mars 2027"; one day: "le 3 mars 2027"."""
    if absence.first == absence.last:
        return _("le {day}").format(day=date_in_words(absence.first))
    return _("du {first} au {last}").format(
        first=date_in_words(absence.first), last=date_in_words(absence.last)
    )
