"""Who has a draft open, and what each designer has copied, in SQL. Both may be lost without harm."""

from collections.abc import Sequence
from datetime import datetime
from json import loads
from typing import Any

from sqlalchemy import Column, Connection, ForeignKey, Table, Text, select

from app.adapters.database.columns import UtcDateTime
from app.adapters.database.models import metadata
from app.adapters.database.upserts import insert_or_replace
from app.core.editing import as_text
from app.core.studio import Clip, Presence


def _text(name: str, **more: Any) -> Column[Any]:
    return Column(name, Text, nullable=False, **more)


studio_presences = Table(
    "studio_presences",
    metadata,
    Column("draft_id", Text, ForeignKey("form_drafts.id"), primary_key=True),
    _text("account_id", primary_key=True),
    _text("name"),
    _text("place"),
    Column("seen_at", UtcDateTime, nullable=False),
)
studio_clips = Table(
    "studio_clips",
    metadata,
    _text("account_id", primary_key=True),
    _text("told"),
    _text("content"),
    Column("at", UtcDateTime, nullable=False),
)
_p = studio_presences.c


class SqlPresences:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, draft_id: str, since: datetime) -> Sequence[Presence]:
        seen = select(studio_presences).where(_p.draft_id == draft_id, _p.seen_at >= since)
        rows = self._connection.execute(seen.order_by(_p.name, _p.account_id))
        return tuple(Presence(**row._mapping) for row in rows)

    def keep(self, presence: Presence) -> None:
        values = {
            "draft_id": presence.draft_id, "account_id": presence.account_id, "name": presence.name,
            "place": presence.place, "seen_at": presence.seen_at,
        }  # fmt: skip
        insert_or_replace(self._connection, studio_presences, values, "draft_id", "account_id")


class SqlClips:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, account_id: str) -> Clip | None:
        mine = select(studio_clips).where(studio_clips.c.account_id == account_id)
        row = self._connection.execute(mine).one_or_none()
        return None if row is None else Clip(row.account_id, row.told, loads(row.content), row.at)

    def keep(self, clip: Clip) -> None:
        values = {"account_id": clip.account_id, "told": clip.told, "at": clip.at}
        values["content"] = as_text(clip.content)
        insert_or_replace(self._connection, studio_clips, values, "account_id")
