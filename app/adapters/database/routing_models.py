"""The tables of groups, rules, absences and territories; in `models`' metadata."""

from typing import Any

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from app.adapters.database.columns import EXACT
from app.adapters.database.models import metadata


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False)


def _account(*, primary_key: bool = False) -> Column[Any]:
    target = ForeignKey("accounts.id", ondelete="CASCADE")
    return Column("account_id", Text, target, nullable=False, primary_key=primary_key)


service_groups = Table(
    "service_groups",
    metadata,
    Column("id", Text, primary_key=True),
    _text("service_id"),
    _text("name"),
    Column("fallback", Boolean, nullable=False),
    UniqueConstraint("service_id", "name"),
)

group_members = Table(
    "group_members",
    metadata,
    Column("group_id", Text, ForeignKey("service_groups.id", ondelete="CASCADE"), primary_key=True),
    _account(primary_key=True),
    Index(None, "account_id"),
)

routing_rules = Table(
    "routing_rules",
    metadata,
    Column("id", Text, primary_key=True),
    _text("service_id"),
    _text("slug"),
    Column("group_id", Text, ForeignKey("service_groups.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("when", EXACT, nullable=False),
    Index(None, "service_id", "slug", "position"),
    Index(None, "group_id"),
)

absences = Table(
    "absences",
    metadata,
    Column("id", Text, primary_key=True),
    _account(),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Index(None, "account_id", "last"),
)

# What a service decides for itself; without a row, everything is as in metropolitan France.
services = Table(
    "services",
    metadata,
    Column("id", Text, primary_key=True),
    _text("territory"),
)
