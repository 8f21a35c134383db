"""Amendments proposed by the service."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=False)


def upgrade() -> None:
    dossier = sa.ForeignKey("dossiers.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    op.create_table(
        "amendments",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("dossier_id", sa.Text, dossier, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        *(_text(name) for name in ("path", "label")),
        sa.Column("answers", DOCUMENT, nullable=False),
        _text("reason"),
        sa.Column("proposed_at", INSTANT, nullable=False),
        *(_text(f"proposed_by_{what}") for what in ("name", "role", "id", "organisation")),
        _text("outcome"),
        sa.Column("closed_at", INSTANT),
    )
    op.create_index("ix_amendments_dossier_id_number", "amendments", ["dossier_id", "number"])


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
