"""Drafts and dossiers: kept whole, changed only by compare-and-set.

The desk's queue is read by `desk_queue`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, bindparam, delete, insert, select, tuple_, update

from app.adapters.database.answer_index import index_answers
from app.adapters.database.desk_counts import read_tally
from app.adapters.database.desk_queue import neighbours, read_page
from app.adapters.database.models import dossiers
from app.adapters.database.people import acting_of, acting_values
from app.adapters.database.search_index import index
from app.adapters.database.searching import fold
from app.core.dossier import Dossier
from app.core.errors import DraftConflict, NotEditable, NotFound
from app.usecases.ports import Definitions, QueuePage, QueueQuery

# Made once: building a statement for each call costs more than SQLite takes to run it.
_ALL = select(dossiers)
_BY_ID = _ALL.where(dossiers.c.id == bindparam("its_id"))
_BY_REFERENCE = _ALL.where(dossiers.c.reference == bindparam("its_reference"))
_CHANGE = update(dossiers).where(
    dossiers.c.id == bindparam("its_id"), dossiers.c.state == bindparam("from_state")
)  # the columns set are those of the parameters
_SAVE = _CHANGE.where(dossiers.c.revision == bindparam("based_on"))
_LOCKED = {statement: statement.with_for_update(key_share=True) for statement in (_BY_ID, _BY_REFERENCE)}


class SqlDossiers:
    """`locking` is for writing transactions: PostgreSQL then holds what was read, as SQLite does."""

    def __init__(self, connection: Connection, definitions: Definitions, *, locking: bool) -> None:
        self._connection = connection
        self._definitions = definitions
        self._locking = locking

    def add(self, dossier: Dossier) -> None:
        self.add_all([dossier])

    def add_all(self, many: Sequence[Dossier]) -> None:
        self._connection.execute(insert(dossiers), [_values(dossier) for dossier in many])
        self._index(*many)

    def get(self, dossier_id: str) -> Dossier:
        found = self._one(_BY_ID, its_id=dossier_id)
        if found is None:
            raise NotFound
        return found

    def by_reference(self, reference: str) -> Dossier | None:
        return self._one(_BY_REFERENCE, its_reference=reference)

    def all_of(self, dossier_ids: Sequence[str]) -> Sequence[Dossier]:
        return self._in_order(dossiers.c.id, dossier_ids)

    def by_references(self, references: Sequence[str]) -> Sequence[Dossier]:
        return self._in_order(dossiers.c.reference, references)

    def _in_order(self, key: Column[str], wanted: Sequence[str]) -> Sequence[Dossier]:
        rows = self._connection.execute(_ALL.where(key.in_(set(wanted))))
        found = {row._mapping[key]: read_dossier(row) for row in rows}
        return tuple(found[one] for one in dict.fromkeys(wanted) if one in found)

    def save_working(self, dossier: Dossier, *, based_on: int) -> Dossier:
        saved = replace(dossier, revision=based_on + 1)
        values = _values(saved)
        columns = {name: values[name] for name in _WORKING}
        # The state too: sent meanwhile from another window, its answers are frozen.
        place = {"its_id": dossier.id, "from_state": dossier.state, "based_on": based_on}
        if self._connection.execute(_SAVE, {**columns, **place}).rowcount == 1:
            return saved
        self.get(dossier.id)  # a draft that is gone is NotFound, not a conflict
        raise DraftConflict

    def change(self, dossier: Dossier, *, from_state: str, answered: bool = True) -> bool:
        place = {"its_id": dossier.id, "from_state": from_state}
        changed = self._connection.execute(_CHANGE, {**_values(dossier), **place}).rowcount == 1
        if changed and answered:
            self._index(dossier)
        return changed

    def page(self, query: QueueQuery) -> QueuePage:
        rows, total, following, preceding = read_page(self._connection, query)
        return QueuePage(tuple(map(read_dossier, rows)), total, following, preceding)

    def neighbours(self, query: QueueQuery, dossier_id: str) -> tuple[str, str]:
        return neighbours(self._connection, query, dossier_id)

    def counts(self, service_ids: Sequence[str]) -> Mapping[tuple[str, str], int]:
        return {key: held for key, (held, _followed) in self.tally(service_ids, "").items()}

    def tally(self, service_ids: Sequence[str], account_id: str) -> Mapping[tuple[str, str], tuple[int, int]]:
        return read_tally(self._connection, service_ids, account_id)

    def drafts_of(self, actor_id: str) -> Sequence[Dossier]:
        statement = (
            _ALL.where(dossiers.c.actor_id == actor_id, dossiers.c.submitted_at.is_(None))
            .order_by(dossiers.c.updated_at.desc(), dossiers.c.id)
        )  # fmt: skip
        return tuple(map(read_dossier, self._connection.execute(statement)))

    def clock_due(
        self, today: date, *, after: tuple[date, str] | None, limit: int
    ) -> Sequence[tuple[date, str]]:
        key = (dossiers.c.clock_on, dossiers.c.id)
        statement = select(*key).where(dossiers.c.clock_on <= today).order_by(*key).limit(limit)
        if after is not None:
            statement = statement.where(tuple_(*key) > tuple_(*after))
        return [(day, dossier_id) for day, dossier_id in self._connection.execute(statement)]

    def look_on(self, dossier_id: str, day: date | None, *, due_on: date | None) -> None:
        values = {"clock_on": day, "due_on": due_on, "due_order": due_on or date.max}
        self._connection.execute(update(dossiers).where(dossiers.c.id == dossier_id), values)

    def delete_draft(self, dossier_id: str) -> None:
        """Refuses what was submitted (NotEditable): only a draft may vanish."""
        statement = delete(dossiers).where(dossiers.c.id == dossier_id, dossiers.c.submitted_at.is_(None))
        if self._connection.execute(statement).rowcount == 0:
            self.get(dossier_id)
            raise NotEditable

    def purge_drafts(self, before: datetime) -> int:
        """In one statement: a draft touched or sent meanwhile no longer fits, and stays."""
        forgotten = delete(dossiers).where(dossiers.c.submitted_at.is_(None), dossiers.c.updated_at < before)
        return self._connection.execute(forgotten).rowcount

    def _index(self, *many: Dossier) -> None:
        """For lists and searches, which tests are not in."""
        many = tuple(one for one in many if not one.test)
        index(self._connection, self._definitions, *many)
        index_answers(self._connection, self._definitions, *many)

    def _one(self, statement: Select[Any], **place: str) -> Dossier | None:
        row = self._connection.execute(
            _LOCKED[statement] if self._locking else statement, place
        ).one_or_none()
        return None if row is None else read_dossier(row)


_PLAIN = (
    "id", "reference", "slug", "definition_hash", "service_id", "state", "revision", "working", "typed",
    "answers", "created_at", "updated_at", "submitted_at", "decided_at", "due_on", "email", "title",
    "generation", "assigned_to", "test", "field_revisions", "row_ids", "workflow_hash",
    "annotations", "exchange", "group_id", "clock_on", "renewal", "waited",
)  # fmt: skip

# What `save_working` stores: never the state, nor what was submitted.
_WORKING = (
    "revision", "definition_hash", "workflow_hash", "renewal", "working", "typed", "field_revisions",
    "row_ids", "title",
    "search", "email", "updated_at",
    "actor_name", "actor_role", "actor_id", "actor_organisation",
    "beneficiary_name", "beneficiary_role", "beneficiary_id", "beneficiary_organisation",
    "mode", "mandate_id",
)  # fmt: skip


def _values(dossier: Dossier) -> dict[str, Any]:
    return {
        **{name: getattr(dossier, name) for name in _PLAIN},
        **acting_values(dossier.acting),
        "due_order": dossier.due_on or date.max,
        "search": fold(f"{dossier.reference} {dossier.title}"),
    }


def read_dossier(row: Row[Any]) -> Dossier:
    return Dossier(acting=acting_of(row), **{name: getattr(row, name) for name in _PLAIN})
