"""Counts of dossiers for figures, grouped by the hour so that Paris decides of the day afterwards."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Text, cast, func, select

from app.adapters.database.models import dossiers
from app.core.desk.figures import Decided
from app.usecases.ports import Counting

_c = dossiers.c
# "2026-03-02 14": both databases write an instant so, in UTC.
_HOUR = 13


class SqlFigures:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _hour(self, column: ColumnElement[datetime]) -> ColumnElement[str]:
        """PostgreSQL would write it in the zone of the session."""
        on_postgresql = self._connection.dialect.name == "postgresql"
        plain = func.timezone("UTC", column) if on_postgresql else column
        return func.substr(cast(plain, Text), 1, _HOUR)

    def forms(self, services: Sequence[str]) -> Mapping[str, int]:
        mine = (_c.service_id.in_(services), _c.submitted_at.is_not(None), _c.test.is_(False))
        counted = select(_c.slug, func.count()).where(*mine).group_by(_c.slug).order_by(_c.slug)
        return {row.slug: row[1] for row in self._connection.execute(counted)}

    def received(self, counting: Counting) -> Sequence[tuple[datetime, str, bool, int]]:
        hour, done = self._hour(_c.submitted_at), _c.decided_at.is_not(None)
        counted = (
            select(hour, _c.mode, done, func.count())
            .where(*_mine(counting), _c.submitted_at >= counting.since, _c.submitted_at < counting.until)
            .group_by(hour, _c.mode, done)
        )
        return [(_read(at), mode, bool(is_done), number)
                for at, mode, is_done, number in self._connection.execute(counted)]  # fmt: skip

    def decided(self, counting: Counting) -> Sequence[Decided]:
        return self._decided(
            *_mine(counting), _c.decided_at >= counting.since, _c.decided_at < counting.until
        )

    def decided_of(self, slug: str, since: datetime) -> Sequence[Decided]:
        return self._decided(_c.slug == slug, _c.test.is_(False), _c.decided_at >= since)

    def drafts(self, counting: Counting) -> Sequence[Sequence[str]]:
        held = select(_c.field_revisions).where(
            *_mine(counting), _c.submitted_at.is_(None),
            _c.created_at >= counting.since, _c.created_at < counting.until,
        )  # fmt: skip
        return [tuple(revisions) for revisions in self._connection.execute(held).scalars()]

    def _decided(self, *wanted: ColumnElement[bool]) -> Sequence[Decided]:
        received, decided = self._hour(_c.submitted_at), self._hour(_c.decided_at)
        counted = (
            select(received, decided, _c.state, func.count(), _c.waited)
            .where(*wanted, _c.submitted_at.is_not(None))
            .group_by(received, decided, _c.state, _c.waited)
        )
        return [_one(row) for row in self._connection.execute(counted)]


def _mine(counting: Counting) -> Sequence[ColumnElement[bool]]:
    of_form = [_c.slug == counting.slug] if counting.slug else []
    return [_c.service_id.in_(counting.services), _c.test.is_(False), *of_form]


def _one(row: Row[Any]) -> Decided:
    received, decided, state, number, waited = tuple(row)
    return Decided(_read(received), _read(decided), state, number, waited)


@lru_cache(maxsize=20_000)  # the hours of two years: each comes back for many dossiers
def _read(hour: str) -> datetime:
    return datetime.fromisoformat(f"{hour}:00").replace(tzinfo=UTC)
