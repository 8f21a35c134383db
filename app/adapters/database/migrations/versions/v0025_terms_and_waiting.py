"""The words of the index can be listed on SQLite; a dossier keeps how long it waited for its citizen.

Those that were decided before count no such day: it is worked out from the history at each transition.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("dossiers", sa.Column("waited", sa.Integer, nullable=False, server_default=sa.text("0")))
    if op.get_bind().dialect.name == "sqlite":  # a view of the index: it holds nothing
        op.execute(
            "CREATE VIRTUAL TABLE dossier_words_fts_terms USING fts5vocab(dossier_words_fts, 'instance')"
        )


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
