"""What became of the file that a draft of a form started from."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft_reports",
        sa.Column("draft_id", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("draft_id", name="pk_draft_reports"),
        sa.ForeignKeyConstraint(["draft_id"], ["form_drafts.id"], name="fk_draft_reports_draft_id"),
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
