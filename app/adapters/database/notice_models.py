"""The tables of notifications: the agents' choices, what waits for a daily mail, the mails that left; and the
texts that services wrote for their own mails."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table, Text

from app.adapters.database.columns import UtcDateTime
from app.adapters.database.models import metadata


def _account() -> "Column[str]":
    target = ForeignKey("accounts.id", ondelete="CASCADE")
    return Column("account_id", Text, target, primary_key=True)


notice_choices = Table(
    "notice_choices",
    metadata,
    _account(),
    Column("slug", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("rhythm", Text, nullable=False),
)

# A row is what is left to tell: the digest that told it deletes it.
notices = Table(
    "notices",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account_id", Text, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column(
        "dossier_id",
        Text,
        ForeignKey("dossiers.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED"),
        nullable=False,
    ),
    Column("service_id", Text, nullable=False),
    Column("slug", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "account_id", "at"),
    Index(None, "dossier_id"),
)

digests = Table(
    "digests",
    metadata,
    _account(),
    Column("day", Date, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("until", UtcDateTime, nullable=False),  # who sends it holds it until then; nobody tries before
    Column("done_at", UtcDateTime),
    Column("told", Integer, nullable=False),
    Index(None, "day"),
)

mail_texts = Table(
    "mail_texts",
    metadata,
    Column("service_id", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("state", Text, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("changed_by", Text, nullable=False),
)
