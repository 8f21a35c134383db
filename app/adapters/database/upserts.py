"""INSERT that meets a row already there: the one statement that each database words its own way."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def _insert(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def insert_once(connection: Connection, table: Table, values: Mapping[str, Any], *key: str) -> bool:
    """Insert unless a row with the same `key` (one column, or several) is kept; False when it was."""
    statement = _insert(connection, table).values(**values).on_conflict_do_nothing(index_elements=key)
    # A row count would do, but drivers do not all tell it for an INSERT.
    return connection.execute(statement.returning(table.c[key[0]])).first() is not None


def insert_or_replace(connection: Connection, table: Table, values: Mapping[str, Any], *key: str) -> None:
    """Insert, or overwrite the row with the same `key` (one column, or several)."""
    statement = _insert(connection, table).values(**values)
    changed = {name: statement.excluded[name] for name in values if name not in key}
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_=changed))


def insert_pair(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Insert a row whose whole primary key is given, unless it is already there."""
    connection.execute(_insert(connection, table).values(**values).on_conflict_do_nothing())


def insert_unless_there(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert those rows that break no unique key; another transaction may write the same ones."""
    connection.execute(_insert(connection, table).on_conflict_do_nothing(), list(rows))
