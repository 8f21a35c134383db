"""The table of the opinions asked of experts; in `models`' metadata."""

from typing import Any

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text

from app.adapters.database.columns import UtcDateTime
from app.adapters.database.models import metadata


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False)


# Questions, addresses and words are here and not in the events: a dossier that is purged takes them along.
opinions = Table(
    "opinions",
    metadata,
    Column("id", Text, primary_key=True),
    Column(
        "dossier_id",
        Text,
        ForeignKey("dossiers.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED"),
        nullable=False,
    ),
    _text("email"),
    _text("name"),
    _text("quality"),
    _text("question"),
    Column("number", Integer, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("confidential", Boolean, nullable=False),
    Column("sensitive", Boolean, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    _text("asked_by_name"),
    _text("asked_by_role"),
    _text("asked_by_id"),
    _text("asked_by_organisation"),
    Column("generation", Integer, nullable=False),
    _text("answer"),
    _text("text"),
    Column("closed_at", UtcDateTime),
    Index(None, "dossier_id", "number"),
)
