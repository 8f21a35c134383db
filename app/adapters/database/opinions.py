"""Opinions asked of experts: inserted once, closed once, their link renewed by compare-and-set."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from app.adapters.database.opinion_models import opinions
from app.core.desk.opinions import Expert, Opinion
from app.core.dossier import Person
from app.core.errors import NotFound

_C = opinions.c
_PLAIN = (
    "id", "dossier_id", "number", "question", "due_on", "confidential", "sensitive", "asked_at", "generation",
    "answer", "text", "closed_at",
)  # fmt: skip


class SqlOpinions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, opinion: Opinion) -> None:
        expert, by = opinion.expert, opinion.asked_by
        values = {
            **{name: getattr(opinion, name) for name in _PLAIN},
            **{name: getattr(expert, name) for name in ("email", "name", "quality")},
            **{f"asked_by_{name}": getattr(by, name) for name in ("name", "role", "id", "organisation")},
        }
        self._connection.execute(insert(opinions), values)

    def of(self, dossier_id: str) -> Sequence[Opinion]:
        statement = select(opinions).where(_C.dossier_id == dossier_id).order_by(_C.number, _C.id)
        return tuple(map(opinion_of, self._connection.execute(statement)))

    def all_of(self, dossier_ids: Sequence[str]) -> Mapping[str, Sequence[Opinion]]:
        found: dict[str, list[Opinion]] = {id_: [] for id_ in dossier_ids}
        if not found:
            return found
        wanted = select(opinions).where(_C.dossier_id.in_(list(found)))
        for row in self._connection.execute(wanted.order_by(_C.number, _C.id)):
            found[row.dossier_id].append(opinion_of(row))
        return found

    def get(self, opinion_id: str) -> Opinion:
        row = self._connection.execute(select(opinions).where(_C.id == opinion_id)).one_or_none()
        if row is None:
            raise NotFound
        return opinion_of(row)

    def close(self, opinion_id: str, at: datetime, answer: str, text: str = "") -> bool:
        statement = update(opinions).where(_C.id == opinion_id, _C.closed_at.is_(None))
        values = {"closed_at": at, "answer": answer, "text": text}
        return self._connection.execute(statement, values).rowcount == 1

    def renew(self, opinion: Opinion) -> bool:
        statement = update(opinions).where(
            _C.id == opinion.id, _C.closed_at.is_(None), _C.generation == opinion.generation
        )
        values = {"generation": opinion.generation + 1}
        return self._connection.execute(statement.values(values)).rowcount == 1


def opinion_of(row: Row[Any]) -> Opinion:
    """The opinion of a row that has its columns."""
    return Opinion(
        expert=Expert(row.email, row.name, row.quality),
        asked_by=Person(row.asked_by_name, row.asked_by_role, row.asked_by_id, row.asked_by_organisation),
        **{name: getattr(row, name) for name in _PLAIN},
    )
