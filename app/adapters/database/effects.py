"""The to-do list of side effects: claimed by compare-and-set under a lease, so that one worker does each."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, or_, select, update

from app.adapters.database.models import effects
from app.core.dossier import Effect

COLUMNS = ("id", "dossier_id", "name", "status", "attempts", "due_at", "data", "error")
_EFFECT = select(*(effects.c[name] for name in COLUMNS))


class SqlEffects:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, effect: Effect) -> None:
        values = {name: getattr(effect, name) for name in COLUMNS}
        self._connection.execute(insert(effects), values)

    def of(self, dossier_id: str) -> Sequence[Effect]:
        statement = _EFFECT.where(effects.c.dossier_id == dossier_id).order_by(effects.c.due_at, effects.c.id)
        return tuple(map(effect_of, self._connection.execute(statement)))

    def claim(self, effect_id: str, now: datetime, lease: timedelta) -> Effect | None:
        statement = (
            update(effects)
            .where(effects.c.id == effect_id, _free(now))
            .values(status="running", attempts=effects.c.attempts + 1, lease_until=now + lease)
            .returning(*(effects.c[name] for name in COLUMNS))
        )
        row = self._connection.execute(statement).one_or_none()
        return None if row is None else effect_of(row)

    def done(self, claimed: Effect, at: datetime) -> bool:
        return self._end(claimed, status="done", done_at=at, error="")

    def retry(self, claimed: Effect, due_at: datetime, error: str) -> bool:
        return self._end(claimed, status="pending", due_at=due_at, error=error)

    def fail(self, claimed: Effect, error: str) -> bool:
        return self._end(claimed, status="failed", error=error)

    def reset(self, effect_id: str, due_at: datetime) -> bool:
        statement = (
            update(effects)
            .where(effects.c.id == effect_id, effects.c.status == "failed")
            .values(status="pending", attempts=0, due_at=due_at, error="")
        )
        return self._connection.execute(statement).rowcount == 1

    def due(self, now: datetime, limit: int = 500) -> Sequence[str]:
        statement = select(effects.c.id).where(_free(now)).order_by(effects.c.due_at, effects.c.id)
        return tuple(self._connection.execute(statement.limit(limit)).scalars())

    def with_status(self, status: str, limit: int = 200) -> Sequence[Effect]:
        statement = _EFFECT.where(effects.c.status == status).order_by(effects.c.due_at, effects.c.id)
        return tuple(map(effect_of, self._connection.execute(statement.limit(limit))))

    def _end(self, claimed: Effect, **values: Any) -> bool:
        """The number of attempts names the claim: each one counts one more."""
        ours = update(effects).where(
            effects.c.id == claimed.id,
            effects.c.status == "running",
            effects.c.attempts == claimed.attempts,
        )
        return self._connection.execute(ours.values(lease_until=None, **values)).rowcount == 1


def _free(now: datetime) -> ColumnElement[bool]:
    """Waiting and due, or left behind by a worker whose lease has ended."""
    return or_(
        and_(effects.c.status == "pending", effects.c.due_at <= now),
        and_(effects.c.status == "running", effects.c.lease_until <= now),
    )


def effect_of(row: Row[Any]) -> Effect:
    """The effect of a row that has its columns."""
    return Effect(**row._mapping)
