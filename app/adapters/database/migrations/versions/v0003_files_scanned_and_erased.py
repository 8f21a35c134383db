"""A file knows what the antivirus said, and whether it goes once the dossier is decided."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("attachments", sa.Column("scan", sa.Text, nullable=False, server_default=sa.text("''")))
    op.add_column(
        "attachments", sa.Column("until_decision", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.create_index("ix_attachments_scan", "attachments", ["scan"])


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
