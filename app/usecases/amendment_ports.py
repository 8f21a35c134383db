"""What amendments ask of the database. Part of `storage`: `tx.amendments`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from app.core.amendments import Amendment


class Amendments(Protocol):
    """Answers that the service proposes to change: each is closed once."""

    def add(self, amendment: Amendment) -> None: ...

    def of(self, dossier_id: str) -> Sequence[Amendment]:
        """In the order of their proposal."""

    def get(self, amendment_id: str) -> Amendment:
        """The amendment, or NotFound."""

    def close(self, amendment_id: str, at: datetime, outcome: str) -> bool:
        """Compare-and-set: False when it was closed already."""
