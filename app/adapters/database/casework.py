"""What agents keep beside a dossier, gathered for a transaction; the rows of each kind are elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from app.adapters.database.beside import around, beside, choices
from app.adapters.database.casework_models import (
    answer_versions,
    dossier_labels,
    labels,
    message_templates,
    visits,
)
from app.adapters.database.everything import everything
from app.adapters.database.models import dossiers
from app.adapters.database.named_rows import NamedRows, template_of
from app.adapters.database.upserts import insert_once, insert_or_replace
from app.adapters.database.written_texts import SqlTexts, unread
from app.core.desk.casework import NEW, READ, AnswersBefore, Beside, Choices, Label, MessageTemplate, Visit
from app.usecases.ports import Everything

Json = Any


class SqlLabels(NamedRows[Label]):
    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, labels, _label)

    def put(self, dossier_id: str, label_id: str) -> bool:
        pair = {"dossier_id": dossier_id, "label_id": label_id}
        return insert_once(self._connection, dossier_labels, pair, "dossier_id", "label_id")

    def take_off(self, dossier_id: str, label_id: str) -> bool:
        pair = (dossier_labels.c.dossier_id == dossier_id, dossier_labels.c.label_id == label_id)
        return self._connection.execute(delete(dossier_labels).where(*pair)).rowcount == 1


class SqlVersions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, dossier_id: str, before: AnswersBefore) -> None:
        self._connection.execute(insert(answer_versions), {"dossier_id": dossier_id, **asdict(before)})

    def first_after(self, dossier_id: str, number: int) -> AnswersBefore | None:
        columns = answer_versions.c
        statement = select(answer_versions).where(columns.dossier_id == dossier_id, columns.number > number)
        row = self._connection.execute(statement.order_by(columns.number).limit(1)).one_or_none()
        return None if row is None else AnswersBefore(row.number, row.answers)


class SqlCasework:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.labels = SqlLabels(connection)
        self.texts = SqlTexts(connection)
        self.templates: NamedRows[MessageTemplate] = NamedRows(connection, message_templates, template_of)
        self.versions = SqlVersions(connection)

    def beside(self, dossier_ids: Sequence[str]) -> Mapping[str, Beside]:
        return beside(self._connection, dossier_ids)

    def around(self, dossier_id: str, service_id: str) -> Beside:
        return around(self._connection, dossier_id, service_id)

    def everything(self, dossier_id: str, service_id: str) -> Everything:
        return everything(self._connection, dossier_id, service_id)

    def choices(self, service_ids: Sequence[str]) -> Choices:
        return choices(self._connection, service_ids)

    def assign(self, dossier_id: str, account_id: str) -> None:
        self._set(dossier_id, assigned_to=account_id)

    def annotate(self, dossier_id: str, annotations: Mapping[str, Json]) -> None:
        self._set(dossier_id, annotations=annotations)

    def converse(self, dossier_id: str, exchange: str) -> None:
        self._set(dossier_id, exchange=exchange)

    def caught_up(self, dossier_id: str) -> None:
        none_waits = dossiers.c.exchange == NEW, ~unread(dossier_id).exists()
        statement = update(dossiers).where(dossiers.c.id == dossier_id, *none_waits)
        self._connection.execute(statement, {"exchange": READ})

    def visited(self, dossier_id: str, visit: Visit) -> None:
        values = {name: value for name, value in asdict(visit).items() if name != "name"}
        key = ("account_id", "dossier_id")
        insert_or_replace(self._connection, visits, {"dossier_id": dossier_id, **values}, *key)

    def _set(self, dossier_id: str, **values: Json) -> None:
        self._connection.execute(update(dossiers).where(dossiers.c.id == dossier_id), values)


def _label(row: Row[Any]) -> Label:
    return Label(row.id, row.service_id, row.name, row.tone)
