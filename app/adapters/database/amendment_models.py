"""The table of the amendments proposed by the service; in `models`' metadata."""

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from app.adapters.database.columns import DOCUMENT, UtcDateTime
from app.adapters.database.models import metadata


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False)


# Answers and reasons are here and not in the events: a dossier that is purged takes them along.
amendments = Table(
    "amendments",
    metadata,
    Column("id", Text, primary_key=True),
    Column(
        "dossier_id",
        Text,
        ForeignKey("dossiers.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED"),
        nullable=False,
    ),
    Column("number", Integer, nullable=False),
    _text("path"),
    _text("label"),
    Column("answers", DOCUMENT, nullable=False),  # {"before": …, "value": …}
    _text("reason"),
    Column("proposed_at", UtcDateTime, nullable=False),
    _text("proposed_by_name"),
    _text("proposed_by_role"),
    _text("proposed_by_id"),
    _text("proposed_by_organisation"),
    _text("outcome"),
    Column("closed_at", UtcDateTime),
    Index(None, "dossier_id", "number"),
)
