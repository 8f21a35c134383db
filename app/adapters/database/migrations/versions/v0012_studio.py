"""The studio: drafts of forms, the log of their edits, published versions; the last two are append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
_APPEND_ONLY = ("form_draft_lines", "publications")
_WORDS = "append-only"


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer, nullable=False, autoincrement=False)


def upgrade() -> None:
    _drafts()
    _lines()
    _publications()
    guard = _guard_on_postgresql if op.get_bind().dialect.name == "postgresql" else _guard_on_sqlite
    for table in _APPEND_ONLY:
        guard(table)


def _drafts() -> None:
    op.create_table(
        "form_drafts",
        _text("id"),
        _text("slug"),
        sa.Column("open_slug", sa.Text),
        _text("service_id"),
        _text("document"),
        *(_number(name) for name in ("revision", "undo", "redo")),
        _text("based_on"),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        _text("updated_by"),
        sa.Column("published_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_form_drafts"),
        sa.UniqueConstraint("open_slug", name="uq_form_drafts_open_slug"),
    )
    op.create_index("ix_form_drafts_service_id_updated_at", "form_drafts", ["service_id", "updated_at"])


def _lines() -> None:
    op.create_table(
        "form_draft_lines",
        _text("draft_id"),
        _number("number"),
        *(_text(name) for name in ("kind", "told", "edit", "changes", "inverse")),
        _number("of"),
        _number("before"),
        sa.Column("at", INSTANT, nullable=False),
        _text("author_id"),
        _text("author_name"),
        sa.PrimaryKeyConstraint("draft_id", "number", name="pk_form_draft_lines"),
        sa.ForeignKeyConstraint(["draft_id"], ["form_drafts.id"], name="fk_form_draft_lines_draft_id"),
    )


def _publications() -> None:
    op.create_table(
        "publications",
        _text("slug"),
        _number("version"),
        _text("hash"),
        _text("service_id"),
        sa.Column("at", INSTANT, nullable=False),
        *(_text(name) for name in ("by_id", "by_name", "reason")),
        sa.PrimaryKeyConstraint("slug", "version", name="pk_publications"),
        sa.ForeignKeyConstraint(["hash"], ["form_versions.hash"], name="fk_publications_hash"),
    )


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
