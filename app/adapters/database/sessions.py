"""Server-side sessions, by the digest of their id: the id itself is only in the visitor's cookie."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, bindparam, delete, select, update

from app.adapters.database.models import sessions
from app.adapters.database.upserts import insert_or_replace

Json = Any

# Made once: every page asks it, and building a statement costs more than SQLite takes to run it.
_LIVE = select(sessions.c.data).where(
    sessions.c.digest == bindparam("its_digest"), sessions.c.expires_at > bindparam("now")
)
_HELD = _LIVE.with_for_update()


class SqlSessions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, digest: str, now: datetime) -> Mapping[str, Json] | None:
        found = self._connection.execute(_LIVE, {"its_digest": digest, "now": now}).scalar_one_or_none()
        return cast("Mapping[str, Json] | None", found)

    def held(self, digest: str, now: datetime) -> Mapping[str, Json] | None:
        # SQLite has no FOR UPDATE and needs none: its writers come one at a time.
        found = self._connection.execute(_HELD, {"its_digest": digest, "now": now}).scalar_one_or_none()
        return cast("Mapping[str, Json] | None", found)

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
