"""Who and what is attached to dossiers, told by one statement: followers, assignment, group, labels, visits.

Each part gives rows of the same shape; what a part does not tell is NULL there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    Text,
    cast,
    literal,
    null,
    select,
    union_all,
)

from app.adapters.database.bare_text import bare
from app.adapters.database.casework_models import dossier_labels, labels, visits
from app.adapters.database.columns import UtcDateTime
from app.adapters.database.desk_models import follows
from app.adapters.database.models import accounts, dossiers, memberships
from app.adapters.database.routing_models import service_groups, services
from app.core.account import DESK_ROLES
from app.core.desk.casework import Beside, Choices, Colleague, Label, Visit
from app.core.desk.group import Group

_NO_TEXT, _NO_NUMBER = cast(null(), Text), cast(null(), Integer)
_NO_INSTANT: ColumnElement[Any] = cast(null(), UtcDateTime)


def beside(connection: Connection, dossier_ids: Sequence[str]) -> Mapping[str, Beside]:
    """By dossier; one that has nothing beside it is there too."""
    statement = union_all(*_people(dossier_ids), _group(dossier_ids), _labels(dossier_ids))
    return _gathered(connection.execute(statement), dossier_ids)


def around(connection: Connection, dossier_id: str, service_id: str) -> Beside:
    """One dossier, its visits, the labels and groups of its service, and its territory too."""
    its_own = [*_people([dossier_id]), _group([dossier_id]), _labels([dossier_id]), _visits(dossier_id)]
    of_service = [_known([service_id]), _known_groups([service_id]), _territory(service_id)]
    rows = connection.execute(union_all(*its_own, *of_service)).all()
    found = _gathered((row for row in rows if row.what not in _OF_SERVICES), [dossier_id])[dossier_id]
    known = _choices(rows)
    territory = next((row.name for row in rows if row.what == "territory"), "")
    return replace(
        found,
        known_labels=known.labels,
        known_groups=known.groups,
        territory=territory or found.territory,
    )


def choices(connection: Connection, service_ids: Sequence[str]) -> Choices:
    """The agents who still sign in, the labels and the groups, of these services."""
    desk = (memberships.c.service_id.in_(service_ids), memberships.c.role.in_(DESK_ROLES))
    people = (
        _row("person", _NO_TEXT, accounts.c.id, accounts.c.name)
        .where(accounts.c.active, accounts.c.id.in_(select(memberships.c.account_id).where(*desk)))
    )  # fmt: skip
    parts = union_all(people, _known(service_ids), _known_groups(service_ids))
    return _choices(connection.execute(parts).all())


_OF_SERVICES = ("known", "known-group", "territory")


def _choices(rows: Sequence[Row[Any]]) -> Choices:
    named = sorted((row for row in rows if row.name), key=_by_name)
    return Choices(
        people=tuple(Colleague(row.id, row.name) for row in named if row.what == "person"),
        labels=tuple(_label(row) for row in named if row.what == "known"),
        groups=tuple(_as_group(row) for row in named if row.what == "known-group"),
    )


def _row(what: str, dossier_id: Any, id_: Any, name: Any, **more: Any) -> Select[Any]:
    """One part of the statement. `more`: service_id, tone, at, number, before_at, before_number."""
    return select(
        literal(what).label("what"),
        dossier_id.label("dossier_id"),
        id_.label("id"),
        name.label("name"),
        more.get("service_id", _NO_TEXT).label("service_id"),
        more.get("tone", _NO_TEXT).label("tone"),
        more.get("at", _NO_INSTANT).label("at"),
        more.get("number", _NO_NUMBER).label("number"),
        more.get("before_at", _NO_INSTANT).label("before_at"),
        more.get("before_number", _NO_NUMBER).label("before_number"),
    )


def _people(dossier_ids: Sequence[str]) -> tuple[Select[Any], Select[Any]]:
    follower = (
        _row("follower", follows.c.dossier_id, accounts.c.id, accounts.c.name)
        .join_from(follows, accounts, accounts.c.id == follows.c.account_id)
        .where(follows.c.dossier_id.in_(dossier_ids))
    )
    assigned = (
        _row("assigned", dossiers.c.id, accounts.c.id, accounts.c.name)
        .join_from(dossiers, accounts, accounts.c.id == dossiers.c.assigned_to)
        .where(dossiers.c.id.in_(dossier_ids))
    )
    return follower, assigned


def _group(dossier_ids: Sequence[str]) -> Select[Any]:
    shown = {"service_id": service_groups.c.service_id}
    return (
        _row("group", dossiers.c.id, service_groups.c.id, service_groups.c.name, **shown)
        .join_from(dossiers, service_groups, service_groups.c.id == dossiers.c.group_id)
        .where(dossiers.c.id.in_(dossier_ids))
    )


def _known_groups(service_ids: Sequence[str]) -> Select[Any]:
    shown = {"service_id": service_groups.c.service_id}
    return _row("known-group", _NO_TEXT, service_groups.c.id, service_groups.c.name, **shown).where(
        service_groups.c.service_id.in_(service_ids)
    )


def _territory(service_id: str) -> Select[Any]:
    return _row("territory", _NO_TEXT, services.c.id, services.c.territory).where(services.c.id == service_id)


def _labels(dossier_ids: Sequence[str]) -> Select[Any]:
    shown = {"service_id": labels.c.service_id, "tone": labels.c.tone}
    return (
        _row("label", dossier_labels.c.dossier_id, labels.c.id, labels.c.name, **shown)
        .join_from(dossier_labels, labels, labels.c.id == dossier_labels.c.label_id)
        .where(dossier_labels.c.dossier_id.in_(dossier_ids))
    )


def _known(service_ids: Sequence[str]) -> Select[Any]:
    shown = {"service_id": labels.c.service_id, "tone": labels.c.tone}
    return _row("known", _NO_TEXT, labels.c.id, labels.c.name, **shown).where(
        labels.c.service_id.in_(service_ids)
    )


def _visits(dossier_id: str) -> Select[Any]:
    names = ("at", "number", "before_at", "before_number")
    shown = {name: visits.c[name] for name in names}
    return (
        _row("visit", visits.c.dossier_id, accounts.c.id, accounts.c.name, **shown)
        .join_from(visits, accounts, accounts.c.id == visits.c.account_id)
        .where(visits.c.dossier_id == dossier_id)
    )


def _gathered(rows: Iterable[Row[Any]], dossier_ids: Sequence[str]) -> dict[str, Beside]:
    found = {id_: Beside() for id_ in dossier_ids}
    for row in sorted(rows, key=_by_name):
        found[row.dossier_id] = _with(found[row.dossier_id], row)
    return found


def _with(held: Beside, row: Row[Any]) -> Beside:
    if row.what == "assigned":
        return replace(held, assigned=Colleague(row.id, row.name))
    if row.what == "follower":
        return replace(held, followers=(*held.followers, Colleague(row.id, row.name)))
    if row.what == "group":
        return replace(held, group=_as_group(row))
    if row.what == "label":
        return replace(held, labels=(*held.labels, _label(row)))
    visit = Visit(row.id, row.name, row.at, row.number, row.before_at, row.before_number)
    return replace(held, visits=(*held.visits, visit))


def _label(row: Row[Any]) -> Label:
    return Label(row.id, row.service_id, row.name, row.tone)


def _as_group(row: Row[Any]) -> Group:
    return Group(row.id, row.service_id, row.name)


def _by_name(named: Any) -> tuple[str, str]:
    return bare(named.name), named.name
