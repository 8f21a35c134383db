"""Decided dossiers are found by their day: figures, and the usual delay of a form."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_dossiers_slug_decided_at", "dossiers", ["slug", "decided_at"])
    op.create_index("ix_dossiers_service_id_decided_at", "dossiers", ["service_id", "decided_at"])


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
