"""Batches: one action on many dossiers, a row for each."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")


def _text(name: str, default: str | None = None) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=False, server_default=sa.text(default) if default else None)


def upgrade() -> None:
    op.create_table(
        "batches",
        _text("id"),
        _text("account_id"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _text("action"),
        _text("label"),
        sa.Column("data", DOCUMENT, nullable=False),
        sa.Column("launched_at", sa.DateTime(timezone=True)),
        sa.Column("cancelled_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_batches"),
    )
    op.create_index("ix_batches_account_id_made_at", "batches", ["account_id", "made_at"])
    op.create_table(
        "batch_items",
        _text("batch_id"),
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        _text("dossier_id"),
        _text("reference"),
        _text("title"),
        _text("status", "'waiting'"),
        _text("reason", "''"),
        sa.PrimaryKeyConstraint("batch_id", "position", name="pk_batch_items"),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.id"], name="fk_batch_items_batch_id_batches", ondelete="CASCADE"
        ),
    )
    op.create_index(
        "ix_batch_items_status_batch_id_position", "batch_items", ["status", "batch_id", "position"]
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
