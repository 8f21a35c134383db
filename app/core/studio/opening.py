"""When a form takes new dossiers: it opens, it closes, another one takes its place.

Dates only: a dossier that was sent goes on whatever happens, a draft stays readable. It refuses to know
who decides and where it is kept.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.core.language import _
from app.core.legal_time import moment_in_words

Standing = Literal["open", "not-yet", "closed"]


@dataclass(frozen=True, slots=True)
class Opening:
    """`opens_at` and `closes_at` are instants, None for no limit; `replaced_by` the slug of the form to fill
    in instead, `explanation` the service's words; "" for none. `revision` grows with each change."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    replaced_by: str = ""
    explanation: str = ""
    revision: int = 0

    def standing(self, now: datetime) -> Standing:
        """What somebody who comes at this instant finds."""
        if self.closes_at is not None and self.closes_at <= now:
            return "closed"
        return "not-yet" if self.opens_at is not None and now < self.opens_at else "open"

    def told(self, now: datetime) -> str:
        """The state in one sentence for the citizen, "" while it is open with no end in sight."""
        standing = self.standing(now)
        if standing == "closed" and self.closes_at is not None:
            return _("Cette démarche est fermée depuis le {moment}.").format(
                moment=moment_in_words(self.closes_at)
            )
        if standing == "not-yet" and self.opens_at is not None:
            return _("Cette démarche ouvre le {moment}.").format(moment=moment_in_words(self.opens_at))
        if self.closes_at is not None:
            return _("Cette démarche ferme le {moment}.").format(moment=moment_in_words(self.closes_at))
        return ""


ALWAYS = Opening()
