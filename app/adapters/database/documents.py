"""Rows of produced documents; the PDF itself is a file. The same effect run twice keeps one row."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, select

from app.adapters.database.models import documents
from app.adapters.database.upserts import insert_once
from app.core.dossier import Document
from app.core.errors import NotFound

_COLUMNS = tuple(field.name for field in fields(Document))


class SqlDocuments:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, document: Document) -> bool:
        values = {name: getattr(document, name) for name in _COLUMNS}
        # NULL, not "": documents that no effect made must not exclude one another.
        values["effect_id"] = document.effect_id or None
        return insert_once(self._connection, documents, values, "effect_id")

    def of(self, dossier_id: str) -> Sequence[Document]:
        statement = select(documents).where(documents.c.dossier_id == dossier_id)
        rows = self._connection.execute(statement.order_by(documents.c.made_at, documents.c.id))
        return tuple(map(document_of, rows))

    def get(self, document_id: str) -> Document:
        row = self._connection.execute(select(documents).where(documents.c.id == document_id)).one_or_none()
        if row is None:
            raise NotFound
        return document_of(row)


def document_of(row: Row[Any]) -> Document:
    """The document of a row that has its columns."""
    values = dict(row._mapping)
    return Document(**{**values, "effect_id": values["effect_id"] or ""})
