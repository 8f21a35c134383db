"""One reading of the clock for a whole act: what is decided, dated and counted is of one instant.

Without it, an act around midnight may be received one day and have its delays counted from another.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from app.core.legal_time import civil_date
from app.usecases.ports import Ports


@dataclass(frozen=True, slots=True)
class Moment:
    """Fits usecases.ports.Clock: it stands still."""

    instant: datetime

    def now(self) -> datetime:
        """The instant."""
        return self.instant

    def today(self) -> date:
        """Its day in Paris."""
        return civil_date(self.instant)


def at_one_moment(ports: Ports) -> Ports:
    """The same ports, where the clock was read once."""
    return replace(ports, clock=Moment(ports.clock.now()))
