"""Each question of a draft has a revision, instead of each step; each row has an id."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    for name in ("field_revisions", "row_ids"):
        op.add_column("dossiers", sa.Column(name, DOCUMENT, nullable=False, server_default=sa.text("'{}'")))
    # Not in batch mode: copying the table would delete what refers to its rows.
    op.drop_column("dossiers", "step_revisions")


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
