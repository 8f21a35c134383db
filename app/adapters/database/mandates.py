"""Consents given to advisers. A mandate is never rewritten: only its revocation is added."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from app.adapters.database.models import mandates
from app.core.dossier import Mandate
from app.core.errors import NotFound


class SqlMandates:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, mandate: Mandate) -> None:
        self._connection.execute(insert(mandates), asdict(mandate))

    def get(self, mandate_id: str) -> Mandate:
        row = self._connection.execute(select(mandates).where(mandates.c.id == mandate_id)).one_or_none()
        if row is None:
            raise NotFound
        values = dict(row._mapping)
        return Mandate(**{**values, "scope": tuple(values["scope"])})

    def revoke(self, mandate_id: str, at: datetime) -> None:
        """The first revocation counts: a second one does not move its date."""
        statement = update(mandates).where(mandates.c.id == mandate_id, mandates.c.revoked_at.is_(None))
        self._connection.execute(statement.values(revoked_at=at))
