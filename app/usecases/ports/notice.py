"""What the notifications of agents ask of the database. Part of `storage`, and named in `ports` too."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from app.core.desk.notices import Choice, Notice, Reader


class Notices(Protocol):
    """Who wants to hear of what, and what is still to be told in a daily mail."""

    def choices(self, account_id: str) -> Sequence[Choice]:
        """Those that the agent made; the others are the usual ones."""

    def choose(self, account_id: str, choices: Sequence[Choice]) -> None:
        """Over those before."""

    def readers(self, service_id: str, slug: str, subject: str) -> Sequence[Reader]:
        """The agents of the service who still sign in, each with their choice, None when they made none:
        one statement."""

    def add(self, notices: Sequence[Notice]) -> None: ...

    def waiting(self, before: datetime, *, after: str, limit: int) -> Sequence[str]:
        """The accounts with something to tell that happened before, in order, beyond `after`."""

    def of(self, account_id: str, before: datetime) -> Sequence[Notice]:
        """What happened before and is to be told to this agent, in order."""

    def claim(self, account_id: str, day: date, now: datetime, lease: timedelta) -> int:
        """Take the digest of this day for `lease`; which try this is, 0 when it is not ours to send
        (sent already, or somebody else is at it)."""

    def told(self, account_id: str, day: date, at: datetime, notices: Sequence[Notice]) -> None:
        """The digest of this day is over; these are not to be told any more."""

    def put_off(self, account_id: str, day: date, until: datetime) -> None:
        """It could not be sent; not before `until`."""

    def purge(self, before: date) -> int:
        """Forget that digests were sent before this day; how many."""
