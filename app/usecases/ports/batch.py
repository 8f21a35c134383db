"""What batches ask of the database. Part of `storage`, and named in `ports` too."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from app.core.desk.batch import Batch, BatchItem, Progress, Status


class Batches(Protocol):
    """One action on many dossiers, and what became of each."""

    def add(self, batch: Batch, items: Sequence[BatchItem]) -> None: ...

    def get(self, batch_id: str) -> Batch:
        """The batch, or NotFound."""

    def of(self, account_id: str, limit: int) -> Sequence[Batch]:
        """Those launched by this account, newest first."""

    def items(self, batch_id: str) -> Sequence[BatchItem]:
        """In order."""

    def progress(self, batch_id: str) -> Progress: ...

    def launch(self, batch: Batch) -> bool:
        """Keep its action; False when it was launched already."""

    def cancel(self, batch_id: str, at: datetime) -> None:
        """What still waits will not be done."""

    def retry(self, batch_id: str) -> int:
        """What was refused or failed waits again, cancelled or not; how many."""

    def next(self, batch_id: str) -> BatchItem | None:
        """The first that waits; None when nothing is left to do, or the batch was cancelled."""

    def end(self, batch_id: str, position: int, status: Status, reason: str = "") -> bool:
        """What became of it; False when somebody else had said it."""

    def unfinished(self, limit: int = 50) -> Sequence[str]:
        """Ids of the launched batches with something left to do."""

    def purge(self, before: datetime) -> int:
        """Forget the batches made before; the histories of their dossiers stay. How many."""
