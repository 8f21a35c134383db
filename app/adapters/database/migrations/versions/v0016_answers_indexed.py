"""The index of answers, and the indexes of the desk's filters; a million dossiers take some minutes."""

import sqlalchemy as sa
from alembic import op

from app.adapters.database.answer_index import rebuild

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "answer_paths",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.UniqueConstraint("slug", "path", "kind", name="uq_answer_paths_slug_path_kind"),
    )
    op.create_table(
        "answer_values",
        sa.Column("dossier", NUMBER, _words(), primary_key=True, autoincrement=False),
        sa.Column(
            "question", NUMBER, sa.ForeignKey("answer_paths.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("word", WORD, nullable=False),
        sa.Column("amount", sa.Float(53), nullable=False),
        sqlite_with_rowid=False,
    )
    rebuild(op.get_bind())
    op.create_index(
        "ix_answer_values_question_word_amount_dossier",
        "answer_values",
        ["question", "word", "amount", "dossier"],
    )
    for name, column in (("news", "exchange"), ("assigned", "assigned_to")):
        filled = sa.text(f"{column} <> ''")
        op.create_index(
            f"ix_dossiers_{name}", "dossiers",
            ["service_id", column, "slug", "state", "due_order", "submitted_at", "id"],
            sqlite_where=filled, postgresql_where=filled,
        )  # fmt: skip
    # Word for word `desk_conditions.PERSON`.
    person = "substr(search, length(reference) + 2)"
    if op.get_bind().dialect.name == "postgresql":
        person += ' COLLATE "C"'
    op.execute(f"CREATE INDEX ix_dossiers_person ON dossiers (service_id, ({person}), id)")


def _words() -> sa.ForeignKey:
    return sa.ForeignKey("dossier_words.number", ondelete="CASCADE", deferrable=True, initially="DEFERRED")


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
