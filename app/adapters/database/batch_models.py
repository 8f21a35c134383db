"""The tables of batches: what was asked once, and a row for each dossier of it."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, text

from app.adapters.database.columns import DOCUMENT, UtcDateTime
from app.adapters.database.models import metadata

batches = Table(
    "batches",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account_id", Text, nullable=False),  # no foreign key: what was done outlives the account
    Column("made_at", UtcDateTime, nullable=False),
    Column("action", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("data", DOCUMENT, nullable=False),
    Column("launched_at", UtcDateTime),
    Column("cancelled_at", UtcDateTime),
    Index(None, "account_id", "made_at"),
)

batch_items = Table(
    "batch_items",
    metadata,
    Column("batch_id", Text, ForeignKey("batches.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("dossier_id", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("status", Text, nullable=False, server_default=text("'waiting'")),
    Column("reason", Text, nullable=False, server_default=text("''")),
    Index(None, "status", "batch_id", "position"),
)
