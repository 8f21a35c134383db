"""What the opinions asked of experts ask of the database. Part of `storage`: `tx.opinions`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from app.core.opinions import Opinion


class Opinions(Protocol):
    """Opinions asked: each is answered or withdrawn once."""

    def add(self, opinion: Opinion) -> None: ...

    def of(self, dossier_id: str) -> Sequence[Opinion]:
        """In the order of their asking."""

    def get(self, opinion_id: str) -> Opinion:
        """The opinion, or NotFound."""

    def close(self, opinion_id: str, at: datetime, answer: str, text: str = "") -> bool:
        """Compare-and-set: False when it was answered or withdrawn already."""

    def renew(self, opinion: Opinion) -> bool:
        """The next generation of its link; False when somebody was first, or when it is closed."""
