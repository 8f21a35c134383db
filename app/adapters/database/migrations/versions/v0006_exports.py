"""Exports leave a trace, and the columns that an agent chooses are kept under a name."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=False)


def upgrade() -> None:
    op.create_table(
        "export_log",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _text("account_id"),
        _text("account_name"),
        _text("slug"),
        _text("format"),
        sa.Column("sensitive", sa.Boolean, nullable=False),
        sa.Column("dossiers", sa.Integer, nullable=False),
        sa.Column("data", DOCUMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_export_log"),
    )
    op.create_index("ix_export_log_at", "export_log", ["at"])
    op.create_table(
        "export_templates",
        sa.Column("id", sa.Text, nullable=False),
        _text("account_id"),
        _text("service_id"),
        _text("slug"),
        _text("name"),
        sa.Column("shared", sa.Boolean, nullable=False),
        sa.Column("columns", DOCUMENT, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_export_templates"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_export_templates_account_id_accounts",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("account_id", "slug", "name", name="uq_export_templates_account_id_slug_name"),
    )  # fmt: skip
    op.create_index("ix_export_templates_service_id_slug", "export_templates", ["service_id", "slug"])


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
