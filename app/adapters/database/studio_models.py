"""The tables of the studio: drafts of forms, the log of their edits, published versions.

Documents and edits are text: the order of keys is theirs, and an undo gives them back to the byte.
"""

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from app.adapters.database.columns import UtcDateTime
from app.adapters.database.models import metadata


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False)


def _number(name: str, *, primary_key: bool = False) -> Column[Any]:
    return Column(name, Integer, nullable=False, primary_key=primary_key, autoincrement=False)


form_drafts = Table(
    "form_drafts",
    metadata,
    Column("id", Text, primary_key=True),
    _text("slug"),
    Column("open_slug", Text, unique=True),  # the slug until it is published: one draft a form at a time
    _text("service_id"),
    _text("document"),
    _number("revision"),
    _number("undo"),
    _number("redo"),
    _text("based_on"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    _text("updated_by"),
    Column("published_at", UtcDateTime),
    Index(None, "service_id", "updated_at"),
)

form_draft_lines = Table(
    "form_draft_lines",
    metadata,
    Column("draft_id", Text, ForeignKey("form_drafts.id"), primary_key=True),
    _number("number", primary_key=True),
    _text("kind"),
    _text("told"),
    _text("edit"),
    _text("changes"),
    _text("inverse"),
    _number("of"),
    _number("before"),
    Column("at", UtcDateTime, nullable=False),
    _text("author_id"),  # no foreign key: what was done outlives the account
    _text("author_name"),
)

form_openings = Table(
    "form_openings",
    metadata,
    Column("slug", Text, primary_key=True),
    _number("revision"),
    Column("opens_at", UtcDateTime),
    Column("closes_at", UtcDateTime),
    _text("replaced_by"),
    _text("explanation"),
)

form_facts = Table(
    "form_facts",
    metadata,
    Column("id", Text, primary_key=True),
    _text("slug"),
    _text("service_id"),
    Column("at", UtcDateTime, nullable=False),
    _text("by_id"),  # no foreign key: what was done outlives the account
    _text("by_name"),
    _text("kind"),
    _text("data"),
    Index(None, "slug", "at"),
)

trials = Table(
    "trials",
    metadata,
    Column(
        "dossier_id",
        Text,
        ForeignKey("dossiers.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    _text("slug"),
    _text("service_id"),
    _text("by_name"),
    Column("begun_at", UtcDateTime, nullable=False),
    Index(None, "slug", "begun_at"),
)

publications = Table(
    "publications",
    metadata,
    Column("slug", Text, primary_key=True),
    _number("version", primary_key=True),
    Column("hash", Text, ForeignKey("form_versions.hash"), nullable=False),
    _text("service_id"),
    Column("at", UtcDateTime, nullable=False),
    _text("by_id"),
    _text("by_name"),
    _text("reason"),
)

draft_reports = Table(
    "draft_reports",
    metadata,
    Column("draft_id", Text, ForeignKey("form_drafts.id"), primary_key=True),
    _text("source"),
    _text("report"),
    Column("at", UtcDateTime, nullable=False),
)
