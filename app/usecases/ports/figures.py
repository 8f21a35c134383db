"""What figures need from the database: counts, never a dossier."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.core.desk.figures import Decided


@dataclass(frozen=True, slots=True)
class Counting:
    """Which dossiers are counted: of these services, of one form or all (""), between two instants."""

    services: tuple[str, ...]
    since: datetime
    until: datetime
    slug: str = ""


class FigureRows(Protocol):
    """Counts of dossiers. Those made to try a form are never counted."""

    def forms(self, services: Sequence[str]) -> Mapping[str, int]:
        """Slug → dossiers received, for these services."""

    def received(self, counting: Counting) -> Sequence[tuple[datetime, str, bool, int]]:
        """By hour of receipt, mode, and whether a decision was taken since."""

    def decided(self, counting: Counting) -> Sequence[Decided]:
        """By hour of receipt and of decision, and final state; decided between the two instants."""

    def decided_of(self, slug: str, since: datetime) -> Sequence[Decided]:
        """The same for a form, whatever the service."""

    def drafts(self, counting: Counting) -> Sequence[Sequence[str]]:
        """For each draft begun between the two instants and still one: the paths it has saved."""
