"""Server-side sessions, by the digest of their id: the id itself is only in the visitor's cookie."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, delete, select, update

from app.adapters.database.models import sessions
from app.adapters.database.upserts import insert_or_replace

Json = Any


class SqlSessions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, digest: str, now: datetime) -> Mapping[str, Json] | None:
        statement = select(sessions.c.data).where(sessions.c.digest == digest, sessions.c.expires_at > now)
        return cast("Mapping[str, Json] | None", self._connection.execute(statement).scalar_one_or_none())

    def held(self, digest: str, now: datetime) -> Mapping[str, Json] | None:
        statement = select(sessions.c.data).where(sessions.c.digest == digest, sessions.c.expires_at > now)
        # SQLite has no FOR UPDATE and needs none: its writers come one at a time.
        row = self._connection.execute(statement.with_for_update()).scalar_one_or_none()
        return cast("Mapping[str, Json] | None", row)

    def change(self, digest: str, data: Mapping[str, Json], expires_at: datetime) -> bool:
        statement = update(sessions).where(sessions.c.digest == digest)
        return self._connection.execute(statement.values(data=data, expires_at=expires_at)).rowcount == 1

    def put(self, digest: str, data: Mapping[str, Json], expires_at: datetime) -> None:
        values = {"digest": digest, "data": data, "expires_at": expires_at}
        insert_or_replace(self._connection, sessions, values, "digest")

    def delete(self, digest: str) -> None:
        self._connection.execute(delete(sessions).where(sessions.c.digest == digest))

    def purge(self, now: datetime) -> int:
        return self._connection.execute(delete(sessions).where(sessions.c.expires_at <= now)).rowcount
