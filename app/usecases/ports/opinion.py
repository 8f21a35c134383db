"""What others are asked about a dossier: experts (`tx.opinions`), the citizen (`tx.amendments`).

The part of `storage` that keeps it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from app.core.desk.amendments import Amendment
from app.core.desk.opinions import Opinion


class Opinions(Protocol):
    """Opinions asked: each is answered or withdrawn once."""

    def add(self, opinion: Opinion) -> None: ...

    def of(self, dossier_id: str) -> Sequence[Opinion]:
        """In the order of their asking."""

    def all_of(self, dossier_ids: Sequence[str]) -> Mapping[str, Sequence[Opinion]]:
        """The same for each of these: one statement, none for nobody."""

    def get(self, opinion_id: str) -> Opinion:
        """The opinion, or NotFound."""

    def close(self, opinion_id: str, at: datetime, answer: str, text: str = "") -> bool:
        """Compare-and-set: False when it was answered or withdrawn already."""

    def renew(self, opinion: Opinion) -> bool:
        """The next generation of its link; False when somebody was first, or when it is closed."""


class Amendments(Protocol):
    """Answers that the service proposes to change: each is closed once."""

    def add(self, amendment: Amendment) -> None: ...

    def of(self, dossier_id: str) -> Sequence[Amendment]:
        """In the order of their proposal."""

    def get(self, amendment_id: str) -> Amendment:
        """The amendment, or NotFound."""

    def close(self, amendment_id: str, at: datetime, outcome: str) -> bool:
        """Compare-and-set: False when it was closed already."""
