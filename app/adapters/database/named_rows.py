"""What a service keeps under a name: labels, templates of messages. One table each, the same four verbs."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Row, Table, delete, insert, select, update

from app.adapters.database.bare_text import bare
from app.core.desk.casework import MessageTemplate
from app.core.errors import NotFound

Named = TypeVar("Named")


class NamedRows(Generic[Named]):
    """Rows of `table`, read back by `made`."""

    def __init__(self, connection: Connection, table: Table, made: Callable[[Row[Any]], Named]) -> None:
        self._connection = connection
        self._table = table
        self._made = made

    def of(self, service_ids: Sequence[str]) -> Sequence[Named]:
        statement = select(self._table).where(self._table.c.service_id.in_(service_ids))
        rows = sorted(self._connection.execute(statement), key=lambda row: (bare(row.name), row.id))
        return tuple(self._made(row) for row in rows)

    def add(self, named: Named) -> None:
        self._connection.execute(insert(self._table), asdict(named))  # type: ignore[call-overload]

    def change(self, named: Named) -> None:
        values = asdict(named)  # type: ignore[call-overload]
        statement = update(self._table).where(self._table.c.id == values["id"])
        if self._connection.execute(statement, values).rowcount == 0:
            raise NotFound

    def delete(self, id_: str) -> None:
        self._connection.execute(delete(self._table).where(self._table.c.id == id_))


def template_of(row: Row[Any]) -> MessageTemplate:
    """The template of messages of a row that has its columns."""
    return MessageTemplate(row.id, row.service_id, row.name, row.body)
