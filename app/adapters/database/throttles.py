"""Counts of failed tries by key, so that guessing a password or a code gets slow."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from app.adapters.database.models import throttles


class SqlThrottles:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def failures(self, key: str, since: datetime) -> int:
        statement = select(func.count()).where(throttles.c.key == key, throttles.c.at >= since)
        return self._connection.execute(statement).scalar_one()

    def record(self, key: str, at: datetime) -> None:
        self._connection.execute(insert(throttles), {"key": key, "at": at})

    def clear(self, key: str) -> None:
        self._connection.execute(delete(throttles).where(throttles.c.key == key))

    def purge(self, before: datetime) -> int:
        return self._connection.execute(delete(throttles).where(throttles.c.at < before)).rowcount
