"""The desk: full-text search, dossiers that an agent follows, views that are kept."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from app.adapters.database.search_index import rebuild

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# An external-content FTS5 table: the words are stored once, in dossier_words.
FTS5 = (
    "CREATE VIRTUAL TABLE dossier_words_fts USING fts5("
    "words, content='dossier_words', content_rowid='number', tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER dossier_words_added AFTER INSERT ON dossier_words BEGIN "
    "INSERT INTO dossier_words_fts(rowid, words) VALUES (new.number, new.words); END",
    "CREATE TRIGGER dossier_words_removed AFTER DELETE ON dossier_words BEGIN "
    "INSERT INTO dossier_words_fts(dossier_words_fts, rowid, words) "
    "VALUES ('delete', old.number, old.words); END",
    "CREATE TRIGGER dossier_words_changed AFTER UPDATE ON dossier_words BEGIN "
    "INSERT INTO dossier_words_fts(dossier_words_fts, rowid, words) "
    "VALUES ('delete', old.number, old.words); "
    "INSERT INTO dossier_words_fts(rowid, words) VALUES (new.number, new.words); END",
)
GIN = (
    "CREATE INDEX ix_dossier_words_lexemes ON dossier_words "
    "USING gin (array_to_tsvector(string_to_array(words, ' ')))",
)


def upgrade() -> None:
    op.create_table(
        "follows",
        sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("dossier_id", sa.Text, _dossier(), primary_key=True),
    )
    op.create_index("ix_follows_dossier_id", "follows", ["dossier_id"])
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("owner_id", sa.Text, sa.ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("service_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("choices", DOCUMENT, nullable=False),
    )
    op.create_index("ix_saved_views_owner_id", "saved_views", ["owner_id"])
    op.create_index("ix_saved_views_service_id", "saved_views", ["service_id"])
    op.create_table(
        "dossier_words",
        sa.Column("number", NUMBER, primary_key=True),
        sa.Column("dossier_id", sa.Text, _dossier(), nullable=False, unique=True),
        sa.Column("words", sa.Text, nullable=False),
    )
    op.create_index(
        "ix_dossiers_service_id_slug_state_submitted_at_id",
        "dossiers",
        ["service_id", "slug", "state", "submitted_at", "id"],
    )
    connection = op.get_bind()
    for statement in FTS5 if connection.dialect.name == "sqlite" else GIN:
        connection.exec_driver_sql(statement)
    rebuild(connection)


def _dossier() -> sa.ForeignKey:
    return sa.ForeignKey("dossiers.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
