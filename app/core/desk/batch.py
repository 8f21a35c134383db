"""One action on many dossiers: what was asked, and what became of it for each of them.

Plain values. It refuses to know what the action does: each dossier still goes through its own one door.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Json = Any
Status = Literal["waiting", "done", "refused", "failed"]
MOST = 500  # dossiers in a batch


@dataclass(frozen=True, slots=True)
class Batch:
    """`action` is "" until it is chosen: the dossiers are picked first. `data` holds its motive."""

    id: str
    account_id: str
    made_at: datetime
    action: str = ""
    label: str = ""  # of the action, in words
    data: Mapping[str, Json] = field(default_factory=dict)
    launched_at: datetime | None = None
    cancelled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BatchItem:
    """A dossier of a batch; `reason` says why it was refused or failed."""

    position: int
    dossier_id: str
    reference: str
    title: str
    status: Status = "waiting"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many dossiers stand where."""

    waiting: int = 0
    done: int = 0
    refused: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.waiting + self.over

    @property
    def over(self) -> int:
        """Those that have had their turn, whatever came of it."""
        return self.done + self.refused + self.failed
