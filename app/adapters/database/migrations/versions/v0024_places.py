"""Where a dossier stands, told by its id without reading it: lists that an index narrows are counted so."""

from alembic import op

revision = "0024"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_dossiers_place", "dossiers", ["id", "service_id", "slug", "state", "submitted_at"])


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
