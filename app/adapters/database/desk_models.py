"""The tables of the desk's list: words to search, who follows what, kept views; in `models`' metadata."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from app.adapters.database.columns import DOCUMENT
from app.adapters.database.models import dossiers, metadata


def _dossier() -> ForeignKey:
    return ForeignKey("dossiers.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")


# What the desk's search looks in: `search_index`. On SQLite an FTS5 table of the same words follows it by
# triggers; on PostgreSQL there is a GIN index on it. Both are made by the migration, outside these models.
dossier_words = Table(
    "dossier_words",
    metadata,
    Column("number", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True),
    Column("dossier_id", Text, _dossier(), nullable=False),
    Column("words", Text, nullable=False),
    UniqueConstraint("dossier_id"),
)


def is_mapped(name: str | None, kind: str, _parents: object = None) -> bool:
    """False for what only the migrations know: Alembic must not take it for something to drop."""
    return not (kind in ("table", "index") and (name or "").startswith(_SEARCH_ONLY))


_SEARCH_ONLY = ("dossier_words_fts", "ix_dossier_words_lexemes", "ix_dossiers_person")

follows = Table(
    "follows",
    metadata,
    Column("account_id", Text, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "dossier_id",
        Text,
        ForeignKey("dossiers.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    Index(None, "dossier_id"),
)

saved_views = Table(
    "saved_views",
    metadata,
    Column("id", Text, primary_key=True),
    Column("owner_id", Text, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("service_id", Text, nullable=False),  # "" for a view of its owner alone
    Column("name", Text, nullable=False),
    Column("choices", DOCUMENT, nullable=False),
    Index(None, "owner_id"),
    Index(None, "service_id"),
)

# The two orders of the queue, for each form and state: they count, sort and name dossiers, none is read.
_PLACE = tuple(dossiers.c[name] for name in ("service_id", "slug", "state"))
_DUE = tuple(dossiers.c[name] for name in ("due_order", "submitted_at"))
Index("ix_dossiers_due", *_PLACE, *_DUE, dossiers.c.number)
Index("ix_dossiers_received", *_PLACE, dossiers.c.submitted_at, dossiers.c.number)
# Where a dossier stands, told by its number alone: what an index of answers or of words found is looked up.
Index("ix_dossiers_place", dossiers.c.number, *_PLACE, *_DUE)

# Partial: most dossiers have no news and nobody in charge. In the order of the queue, so that what is new, or
# mine, comes out sorted. `desk_conditions.filled` says the same words: SQLite knows the index by them.
for _name, _column in (("news", dossiers.c.exchange), ("assigned", dossiers.c.assigned_to)):
    _filled = text(f"{_column.name} <> ''")
    _columns = (dossiers.c.service_id, _column, *_PLACE[1:], *_DUE, dossiers.c.number)
    Index(f"ix_dossiers_{_name}", *_columns, sqlite_where=_filled, postgresql_where=_filled)
