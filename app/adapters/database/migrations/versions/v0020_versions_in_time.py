"""Drafts that follow their form's version; when a form opens and closes; what was done to it, append-only."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")
_WORDS = "append-only"


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=False)


def upgrade() -> None:
    op.add_column("dossiers", sa.Column("renewal", DOCUMENT, nullable=False, server_default=sa.text("'{}'")))
    op.create_table(
        "form_openings",
        _text("slug"),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("opens_at", INSTANT),
        sa.Column("closes_at", INSTANT),
        _text("replaced_by"),
        _text("explanation"),
        sa.PrimaryKeyConstraint("slug", name="pk_form_openings"),
    )
    op.create_table(
        "form_facts",
        _text("id"),
        _text("slug"),
        _text("service_id"),
        sa.Column("at", INSTANT, nullable=False),
        _text("by_id"),
        _text("by_name"),
        _text("kind"),
        _text("data"),
        sa.PrimaryKeyConstraint("id", name="pk_form_facts"),
    )
    op.create_index("ix_form_facts_slug_at", "form_facts", ["slug", "at"])
    guard = _guard_on_postgresql if op.get_bind().dialect.name == "postgresql" else _guard_on_sqlite
    guard("form_facts")


def _guard_on_sqlite(table: str) -> None:
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_refuse_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
        )


def _guard_on_postgresql(table: str) -> None:
    op.execute(
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_WORDS}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    for verb, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER {table}_refuse_{verb.lower()} BEFORE {verb} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION {table}_refuse()"
        )


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
