"""What agents keep beside a dossier: labels, notes, messages, visits, earlier answers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=False)


def _dossier(*, primary_key: bool = False) -> sa.Column:
    target = sa.ForeignKey("dossiers.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    return sa.Column("dossier_id", sa.Text, target, nullable=False, primary_key=primary_key)


def upgrade() -> None:
    op.add_column(
        "dossiers", sa.Column("annotations", DOCUMENT, nullable=False, server_default=sa.text("'{}'"))
    )
    op.add_column("dossiers", sa.Column("exchange", sa.Text, nullable=False, server_default=sa.text("''")))
    _named("labels", "tone")
    op.create_table(
        "dossier_labels",
        _dossier(primary_key=True),
        sa.Column("label_id", sa.Text, sa.ForeignKey("labels.id", ondelete="CASCADE"), primary_key=True),
    )
    op.create_index("ix_dossier_labels_label_id_dossier_id", "dossier_labels", ["label_id", "dossier_id"])
    op.create_table(
        "written_texts",
        sa.Column("id", sa.Text, primary_key=True),
        _dossier(),
        _text("kind"),
        sa.Column("at", INSTANT, nullable=False),
        *(_text(f"author_{what}") for what in ("name", "role", "id", "organisation")),
        _text("body"),
        sa.Column("awaits", sa.Boolean, nullable=False),
        sa.Column("read_at", INSTANT),
        sa.Column("struck_at", INSTANT),
        _text("struck_by"),
        _text("struck_reason"),
    )
    op.create_index("ix_written_texts_dossier_id_at", "written_texts", ["dossier_id", "at"])
    _named("message_templates", "body")
    op.create_table(
        "visits",
        sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
        _dossier(primary_key=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("before_at", INSTANT),
        sa.Column("before_number", sa.Integer, nullable=False),
    )
    op.create_index("ix_visits_dossier_id", "visits", ["dossier_id"])
    op.create_table(
        "answer_versions",
        _dossier(primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("answers", DOCUMENT, nullable=False),
    )


def _named(table: str, what: str) -> None:
    """Something that a service keeps under a name of its own."""
    op.create_table(
        table,
        sa.Column("id", sa.Text, primary_key=True),
        _text("service_id"),
        _text("name"),
        _text(what),
        sa.UniqueConstraint("service_id", "name", name=f"uq_{table}_service_id_name"),
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
