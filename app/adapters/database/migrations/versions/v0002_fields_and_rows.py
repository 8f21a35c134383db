"""What each question and each row of a draft needs to be saved on its own: a revision, and an id."""

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


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
