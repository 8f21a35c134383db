"""Notes and messages: inserted once; striking out and reading are each done once too."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from app.adapters.database.casework_models import written_texts
from app.core.desk.casework import MESSAGE, Struck, Written
from app.core.dossier import Person

_COLUMNS = written_texts.c
_CITIZENS = ("citizen", "adviser")


class SqlTexts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, text: Written) -> None:
        author = text.author
        values = {
            "id": text.id,
            "dossier_id": text.dossier_id,
            "kind": text.kind,
            "at": text.at,
            "author_name": author.name,
            "author_role": author.role,
            "author_id": author.id,
            "author_organisation": author.organisation,
            "body": text.body,
            "awaits": text.awaits,
            "struck_by": "",
            "struck_reason": "",
        }
        self._connection.execute(insert(written_texts), values)

    def of(self, dossier_id: str, *kinds: str) -> Sequence[Written]:
        statement = select(written_texts).where(_COLUMNS.dossier_id == dossier_id)
        if kinds:
            statement = statement.where(_COLUMNS.kind.in_(kinds))
        return tuple(map(text_of, self._connection.execute(statement.order_by(_COLUMNS.at, _COLUMNS.id))))

    def strike(self, text_id: str, struck: Struck) -> bool:
        statement = update(written_texts).where(_COLUMNS.id == text_id, _COLUMNS.struck_at.is_(None))
        values = {"struck_at": struck.at, "struck_by": struck.by, "struck_reason": struck.reason}
        return self._connection.execute(statement, values).rowcount == 1

    def read(self, dossier_id: str, *, by_citizen: bool, at: datetime) -> int:
        from_them = _COLUMNS.author_role.in_(_CITIZENS)
        statement = update(written_texts).where(
            _COLUMNS.dossier_id == dossier_id,
            _COLUMNS.kind == MESSAGE,
            _COLUMNS.read_at.is_(None),
            _COLUMNS.at <= at,
            ~from_them if by_citizen else from_them,
        )
        return self._connection.execute(statement, {"read_at": at}).rowcount


def unread(dossier_id: str) -> Select[Any]:
    """The messages of the citizen that the service has not read."""
    theirs = (_COLUMNS.kind == MESSAGE, _COLUMNS.author_role.in_(_CITIZENS), _COLUMNS.read_at.is_(None))
    return select(_COLUMNS.id).where(_COLUMNS.dossier_id == dossier_id, *theirs)


def text_of(row: Row[Any]) -> Written:
    """The text of a row that has its columns."""
    author = Person(row.author_name, row.author_role, row.author_id, row.author_organisation)
    struck = Struck(row.struck_at, row.struck_by, row.struck_reason) if row.struck_at else None
    return Written(
        id=row.id,
        dossier_id=row.dossier_id,
        kind=row.kind,
        at=row.at,
        author=author,
        body=row.body,
        awaits=row.awaits,
        read_at=row.read_at,
        struck=struck,
    )
