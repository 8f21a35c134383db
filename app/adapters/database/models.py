"""The tables, one an aggregate, the same on SQLite and PostgreSQL.

Triggers and the first shape of each table are in `migrations/`; a test holds the two equal.
It refuses to know core values: each repository maps its own rows.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from app.adapters.database.columns import DOCUMENT, EXACT, UtcDateTime

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False)


def _acting() -> list[Column[Any]]:
    """Who did it and for whom: `core.dossier.Acting`, flat, so that it can be searched and constrained."""
    people = [_text(f"{who}_{what}") for who in ("actor", "beneficiary") for what in _PERSON]
    return [*people, _text("mode"), _text("mandate_id")]


_PERSON = ("name", "role", "id", "organisation")


def _dossier_id() -> Column[Any]:
    # Deferred: a transaction may write the effect before its dossier, only the commit must add up.
    target = ForeignKey("dossiers.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    return Column("dossier_id", Text, target, nullable=False)


accounts = Table(
    "accounts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("email", Text, nullable=False, unique=True),
    _text("name"),
    _text("organisation"),
    _text("quality"),
    _text("password_hash"),
    Column("active", Boolean, nullable=False),
)

memberships = Table(
    "memberships",
    metadata,
    Column("account_id", Text, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("service_id"),
    _text("role"),
    UniqueConstraint("account_id", "service_id", "role"),
)

form_versions = Table(
    "form_versions",
    metadata,
    Column("hash", Text, primary_key=True),
    _text("slug"),
    Column("version", Integer, nullable=False),
    Column("body", EXACT, nullable=False),
)

workflow_versions = Table(
    "workflow_versions",
    metadata,
    Column("hash", Text, primary_key=True),
    _text("name"),
    Column("version", Integer, nullable=False),
    Column("body", EXACT, nullable=False),
)

dossiers = Table(
    "dossiers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("reference", Text, nullable=False, unique=True),
    _text("slug"),
    Column(
        "definition_hash",
        Text,
        ForeignKey("form_versions.hash", deferrable=True, initially="DEFERRED"),
        nullable=False,
    ),
    _text("service_id"),
    _text("state"),
    Column("revision", Integer, nullable=False),
    Column("working", DOCUMENT, nullable=False),
    Column("typed", DOCUMENT, nullable=False),
    Column("answers", DOCUMENT, nullable=False),
    *_acting(),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("submitted_at", UtcDateTime),
    Column("decided_at", UtcDateTime),
    Column("due_on", Date),
    Column("due_order", Date, nullable=False),  # due_on, or the end of time: one index for "nulls last"
    _text("email"),
    _text("title"),
    _text("search"),  # reference and title without accents nor capitals: see `searching`
    Column("generation", Integer, nullable=False),
    _text("assigned_to"),
    Column("test", Boolean, nullable=False),
    Column("field_revisions", DOCUMENT, nullable=False, server_default=text("'{}'")),
    Column("row_ids", DOCUMENT, nullable=False, server_default=text("'{}'")),
    # "" for a dossier older than kept workflows: it follows the file of its form's workflow.
    Column("workflow_hash", Text, nullable=False, server_default=text("''")),
    # What agents keep about the dossier and the citizen never sees; how the conversation stands.
    Column("annotations", DOCUMENT, nullable=False, server_default=text("'{}'")),
    Column("exchange", Text, nullable=False, server_default=text("''")),
    Column("group_id", Text, nullable=False, server_default=text("''")),
    Column("clock_on", Date),  # when the scheduler should look: a hint, the events are the truth
    Column("renewal", DOCUMENT, nullable=False, server_default=text("'{}'")),
    Column("waited", Integer, nullable=False, server_default=text("0")),
    # That of its words, given by a trigger when it is sent: in order of arrival. None for a draft or a test.
    Column("number", BigInteger().with_variant(Integer(), "sqlite")),
    Index(None, "service_id", "submitted_at", "id"),
    Index(None, "actor_id", "submitted_at"),
    Index(None, "clock_on", "id"),
    Index(None, "group_id", "state", "slug", "due_order", "submitted_at", "id"),
    Index(None, "slug", "decided_at"),  # figures
    Index("ix_dossiers_load", "service_id", "decided_at", "assigned_to", "due_order", "submitted_at"),
)

events = Table(
    "events",
    metadata,
    Column("id", Text, primary_key=True),
    _text("dossier_id"),  # no foreign key: the trace outlives a deleted draft
    Column("number", Integer, nullable=False),
    _text("kind"),
    Column("at", UtcDateTime, nullable=False),
    *_acting(),
    Column("data", EXACT, nullable=False),
    _text("previous"),
    _text("hash"),
    UniqueConstraint("dossier_id", "number"),
    CheckConstraint("mode IN ('autonome', 'accompagne', 'mandat')", name="mode"),
    CheckConstraint(
        "mode = 'autonome' OR "
        "(actor_role = 'adviser' AND actor_id <> beneficiary_id AND beneficiary_name <> '')",
        name="actor_is_not_beneficiary",
    ),
)

# Where each history ends, written by a trigger: last events that were deleted are missed.
event_ends = Table(
    "event_ends",
    metadata,
    Column("dossier_id", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    _text("hash"),
)

effects = Table(
    "effects",
    metadata,
    Column("id", Text, primary_key=True),
    _dossier_id(),
    _text("name"),
    _text("status"),
    Column("attempts", Integer, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("lease_until", UtcDateTime),
    Column("done_at", UtcDateTime),
    Column("data", DOCUMENT, nullable=False),
    _text("error"),
    Index(None, "status", "due_at"),
    Index(None, "dossier_id"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    _dossier_id(),
    _text("kind"),
    _text("title"),
    _text("sha256"),
    Column("size", BigInteger, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("effect_id", Text, unique=True),  # NULL when no effect made it
    Index(None, "dossier_id"),
    Index(None, "sha256"),  # the purge asks which files are still named
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", Text, primary_key=True),
    _dossier_id(),
    _text("path"),
    _text("name"),
    _text("media_type"),
    Column("size", BigInteger, nullable=False),
    _text("sha256"),
    Column("added_at", UtcDateTime, nullable=False),
    Column("scan", Text, nullable=False, server_default=text("''")),
    Column("until_decision", Boolean, nullable=False, server_default=false()),
    Column("text_id", Text, nullable=False, server_default=text("''")),  # the message that it was sent with
    Index(None, "dossier_id"),
    Index(None, "sha256"),
    Index(None, "scan"),
)

mandates = Table(
    "mandates",
    metadata,
    Column("id", Text, primary_key=True),
    _text("adviser_id"),
    _text("adviser_name"),
    _text("organisation"),
    _text("beneficiary"),
    Column("scope", DOCUMENT, nullable=False),
    Column("given_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    _text("consent"),
    Column("revoked_at", UtcDateTime),
    Index(None, "adviser_id"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("data", DOCUMENT, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Index(None, "expires_at"),
)

throttles = Table(
    "throttles",
    metadata,
    # SQLite numbers rows by itself only for a column that is exactly INTEGER.
    Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True),
    _text("key"),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "key", "at"),
    Index(None, "at"),
)

# Who took dossiers out of the house, when, and what was inside.
export_log = Table(
    "export_log",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    _text("account_id"),  # "" on the command line; no foreign key: the trace outlives the account
    _text("account_name"),
    _text("slug"),
    _text("format"),
    Column("sensitive", Boolean, nullable=False),
    Column("dossiers", Integer, nullable=False),
    Column("data", DOCUMENT, nullable=False),
    Index(None, "at"),
)

export_templates = Table(
    "export_templates",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account_id", Text, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    _text("service_id"),
    _text("slug"),
    _text("name"),
    Column("shared", Boolean, nullable=False),
    Column("columns", DOCUMENT, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    UniqueConstraint("account_id", "slug", "name"),
    Index(None, "service_id", "slug"),
)
