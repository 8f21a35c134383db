"""The order of a search that nobody sorted: the last arrived first, read along the index of words.

A number of `dossier_words` is given when a dossier is sent, so it is the order of arrival. The words are
looked for along it, and only until the page is full.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, literal_column, select

from app.adapters.database.models import dossiers
from app.adapters.database.search_index import along
from app.usecases.ports import QueueQuery


@dataclass(frozen=True, slots=True)
class Walk:
    """Rows of words in which every word typed begins one: `number` is theirs, in `source`."""

    number: ColumnElement[int]
    source: FromClause
    where: tuple[ColumnElement[bool], ...]

    def rows(self, *columns: Any, judged: list[ColumnElement[bool]]) -> Select[Any]:
        """Those whose dossier passes what is judged, looked up one by one: joined, a planner would begin
        with the dossiers."""
        one: Select[Any] = select(literal_column("1")).select_from(dossiers)
        found = one.where(dossiers.c.number == self.number, *judged).limit(1)
        here = found.correlate(self.source).scalar_subquery() == literal_column("1")
        return select(*columns).select_from(self.source).where(*self.where, here)


def walk(connection: Connection, query: QueueQuery) -> Walk | None:
    """None for a search without letter nor digit, or that is sorted otherwise."""
    words = along(connection, query.search) if is_by_arrival(query) else None
    return Walk(*words) if words else None


def is_by_arrival(query: QueueQuery) -> bool:
    return query.sort is None and bool(query.search.strip())
