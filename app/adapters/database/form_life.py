"""The life of a form that is served: when it opens and closes, what was done to it, what is under way."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from json import dumps, loads
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from app.adapters.database.dossiers import read_dossier
from app.adapters.database.models import dossiers
from app.adapters.database.studio_models import form_facts, form_openings
from app.adapters.database.upserts import insert_once
from app.core.dossier import Dossier
from app.core.studio import FormFact
from app.core.studio.opening import ALWAYS, Opening

_o, _f, _d = form_openings.c, form_facts.c, dossiers.c


class SqlOpenings:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, slug: str) -> Opening:
        row = self._connection.execute(select(form_openings).where(_o.slug == slug)).one_or_none()
        return ALWAYS if row is None else _opening(row)

    def all(self) -> Mapping[str, Opening]:
        return {row.slug: _opening(row) for row in self._connection.execute(select(form_openings))}

    def set(self, slug: str, opening: Opening) -> bool:
        kept = replace(opening, revision=opening.revision + 1)
        values = {field.name: getattr(kept, field.name) for field in fields(kept)}
        if opening.revision == 0:
            return insert_once(self._connection, form_openings, {"slug": slug, **values}, "slug")
        current = update(form_openings).where(_o.slug == slug, _o.revision == opening.revision)
        return self._connection.execute(current.values(values)).rowcount == 1


class SqlFormFacts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, fact: FormFact) -> None:
        values = {field.name: getattr(fact, field.name) for field in fields(fact)}
        values["data"] = dumps(fact.data, ensure_ascii=False)
        self._connection.execute(insert(form_facts), values)

    def of(self, slug: str) -> Sequence[FormFact]:
        rows = self._connection.execute(
            select(form_facts).where(_f.slug == slug).order_by(_f.at.desc(), _f.id)
        )
        return tuple(FormFact(**{**row._mapping, "data": loads(row.data)}) for row in rows)


class SqlInFlight:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def versions(self, service_id: str, slug: str) -> Sequence[tuple[str, bool, int]]:
        sent = _d.submitted_at.is_not(None)
        rows = self._connection.execute(
            select(_d.definition_hash, sent, func.count())
            .where(_d.service_id == service_id, _d.slug == slug, _d.test.is_(False))
            .group_by(_d.definition_hash, sent)
        )
        return [(hash_, bool(was_sent), number) for hash_, was_sent, number in rows]

    def drafts(self, service_id: str, slug: str, limit: int) -> Sequence[Dossier]:
        mine = select(dossiers).where(
            _d.service_id == service_id, _d.slug == slug, _d.submitted_at.is_(None), _d.test.is_(False)
        )
        rows = self._connection.execute(mine.order_by(_d.updated_at.desc(), _d.id).limit(limit))
        return tuple(map(read_dossier, rows))


def _opening(row: Row[Any]) -> Opening:
    return Opening(**{name: value for name, value in row._mapping.items() if name != "slug"})
