"""A dossier keeps the version of its workflow, and the day on which the clock should look at it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workflow_versions",
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_workflow_versions"),
    )
    op.add_column(
        "dossiers", sa.Column("workflow_hash", sa.Text, nullable=False, server_default=sa.text("''"))
    )
    op.add_column("dossiers", sa.Column("clock_on", sa.Date))
    op.create_index("ix_dossiers_clock_on_id", "dossiers", ["clock_on", "id"])
    # Requests that wait for an answer: the scheduler reads their history on that day, and decides then.
    op.execute("UPDATE dossiers SET clock_on = due_on WHERE submitted_at IS NOT NULL AND decided_at IS NULL")


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
