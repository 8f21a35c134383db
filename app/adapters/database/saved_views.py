"""Lists that agents keep under a name, for themselves or for their service."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from app.adapters.database.bare_text import bare
from app.adapters.database.desk_models import saved_views
from app.core.errors import NotFound
from app.usecases.ports import SavedView


class SqlSavedViews:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, view: SavedView) -> None:
        self._connection.execute(insert(saved_views), asdict(view))

    def open_to(self, account_id: str, service_ids: Sequence[str]) -> Sequence[SavedView]:
        columns = saved_views.c
        mine = (columns.service_id == "") & (columns.owner_id == account_id)
        statement = select(saved_views).where(or_(mine, columns.service_id.in_([*filter(None, service_ids)])))
        found = (_view(row) for row in self._connection.execute(statement))
        return tuple(sorted(found, key=lambda view: (bare(view.name), view.id)))

    def change(self, view: SavedView) -> None:
        statement = update(saved_views).where(saved_views.c.id == view.id)
        if self._connection.execute(statement, asdict(view)).rowcount == 0:
            raise NotFound

    def delete(self, view_id: str) -> None:
        self._connection.execute(delete(saved_views).where(saved_views.c.id == view_id))


def _view(row: Row[Any]) -> SavedView:
    choices = tuple((name, value) for name, value in row.choices)
    return SavedView(row.id, row.owner_id, row.service_id, row.name, choices)
