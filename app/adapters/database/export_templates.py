"""The columns that agents keep for their exports, under a name of their own."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, or_, select

from app.adapters.database.models import export_templates
from app.adapters.database.upserts import insert_once
from app.usecases.ports import ExportTemplate


class SqlExportTemplates:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, template: ExportTemplate) -> bool:
        values = {**asdict(template), "columns": list(template.columns)}
        return insert_once(self._connection, export_templates, values, "account_id", "slug", "name")

    def usable(self, account_id: str, service_ids: Sequence[str], slug: str) -> Sequence[ExportTemplate]:
        table = export_templates.c
        shared = and_(table.shared, table.service_id.in_(service_ids))
        statement = select(export_templates).where(
            table.slug == slug, or_(table.account_id == account_id, shared)
        )
        mine_first = statement.order_by((table.account_id == account_id).desc(), table.name, table.id)
        return tuple(map(_template, self._connection.execute(mine_first)))

    def remove(self, template_id: str, account_id: str) -> bool:
        table = export_templates.c
        mine = delete(export_templates).where(table.id == template_id, table.account_id == account_id)
        return self._connection.execute(mine).rowcount == 1


def _template(row: Row[Any]) -> ExportTemplate:
    values = dict(row._mapping)
    return ExportTemplate(**{**values, "columns": tuple(values["columns"])})
