"""The texts that services wrote for their mails, one for each occasion."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, select

from app.adapters.database.notice_models import mail_texts
from app.adapters.database.upserts import insert_or_replace
from app.core.texts.mail_texts import MailText, Occasion
from app.usecases.ports import OwnText

_COLUMNS = mail_texts.c


class SqlMailTexts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, service_id: str, occasion: Occasion) -> OwnText | None:
        row = self._connection.execute(select(mail_texts).where(_is(service_id, occasion))).one_or_none()
        return None if row is None else _own(row)

    def of(self, service_ids: Sequence[str]) -> Sequence[OwnText]:
        rows = self._connection.execute(select(mail_texts).where(_COLUMNS.service_id.in_(service_ids)))
        return tuple(map(_own, rows))

    def keep(self, own: OwnText) -> None:
        values = {
            "service_id": own.service_id,
            "name": own.occasion.name,
            "state": own.occasion.state,
            "subject": own.text.subject,
            "body": own.text.body,
            "changed_at": own.at,
            "changed_by": own.by,
        }
        insert_or_replace(self._connection, mail_texts, values, "service_id", "name", "state")

    def forget(self, service_id: str, occasion: Occasion) -> None:
        self._connection.execute(delete(mail_texts).where(_is(service_id, occasion)))


def _is(service_id: str, occasion: Occasion) -> ColumnElement[bool]:
    return and_(
        _COLUMNS.service_id == service_id,
        _COLUMNS.name == occasion.name,
        _COLUMNS.state == occasion.state,
    )


def _own(row: Row[Any]) -> OwnText:
    occasion, text = Occasion(row.name, row.state), MailText(row.subject, row.body)
    return OwnText(row.service_id, occasion, text, row.changed_at, row.changed_by)
