"""Every table, and the triggers that keep the history append-only.

It repeats the models on purpose: a migration must not change when they do.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _accounts()
    _form_versions()
    _dossiers()
    _events()
    _effects()
    _files()
    _mandates()
    _visitors()
    _guard_events()


def downgrade() -> None:
    raise NotImplementedError("restore the backup: history is never rewritten")


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.Text, nullable=False)


def _acting() -> list[sa.Column[Any]]:
    return _texts(
        "actor_name", "actor_role", "actor_id", "actor_organisation",
        "beneficiary_name", "beneficiary_role", "beneficiary_id", "beneficiary_organisation",
        "mode", "mandate_id",
    )  # fmt: skip


def _of_dossier(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["dossier_id"], ["dossiers.id"], f"fk_{table}_dossier_id",
        ondelete="CASCADE", deferrable=True, initially="DEFERRED",
    )  # fmt: skip


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _accounts() -> None:
    op.create_table(
        "accounts",
        _id(),
        *_texts("email", "name", "organisation", "quality", "password_hash"),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("email", name="uq_accounts_email"),
    )
    op.create_table(
        "memberships",
        *_texts("account_id"),
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        *_texts("service_id", "role"),
        sa.PrimaryKeyConstraint("account_id", "position", name="pk_memberships"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], "fk_memberships_account_id", ondelete="CASCADE"
        ),
        sa.UniqueConstraint(
            "account_id", "service_id", "role", name="uq_memberships_account_id_service_id_role"
        ),
    )


def _form_versions() -> None:
    op.create_table(
        "form_versions",
        *_texts("hash", "slug"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_form_versions"),
    )


def _dossiers() -> None:
    op.create_table(
        "dossiers",
        _id(),
        *_texts("reference", "slug", "definition_hash", "service_id", "state"),
        sa.Column("revision", sa.Integer, nullable=False),
        *(sa.Column(name, DOCUMENT, nullable=False) for name in ("working", "typed", "answers")),
        *_acting(),
        *(sa.Column(name, INSTANT, nullable=False) for name in ("created_at", "updated_at")),
        *(sa.Column(name, INSTANT) for name in ("submitted_at", "decided_at")),
        sa.Column("due_on", sa.Date),
        sa.Column("due_order", sa.Date, nullable=False),
        *_texts("email", "title", "search"),
        sa.Column("generation", sa.Integer, nullable=False),
        *_texts("assigned_to"),
        sa.Column("test", sa.Boolean, nullable=False),
        sa.Column("step_revisions", DOCUMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dossiers"),
        sa.UniqueConstraint("reference", name="uq_dossiers_reference"),
        sa.ForeignKeyConstraint(
            ["definition_hash"], ["form_versions.hash"], "fk_dossiers_definition_hash",
            deferrable=True, initially="DEFERRED",
        ),
    )  # fmt: skip
    _index("dossiers", "service_id", "state", "slug", "due_order", "submitted_at", "id")
    _index("dossiers", "service_id", "submitted_at", "id")
    _index("dossiers", "actor_id", "submitted_at")


def _events() -> None:
    op.create_table(
        "events",
        _id(),
        *_texts("dossier_id"),
        sa.Column("number", sa.Integer, nullable=False),
        *_texts("kind"),
        sa.Column("at", INSTANT, nullable=False),
        *_acting(),
        sa.Column("data", sa.JSON, nullable=False),
        *_texts("previous", "hash"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.UniqueConstraint("dossier_id", "number", name="uq_events_dossier_id_number"),
        sa.CheckConstraint("mode IN ('autonome', 'accompagne', 'mandat')", name="ck_events_mode"),
        sa.CheckConstraint(
            "mode = 'autonome' OR "
            "(actor_role = 'adviser' AND actor_id <> beneficiary_id AND beneficiary_name <> '')",
            name="ck_events_actor_is_not_beneficiary",
        ),
    )
    op.create_table(
        "event_ends",
        *_texts("dossier_id"),
        sa.Column("number", sa.Integer, nullable=False),
        *_texts("hash"),
        sa.PrimaryKeyConstraint("dossier_id", name="pk_event_ends"),
    )


def _effects() -> None:
    op.create_table(
        "effects",
        _id(),
        *_texts("dossier_id", "name", "status"),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        *(sa.Column(name, INSTANT) for name in ("lease_until", "done_at")),
        sa.Column("data", DOCUMENT, nullable=False),
        *_texts("error"),
        sa.PrimaryKeyConstraint("id", name="pk_effects"),
        _of_dossier("effects"),
    )
    _index("effects", "status", "due_at")
    _index("effects", "dossier_id")


def _files() -> None:
    op.create_table(
        "documents",
        _id(),
        *_texts("dossier_id", "kind", "title", "sha256"),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("effect_id", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("effect_id", name="uq_documents_effect_id"),
        _of_dossier("documents"),
    )
    op.create_table(
        "attachments",
        _id(),
        *_texts("dossier_id", "path", "name", "media_type"),
        sa.Column("size", sa.BigInteger, nullable=False),
        *_texts("sha256"),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attachments"),
        _of_dossier("attachments"),
    )
    for table in ("documents", "attachments"):
        _index(table, "dossier_id")
        _index(table, "sha256")


def _mandates() -> None:
    op.create_table(
        "mandates",
        _id(),
        *_texts("adviser_id", "adviser_name", "organisation", "beneficiary"),
        sa.Column("scope", DOCUMENT, nullable=False),
        *(sa.Column(name, INSTANT, nullable=False) for name in ("given_at", "ends_at")),
        *_texts("consent"),
        sa.Column("revoked_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_mandates"),
    )
    _index("mandates", "adviser_id")


def _visitors() -> None:
    op.create_table(
        "sessions",
        *_texts("digest"),
        sa.Column("data", DOCUMENT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_sessions"),
    )
    op.create_table(
        "throttles",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        *_texts("key"),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_throttles"),
    )
    _index("sessions", "expires_at")
    _index("throttles", "key", "at")
    _index("throttles", "at")


_WORDS = "L’historique ne peut être ni modifié ni effacé."
# An event follows the last one of its dossier, or is the first.
_FOLLOWS_NOT = """
    NEW.number <> 1 + coalesce((SELECT max(number) FROM events WHERE dossier_id = NEW.dossier_id), 0)
    OR NEW.previous <> coalesce((SELECT hash FROM events WHERE dossier_id = NEW.dossier_id
                                 ORDER BY number DESC LIMIT 1), '')
"""
_KEEP_END = """
    INSERT INTO event_ends (dossier_id, number, hash) VALUES (NEW.dossier_id, NEW.number, NEW.hash)
    ON CONFLICT (dossier_id) DO UPDATE SET number = excluded.number, hash = excluded.hash;
"""


def _guard_events() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _guard_on_sqlite()
    else:
        _guard_on_postgresql()


def _guard_on_sqlite() -> None:
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER events_refuse_{verb.lower()} BEFORE {verb} ON events "
            f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
        )
    # INSERT OR REPLACE deletes without any DELETE trigger, by any key, the hidden rowid included.
    op.execute(
        f"CREATE TRIGGER events_refuse_insert BEFORE INSERT ON events WHEN {_FOLLOWS_NOT} "  # noqa: S608 - ours
        "OR EXISTS (SELECT 1 FROM events WHERE id = NEW.id OR rowid = NEW.rowid) "
        f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    )
    op.execute(f"CREATE TRIGGER events_keep_end AFTER INSERT ON events BEGIN {_KEEP_END} END")


def _guard_on_postgresql() -> None:
    words = _WORDS
    op.execute(
        "CREATE FUNCTION events_follow() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {_FOLLOWS_NOT} THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'restrict_violation'; "
        "END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER events_refuse_insert BEFORE INSERT ON events "
        "FOR EACH ROW EXECUTE FUNCTION events_follow()"
    )
    op.execute(
        "CREATE FUNCTION events_end() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {_KEEP_END} RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER events_keep_end AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION events_end()"
    )
    op.execute(
        "CREATE FUNCTION events_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{words}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    for verb, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER events_refuse_{verb.lower()} BEFORE {verb} ON events "
            f"FOR EACH {each} EXECUTE FUNCTION events_refuse()"
        )
