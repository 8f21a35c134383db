"""Drafts of forms, the log of their edits and published versions, in SQL. Text is JSON, to the byte."""

from collections.abc import Sequence
from dataclasses import fields
from json import loads
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from app.adapters.database.form_life import SqlFormFacts, SqlInFlight, SqlOpenings
from app.adapters.database.studio_beside import SqlClips, SqlPresences
from app.adapters.database.studio_models import draft_reports, form_draft_lines, form_drafts, publications
from app.adapters.database.trials import SqlTrials
from app.adapters.database.upserts import insert_once
from app.core.editing import as_text
from app.core.errors import NotFound
from app.core.studio import FormDraft, Line, Publication, StartReport

_d, _l, _p = form_drafts.c, form_draft_lines.c, publications.c
_JSON_OF_A_LINE = ("edit", "changes", "inverse")


class SqlFormDrafts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, service_ids: Sequence[str]) -> Sequence[FormDraft]:
        mine = select(form_drafts).where(_d.service_id.in_(service_ids), _d.published_at.is_(None))
        return tuple(map(_draft, self._connection.execute(mine.order_by(_d.updated_at.desc(), _d.id))))

    def get(self, draft_id: str) -> FormDraft:
        return _one(self._connection, select(form_drafts).where(_d.id == draft_id))

    def by_slug(self, slug: str) -> FormDraft | None:
        row = self._connection.execute(select(form_drafts).where(_d.open_slug == slug)).one_or_none()
        return None if row is None else _draft(row)

    def add(self, draft: FormDraft) -> bool:
        return insert_once(self._connection, form_drafts, _row_of(draft), "open_slug")

    def save(self, draft: FormDraft, *, based_on: int) -> bool:
        current = update(form_drafts).where(_d.id == draft.id, _d.revision == based_on)
        return self._connection.execute(current.values(_row_of(draft))).rowcount == 1


class SqlLines:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, line: Line) -> None:
        values = {field.name: getattr(line, field.name) for field in fields(line)}
        values |= {name: as_text(values[name]) for name in _JSON_OF_A_LINE}
        self._connection.execute(insert(form_draft_lines), values)

    def get(self, draft_id: str, number: int) -> Line:
        wanted = select(form_draft_lines).where(_l.draft_id == draft_id, _l.number == number)
        row = self._connection.execute(wanted).one_or_none()
        if row is None:
            raise NotFound
        return _line(row)

    def since(self, draft_id: str, number: int, limit: int) -> Sequence[Line]:
        after = select(form_draft_lines).where(_l.draft_id == draft_id, _l.number > number)
        return tuple(map(_line, self._connection.execute(after.order_by(_l.number).limit(limit))))

    def last(self, draft_id: str, limit: int, before: int = 0) -> Sequence[Line]:
        all_ = select(form_draft_lines).where(_l.draft_id == draft_id)
        all_ = all_.where(_l.number < before) if before else all_
        return tuple(map(_line, self._connection.execute(all_.order_by(_l.number.desc()).limit(limit))))


class SqlPublications:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, publication: Publication) -> bool:
        values = {field.name: getattr(publication, field.name) for field in fields(publication)}
        return insert_once(self._connection, publications, values, "slug", "version")

    def of(self, service_ids: Sequence[str]) -> Sequence[Publication]:
        mine = select(publications).where(_p.service_id.in_(service_ids))
        rows = self._connection.execute(mine.order_by(_p.at.desc(), _p.slug, _p.version.desc()))
        return tuple(Publication(**row._mapping) for row in rows)

    def of_form(self, slug: str) -> Sequence[Publication]:
        its = select(publications).where(_p.slug == slug).order_by(_p.version.desc())
        return tuple(Publication(**row._mapping) for row in self._connection.execute(its))

    def newest(self) -> Sequence[Publication]:
        top = select(_p.slug, func.max(_p.version).label("version")).group_by(_p.slug).subquery()
        rows = self._connection.execute(
            select(publications).join(top, (top.c.slug == _p.slug) & (top.c.version == _p.version))
        )
        return tuple(Publication(**row._mapping) for row in rows.all())


class SqlStartReports:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, report: StartReport) -> None:
        values = {"draft_id": report.draft_id, "source": report.source, "at": report.at}
        # a name of the file may hold half a character, which no database takes
        text = as_text(report.report).encode(errors="backslashreplace").decode()
        self._connection.execute(insert(draft_reports), {**values, "report": text})

    def of(self, draft_id: str) -> StartReport | None:
        wanted = select(draft_reports).where(draft_reports.c.draft_id == draft_id)
        row = self._connection.execute(wanted).one_or_none()
        return None if row is None else StartReport(row.draft_id, row.source, loads(row.report), row.at)


class SqlStudio:
    def __init__(self, connection: Connection) -> None:
        self.drafts = SqlFormDrafts(connection)
        self.lines = SqlLines(connection)
        self.publications = SqlPublications(connection)
        self.reports = SqlStartReports(connection)
        self.openings = SqlOpenings(connection)
        self.facts = SqlFormFacts(connection)
        self.in_flight = SqlInFlight(connection)
        self.trials = SqlTrials(connection)
        self.presences = SqlPresences(connection)
        self.clips = SqlClips(connection)


def _one(connection: Connection, statement: Select[Any]) -> FormDraft:
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise NotFound
    return _draft(row)


def _row_of(draft: FormDraft) -> dict[str, Any]:
    values = {field.name: getattr(draft, field.name) for field in fields(draft)}
    values["document"] = as_text(draft.document)
    values["open_slug"] = None if draft.published_at else draft.slug
    return values


def _draft(row: Row[Any]) -> FormDraft:
    values = {name: value for name, value in row._mapping.items() if name != "open_slug"}
    return FormDraft(**{**values, "document": loads(row.document)})


def _line(row: Row[Any]) -> Line:
    return Line(**{**row._mapping, **{name: loads(row._mapping[name]) for name in _JSON_OF_A_LINE}})
