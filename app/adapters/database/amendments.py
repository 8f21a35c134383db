"""Amendments proposed by the service: inserted once, closed once by compare-and-set."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from app.adapters.database.amendment_models import amendments
from app.core.desk.amendments import Amendment
from app.core.dossier import Person
from app.core.errors import NotFound

_C = amendments.c
_PLAIN = ("id", "dossier_id", "number", "path", "label", "reason", "proposed_at", "outcome", "closed_at")
_PERSON = ("name", "role", "id", "organisation")


class SqlAmendments:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, amendment: Amendment) -> None:
        values = {
            **{name: getattr(amendment, name) for name in _PLAIN},
            **{f"proposed_by_{name}": getattr(amendment.proposed_by, name) for name in _PERSON},
            "answers": {"before": amendment.before, "value": amendment.value},
        }
        self._connection.execute(insert(amendments), values)

    def of(self, dossier_id: str) -> Sequence[Amendment]:
        statement = select(amendments).where(_C.dossier_id == dossier_id).order_by(_C.number, _C.id)
        return tuple(map(amendment_of, self._connection.execute(statement)))

    def get(self, amendment_id: str) -> Amendment:
        row = self._connection.execute(select(amendments).where(_C.id == amendment_id)).one_or_none()
        if row is None:
            raise NotFound
        return amendment_of(row)

    def close(self, amendment_id: str, at: datetime, outcome: str) -> bool:
        statement = update(amendments).where(_C.id == amendment_id, _C.closed_at.is_(None))
        return self._connection.execute(statement.values(closed_at=at, outcome=outcome)).rowcount == 1


def amendment_of(row: Row[Any]) -> Amendment:
    """The amendment of a row that has its columns."""
    by = {name: getattr(row, f"proposed_by_{name}") for name in _PERSON}
    return Amendment(proposed_by=Person(**by), **row.answers, **{name: getattr(row, name) for name in _PLAIN})
