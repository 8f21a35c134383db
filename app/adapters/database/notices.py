"""What waits for the daily mail of each agent, and which of these mails left: a digest is held by one sender
at a time, by compare-and-set."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, insert, select, update

from app.adapters.database.casework_models import visits
from app.adapters.database.models import accounts, memberships
from app.adapters.database.notice_models import digests, notice_choices, notices
from app.adapters.database.upserts import insert_once
from app.core.account import DESK_ROLES
from app.core.desk.notices import Choice, Notice, Reader

_COLUMNS = notices.c
AT_ONCE = 500  # in one statement


class SqlNotices:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def choices(self, account_id: str) -> Sequence[Choice]:
        rows = self._connection.execute(
            select(notice_choices).where(notice_choices.c.account_id == account_id)
        )
        return tuple(Choice(row.slug, row.subject, row.rhythm) for row in rows)

    def choose(self, account_id: str, choices: Sequence[Choice]) -> None:
        for one in choices:
            same = (notice_choices.c.account_id == account_id, notice_choices.c.slug == one.slug)
            self._connection.execute(
                delete(notice_choices).where(*same, notice_choices.c.subject == one.subject)
            )
        rows = [{"account_id": account_id, **asdict(one)} for one in choices]
        if rows:
            self._connection.execute(insert(notice_choices), rows)

    def readers(self, service_id: str, slug: str, subject: str) -> Sequence[Reader]:
        chosen = (
            (notice_choices.c.account_id == accounts.c.id)
            & (notice_choices.c.slug == slug)
            & (notice_choices.c.subject == subject)
        )
        desk = select(memberships.c.account_id).where(
            memberships.c.service_id == service_id, memberships.c.role.in_(DESK_ROLES)
        )
        statement = (
            select(accounts.c.id, notice_choices.c.rhythm)
            .join_from(accounts, notice_choices, chosen, isouter=True)
            .where(accounts.c.active, accounts.c.id.in_(desk))
            .order_by(accounts.c.id)
        )
        return tuple(Reader(row.id, row.rhythm) for row in self._connection.execute(statement))

    def add(self, notices_: Sequence[Notice]) -> None:
        rows = [{name: value for name, value in asdict(one).items() if name != "seen"} for one in notices_]
        if rows:
            self._connection.execute(insert(notices), rows)

    def waiting(self, before: datetime, *, after: str, limit: int) -> Sequence[str]:
        found = (
            select(_COLUMNS.account_id).where(_COLUMNS.at < before, _COLUMNS.account_id > after).distinct()
        )
        return tuple(self._connection.scalars(found.order_by(_COLUMNS.account_id).limit(limit)))

    def of(self, account_id: str, before: datetime) -> Sequence[Notice]:
        seen = exists().where(
            visits.c.account_id == _COLUMNS.account_id,
            visits.c.dossier_id == _COLUMNS.dossier_id,
            visits.c.at >= _COLUMNS.at,
        )
        statement = select(notices, seen.label("seen")).where(
            _COLUMNS.account_id == account_id, _COLUMNS.at < before
        )
        rows = self._connection.execute(statement.order_by(_COLUMNS.at, _COLUMNS.id))
        return tuple(Notice(**{**row._mapping, "seen": bool(row.seen)}) for row in rows)

    def claim(self, account_id: str, day: date, now: datetime, lease: timedelta) -> int:
        first = {"account_id": account_id, "day": day, "tries": 1, "until": now + lease, "told": 0}
        if insert_once(self._connection, digests, first, "account_id", "day"):
            return 1
        free = (_is_digest(account_id, day), digests.c.done_at.is_(None), digests.c.until <= now)
        again = update(digests).where(*free).values(tries=digests.c.tries + 1, until=now + lease)
        return self._connection.scalar(again.returning(digests.c.tries)) or 0

    def told(self, account_id: str, day: date, at: datetime, notices_: Sequence[Notice]) -> None:
        over = update(digests).where(_is_digest(account_id, day))
        self._connection.execute(over, {"done_at": at, "told": len(notices_)})
        # by id: what comes meanwhile is for the next digest
        ids = [one.id for one in notices_]
        for first in range(0, len(ids), AT_ONCE):
            self._connection.execute(delete(notices).where(_COLUMNS.id.in_(ids[first : first + AT_ONCE])))

    def put_off(self, account_id: str, day: date, until: datetime) -> None:
        self._connection.execute(update(digests).where(_is_digest(account_id, day)), {"until": until})

    def purge(self, before: date) -> int:
        return self._connection.execute(delete(digests).where(digests.c.day < before)).rowcount


def _is_digest(account_id: str, day: date) -> ColumnElement[bool]:
    return and_(digests.c.account_id == account_id, digests.c.day == day)
