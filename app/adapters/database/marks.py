"""Marks in SQL: from a printed code to the document that carries it."""

from sqlalchemy import Connection, insert, select

from app.adapters.database.documents import SqlDocuments
from app.adapters.database.mark_models import document_marks
from app.core.dossier import Document


class SqlMarks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._documents = SqlDocuments(connection)

    def add(self, code: str, document_id: str) -> None:
        self._connection.execute(insert(document_marks).values(code=code, document_id=document_id))

    def by_code(self, code: str) -> Document | None:
        statement = select(document_marks.c.document_id).where(document_marks.c.code == code)
        found = self._connection.execute(statement).scalar_one_or_none()
        return self._documents.get(found) if found is not None else None
