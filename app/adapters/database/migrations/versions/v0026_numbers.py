"""A dossier carries the number of its words: the indexes of answers, of words and of orders meet on it.

A million dossiers take some minutes: each row is written once, five indexes are made again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

# Both orders and the place were by id; the queue's partial indexes too.
GONE = (
    "ix_dossiers_service_id_state_slug_due_order_submitted_at_id",
    "ix_dossiers_service_id_slug_state_submitted_at_id",
    "ix_dossiers_place",
    "ix_dossiers_news",
    "ix_dossiers_assigned",
    "ix_dossiers_person",
)
_ORDER = ("slug", "state", "due_order", "submitted_at", "number")
MADE = {
    "ix_dossiers_due": ("service_id", *_ORDER),
    "ix_dossiers_received": ("service_id", "slug", "state", "submitted_at", "number"),
    "ix_dossiers_place": ("number", "service_id", "slug", "state", "due_order", "submitted_at"),
}
# Given with the words, whoever writes them; words made again give another number.
GIVEN = (
    "UPDATE dossiers SET number = new.number WHERE id = new.dossier_id AND number IS DISTINCT FROM new.number"
)
TRIGGERS = {
    "sqlite": (
        "CREATE TRIGGER dossier_words_numbered AFTER INSERT ON dossier_words BEGIN "
        f"{GIVEN.replace('IS DISTINCT FROM', 'IS NOT')}; END",
    ),
    "postgresql": (
        "CREATE FUNCTION dossier_numbered() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {GIVEN}; RETURN NULL; END $$",
        "CREATE TRIGGER dossier_words_numbered AFTER INSERT ON dossier_words "
        "FOR EACH ROW EXECUTE FUNCTION dossier_numbered()",
    ),
}


def upgrade() -> None:
    for name in GONE:
        op.drop_index(name, table_name="dossiers")
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("dossiers", sa.Column("number", number))
    op.execute(
        "UPDATE dossiers SET number = dossier_words.number FROM dossier_words "
        "WHERE dossier_words.dossier_id = dossiers.id"
    )
    for name, columns in MADE.items():
        op.create_index(name, "dossiers", columns)
    for name, column in (("news", "exchange"), ("assigned", "assigned_to")):
        filled = sa.text(f"{column} <> ''")
        op.create_index(
            f"ix_dossiers_{name}", "dossiers", ["service_id", column, *_ORDER],
            sqlite_where=filled, postgresql_where=filled,
        )  # fmt: skip
    # Word for word `desk_conditions.PERSON`.
    person = "substr(search, length(reference) + 2)"
    if op.get_bind().dialect.name == "postgresql":
        person += ' COLLATE "C"'
    op.execute(f"CREATE INDEX ix_dossiers_person ON dossiers (service_id, ({person}), number)")
    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")
