"""The tables of what agents keep beside a dossier; in `models`' metadata."""

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from app.adapters.database.columns import DOCUMENT, UtcDateTime
from app.adapters.database.models import metadata


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False)


def _dossier(*, primary_key: bool = False) -> Column[Any]:
    target = ForeignKey("dossiers.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    return Column("dossier_id", Text, target, nullable=False, primary_key=primary_key)


labels = Table(
    "labels",
    metadata,
    Column("id", Text, primary_key=True),
    _text("service_id"),
    _text("name"),
    _text("tone"),
    UniqueConstraint("service_id", "name"),
)

dossier_labels = Table(
    "dossier_labels",
    metadata,
    _dossier(primary_key=True),
    Column("label_id", Text, ForeignKey("labels.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "label_id", "dossier_id"),
)

# Notes and messages. Their words are here and not in the events: a dossier that is purged takes them along.
written_texts = Table(
    "written_texts",
    metadata,
    Column("id", Text, primary_key=True),
    _dossier(),
    _text("kind"),
    Column("at", UtcDateTime, nullable=False),
    _text("author_name"),
    _text("author_role"),
    _text("author_id"),
    _text("author_organisation"),
    _text("body"),
    Column("awaits", Boolean, nullable=False),
    Column("read_at", UtcDateTime),
    Column("struck_at", UtcDateTime),
    _text("struck_by"),
    _text("struck_reason"),
    Index(None, "dossier_id", "at"),
)

message_templates = Table(
    "message_templates",
    metadata,
    Column("id", Text, primary_key=True),
    _text("service_id"),
    _text("name"),
    _text("body"),
    UniqueConstraint("service_id", "name"),
)

visits = Table(
    "visits",
    metadata,
    Column("account_id", Text, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    _dossier(primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("number", Integer, nullable=False),
    Column("before_at", UtcDateTime),
    Column("before_number", Integer, nullable=False),
    Index(None, "dossier_id"),
)

answer_versions = Table(
    "answer_versions",
    metadata,
    _dossier(primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("answers", DOCUMENT, nullable=False),
)
