"""Batches in SQL: what became of a dossier is written once, by compare-and-set."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from app.adapters.database.batch_models import batch_items, batches
from app.core.desk.batch import Batch, BatchItem, Progress, Status
from app.core.errors import NotFound

_b, _i = batches.c, batch_items.c
_ITEM = select(_i.position, _i.dossier_id, _i.reference, _i.title, _i.status, _i.reason)


class SqlBatches:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, batch: Batch, items: Sequence[BatchItem]) -> None:
        self._connection.execute(insert(batches), asdict(batch))
        if items:
            rows = [{"batch_id": batch.id, **asdict(item)} for item in items]
            self._connection.execute(insert(batch_items), rows)

    def get(self, batch_id: str) -> Batch:
        row = self._connection.execute(select(batches).where(_b.id == batch_id)).one_or_none()
        if row is None:
            raise NotFound
        return Batch(**row._mapping)

    def of(self, account_id: str, limit: int) -> Sequence[Batch]:
        mine = select(batches).where(_b.account_id == account_id, _b.launched_at.is_not(None))
        rows = self._connection.execute(mine.order_by(_b.made_at.desc()).limit(limit))
        return tuple(Batch(**row._mapping) for row in rows)

    def items(self, batch_id: str) -> Sequence[BatchItem]:
        rows = self._connection.execute(_ITEM.where(_i.batch_id == batch_id).order_by(_i.position))
        return tuple(BatchItem(**row._mapping) for row in rows)

    def progress(self, batch_id: str) -> Progress:
        counted = select(_i.status, func.count()).where(_i.batch_id == batch_id).group_by(_i.status)
        numbers = Counter({row.status: row[1] for row in self._connection.execute(counted)})
        return Progress(**{name: numbers[name] for name in ("waiting", "done", "refused", "failed")})

    def launch(self, batch: Batch) -> bool:
        asked = {name: getattr(batch, name) for name in ("action", "label", "data", "launched_at")}
        statement = update(batches).where(_b.id == batch.id, _b.launched_at.is_(None)).values(**asked)
        return self._connection.execute(statement).rowcount == 1

    def cancel(self, batch_id: str, at: datetime) -> None:
        statement = update(batches).where(_b.id == batch_id, _b.cancelled_at.is_(None))
        self._connection.execute(statement.values(cancelled_at=at))

    def retry(self, batch_id: str) -> int:
        self._connection.execute(update(batches).where(_b.id == batch_id).values(cancelled_at=None))
        again = update(batch_items).where(_i.batch_id == batch_id, _i.status.in_(("refused", "failed")))
        return self._connection.execute(again.values(status="waiting", reason="")).rowcount

    def next(self, batch_id: str) -> BatchItem | None:
        going = select(_b.id).where(_b.id == batch_id, _b.cancelled_at.is_(None), _b.launched_at.is_not(None))
        first = _ITEM.where(_i.batch_id.in_(going), _i.status == "waiting").order_by(_i.position).limit(1)
        row = self._connection.execute(first).one_or_none()
        return None if row is None else BatchItem(**row._mapping)

    def end(self, batch_id: str, position: int, status: Status, reason: str = "") -> bool:
        ours = update(batch_items).where(
            _i.batch_id == batch_id, _i.position == position, _i.status == "waiting"
        )
        return self._connection.execute(ours.values(status=status, reason=reason)).rowcount == 1

    def unfinished(self, limit: int = 50) -> Sequence[str]:
        left = (
            select(_b.id)
            .join(batch_items, _i.batch_id == _b.id)
            .where(_i.status == "waiting", _b.launched_at.is_not(None), _b.cancelled_at.is_(None))
        )
        return tuple(self._connection.execute(left.distinct().limit(limit)).scalars())

    def purge(self, before: datetime) -> int:
        return self._connection.execute(delete(batches).where(_b.made_at < before)).rowcount
