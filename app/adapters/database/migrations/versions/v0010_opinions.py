"""Opinions asked of experts."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=False)


def upgrade() -> None:
    dossier = sa.ForeignKey("dossiers.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    op.create_table(
        "opinions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("dossier_id", sa.Text, dossier, nullable=False),
        *(_text(name) for name in ("email", "name", "quality", "question")),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("confidential", sa.Boolean, nullable=False),
        sa.Column("sensitive", sa.Boolean, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        *(_text(f"asked_by_{what}") for what in ("name", "role", "id", "organisation")),
        sa.Column("generation", sa.Integer, nullable=False),
        *(_text(name) for name in ("answer", "text")),
        sa.Column("closed_at", INSTANT),
    )
    op.create_index("ix_opinions_dossier_id_number", "opinions", ["dossier_id", "number"])


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
