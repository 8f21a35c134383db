"""Test dossiers of designers: of which form they are, who began them."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    dossier = sa.ForeignKey("dossiers.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    op.create_table(
        "trials",
        sa.Column("dossier_id", sa.Text, dossier, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("slug", "service_id", "by_name")),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_trials_slug_begun_at", "trials", ["slug", "begun_at"])


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
