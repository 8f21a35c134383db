"""Notifications of agents, texts of a service's own mails, files of messages."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def _key(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, primary_key=True)


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=False)


def _account(*, primary_key: bool) -> sa.Column:
    target = sa.ForeignKey("accounts.id", ondelete="CASCADE")
    return sa.Column("account_id", sa.Text, target, nullable=False, primary_key=primary_key)


def upgrade() -> None:
    op.add_column("attachments", sa.Column("text_id", sa.Text, nullable=False, server_default=sa.text("''")))
    op.create_table(
        "notice_choices", _account(primary_key=True), _key("slug"), _key("subject"), _text("rhythm")
    )
    op.create_table(
        "notices",
        _key("id"),
        _account(primary_key=False),
        sa.Column(
            "dossier_id",
            sa.Text,
            sa.ForeignKey("dossiers.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED"),
            nullable=False,
        ),
        _text("service_id"),
        _text("slug"),
        _text("kind"),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("ix_notices_account_id_at", "notices", ["account_id", "at"])
    op.create_index("ix_notices_dossier_id", "notices", ["dossier_id"])
    op.create_table(
        "digests",
        _account(primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("done_at", INSTANT),
        sa.Column("told", sa.Integer, nullable=False),
    )
    op.create_index("ix_digests_day", "digests", ["day"])
    op.create_table(
        "mail_texts",
        _key("service_id"),
        _key("name"),
        _key("state"),
        _text("subject"),
        _text("body"),
        sa.Column("changed_at", INSTANT, nullable=False),
        _text("changed_by"),
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
