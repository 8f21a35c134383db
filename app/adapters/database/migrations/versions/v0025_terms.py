"""The words of the full-text index can be listed on SQLite: what a typed word begins is then named."""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":  # a view of the index: it holds nothing
        op.execute(
            "CREATE VIRTUAL TABLE dossier_words_fts_terms USING fts5vocab(dossier_words_fts, 'instance')"
        )


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
