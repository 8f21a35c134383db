"""The SQL statements that a page costs."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from app.adapters.database.store import SqlStore

IGNORED = ("PRAGMA", "BEGIN", "COMMIT", "SAVEPOINT", "SET ")


@contextmanager
def counted(store: SqlStore) -> Iterator[list[str]]:
    """The statements of a block, without those that only open and close a transaction."""
    statements: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest: object) -> None:
        if not statement.lstrip().upper().startswith(IGNORED):
            statements.append(statement)

    engine = store._engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
