"""Submitted dossiers read in bulk for exports, by keys in order of receipt, and the trace of exports.

Only the columns that an export tells are read: drafts and what was typed stay where they are.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, tuple_

from app.adapters.database.models import attachments, documents, dossiers, export_log
from app.core.dossier import Acting, Attachment, Document, Person
from app.core.exporting.facts import Facts
from app.usecases.ports import ExportDone, Place, Selection

_PLAIN = (
    "id", "reference", "slug", "definition_hash", "state", "answers", "submitted_at", "decided_at",
    "due_on", "assigned_to", "title", "annotations",
)  # fmt: skip
_PERSON = ("name", "role", "id", "organisation")
_ACTING = (*(f"{who}_{what}" for who in ("actor", "beneficiary") for what in _PERSON), "mode", "mandate_id")
_FACTS = select(*(dossiers.c[name] for name in (*_PLAIN, *_ACTING)))


class SqlExports:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, selection: Selection) -> int:
        statement = select(func.count()).select_from(dossiers).where(*_wanted(selection))
        return self._connection.execute(statement).scalar_one()

    def services(self, slug: str) -> Sequence[str]:
        held = select(dossiers.c.service_id).where(
            dossiers.c.slug == slug, dossiers.c.submitted_at.is_not(None)
        )
        return tuple(self._connection.execute(held.distinct().order_by(dossiers.c.service_id)).scalars())

    def hashes(self, selection: Selection) -> Sequence[str]:
        statement = select(dossiers.c.definition_hash).where(*_wanted(selection)).distinct()
        return tuple(self._connection.execute(statement).scalars())

    def states(self, selection: Selection) -> Mapping[str, int]:
        counted = select(dossiers.c.state, func.count().label("number")).where(*_received(selection))
        rows = self._connection.execute(counted.group_by(dossiers.c.state).order_by(dossiers.c.state))
        return {row.state: row.number for row in rows}

    def ids(self, selection: Selection, service_id: str, after: Place | None, limit: int) -> Sequence[Place]:
        """Of one service at a time: the index on (service, receipt) then gives the order by itself."""
        statement = select(dossiers.c.submitted_at, dossiers.c.id).where(
            dossiers.c.service_id == service_id, *_wanted(selection, services=False)
        )
        if after is not None:
            statement = statement.where(
                tuple_(dossiers.c.submitted_at, dossiers.c.id) > tuple_(after.received, after.id)
            )
        ordered = statement.order_by(dossiers.c.submitted_at, dossiers.c.id).limit(limit)
        return tuple(Place(received, id_) for received, id_ in self._connection.execute(ordered))

    def facts(self, ids: Sequence[str], service_ids: Sequence[str]) -> Sequence[Facts]:
        statement = _FACTS.where(
            dossiers.c.id.in_(ids),
            dossiers.c.submitted_at.is_not(None),
            dossiers.c.service_id.in_(service_ids),
        )
        read = cache(_acting)  # most people act for themselves, and are nobody
        found = {row[0]: _facts(row, read) for row in self._connection.execute(statement).all()}
        return tuple(found[id_] for id_ in ids if id_ in found)

    def attachments(self, ids: Sequence[str]) -> Sequence[Attachment]:
        statement = select(attachments).where(attachments.c.dossier_id.in_(ids))
        ordered = statement.order_by(attachments.c.dossier_id, attachments.c.added_at, attachments.c.id)
        return tuple(Attachment(**row._mapping) for row in self._connection.execute(ordered))

    def documents(self, ids: Sequence[str]) -> Sequence[Document]:
        statement = select(documents).where(documents.c.dossier_id.in_(ids))
        ordered = statement.order_by(documents.c.dossier_id, documents.c.made_at, documents.c.id)
        return tuple(_document(row) for row in self._connection.execute(ordered))

    def log(self, export: ExportDone) -> None:
        self._connection.execute(insert(export_log), asdict(export))

    def logged(self, limit: int = 100) -> Sequence[ExportDone]:
        newest_first = select(export_log).order_by(export_log.c.at.desc(), export_log.c.id).limit(limit)
        return tuple(ExportDone(**row._mapping) for row in self._connection.execute(newest_first))


def _wanted(selection: Selection, *, services: bool = True) -> list[ColumnElement[bool]]:
    wanted = _received(selection, services=services)
    if selection.states:
        # Said so that no index on states is taken: it keeps SQLite on the index that gives the order.
        wanted.append(func.coalesce(dossiers.c.state, "").in_(selection.states))
    return wanted


def _received(selection: Selection, *, services: bool = True) -> list[ColumnElement[bool]]:
    table = dossiers.c
    wanted: list[ColumnElement[bool]] = [
        table.slug == selection.slug,
        table.submitted_at < selection.before,
    ]
    if services:
        wanted.append(table.service_id.in_(selection.service_ids))
    if selection.since is not None:
        wanted.append(table.submitted_at >= selection.since)
    return wanted


def _facts(row: Row[Any], acting: Callable[..., Acting]) -> Facts:
    """By the place of the columns: by their names costs as much as reading them."""
    values = dict(zip(_PLAIN, row, strict=False))
    return Facts(acting=acting(*row[len(_PLAIN) :]), **values)


def _acting(*values: str) -> Acting:
    return Acting(Person(*values[:4]), Person(*values[4:8]), *values[8:])  # type: ignore[arg-type]


def _document(row: Row[Any]) -> Document:
    values = dict(row._mapping)
    return Document(**{**values, "effect_id": values["effect_id"] or ""})
