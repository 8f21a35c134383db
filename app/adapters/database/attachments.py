"""Rows of the files given by people; the content itself is kept by its SHA-256, elsewhere."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from app.adapters.database.models import attachments, documents
from app.core.dossier import Attachment
from app.core.errors import NotFound


class SqlAttachments:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, attachment: Attachment) -> None:
        self._connection.execute(insert(attachments), asdict(attachment))

    def of(self, dossier_id: str) -> Sequence[Attachment]:
        statement = select(attachments).where(attachments.c.dossier_id == dossier_id)
        rows = self._connection.execute(statement.order_by(attachments.c.added_at, attachments.c.id))
        return tuple(map(attachment_of, rows))

    def get(self, attachment_id: str) -> Attachment:
        statement = select(attachments).where(attachments.c.id == attachment_id)
        row = self._connection.execute(statement).one_or_none()
        if row is None:
            raise NotFound
        return attachment_of(row)

    def remove(self, attachment_id: str) -> None:
        self._connection.execute(delete(attachments).where(attachments.c.id == attachment_id))

    def waiting(self, limit: int) -> Sequence[Attachment]:
        statement = select(attachments).where(attachments.c.scan == "waiting")
        oldest = statement.order_by(attachments.c.added_at).limit(limit)
        return tuple(map(attachment_of, self._connection.execute(oldest)))

    def scanned(self, attachment_id: str, scan: str) -> None:
        statement = update(attachments).where(attachments.c.id == attachment_id)
        self._connection.execute(statement.values(scan=scan))

    def named(self, digests: Sequence[str]) -> set[str]:
        given = select(attachments.c.sha256).where(attachments.c.sha256.in_(digests))
        produced = select(documents.c.sha256).where(documents.c.sha256.in_(digests))
        return set(self._connection.execute(given.union(produced)).scalars())


def attachment_of(row: Row[Any]) -> Attachment:
    """The attachment of a row that has its columns."""
    return Attachment(**row._mapping)
