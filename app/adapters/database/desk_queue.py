"""One page of the desk's queue in two statements: the rows, and how many there are in all.

Pages follow a key (the last row's place in the order), not an offset: a dossier that
arrives or leaves meanwhile neither repeats nor hides another.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    func,
    literal,
    literal_column,
    select,
    tuple_,
    union_all,
)

from app.adapters.database.desk_conditions import condition
from app.adapters.database.desk_models import follows
from app.adapters.database.desk_order import Order, order_of
from app.adapters.database.models import dossiers
from app.adapters.database.search_index import found
from app.usecases.ports import QueueQuery

COUNTED = 1_000  # beyond, a filtered list says "more than": nobody reads so many, and counting is slow
# Said so that SQLite does not take the index on submitted_at, which would leave nothing out.
SUBMITTED = dossiers.c.submitted_at.is_not(None).is_(True)
_KEY = "key_"
Page = tuple[Sequence[Row[Any]], int, str, str]


def read_page(connection: Connection, query: QueueQuery) -> Page:
    """The rows of this page, the total over all pages, the cursors of the pages after and before or ""."""
    wanted = _conditions(connection, query)
    total = query.total if query.total is not None else _count(connection, wanted)
    order = order_of(query, connection.dialect.name)
    place = order.read(query.before or query.after) if query.before or query.after else None
    back = bool(query.before) and place is not None
    bound = [order.beyond(place, back=back)] if place else []
    # Sorted by their keys alone, inside an index: whole dossiers are read for one page only.
    clauses = order.clauses(back=back)
    ids = select(dossiers.c.id).where(*wanted, *bound).order_by(*clauses).limit(query.limit + 1)
    rows = connection.execute(
        select(dossiers, *_keys(order)).where(dossiers.c.id.in_(ids)).order_by(*clauses)
    ).all()  # fmt: skip
    page, more = rows[: query.limit], len(rows) > query.limit
    if back:
        page = page[::-1]
    after, before = (place is not None or more, more) if back else (more, place is not None)
    return page, total, _cursor(order, page[-1:], when=after), _cursor(order, page[:1], when=before)


def neighbours(connection: Connection, query: QueueQuery, dossier_id: str) -> tuple[str, str]:
    """The references before and after this dossier in the list, "" at its ends. It may have left the list."""
    order = order_of(query, connection.dialect.name)
    here = connection.execute(select(*_keys(order)).where(dossiers.c.id == dossier_id)).one_or_none()
    if here is None:
        return "", ""
    wanted = _conditions(connection, query)
    one, other = (
        connection.execute(
            select(dossiers.c.reference)
            .where(*wanted, order.beyond(tuple(here), back=back))
            .order_by(*order.clauses(back=back))
            .limit(1)
        ).scalar_one_or_none()
        for back in (True, False)
    )
    return one or "", other or ""


def read_tally(
    connection: Connection, service_ids: Sequence[str], account_id: str
) -> dict[tuple[str, str], tuple[int, int]]:
    """By form and state, how many dossiers there are and how many this account follows: one statement."""
    place = (dossiers.c.slug, dossiers.c.state)
    mine = and_(dossiers.c.service_id.in_(service_ids), SUBMITTED)
    held = select(*place, func.count().label("held"), literal(0).label("followed")).where(mine)
    followed = (
        select(*place, literal(0), func.count())
        .join(follows, follows.c.dossier_id == dossiers.c.id)
        .where(mine, follows.c.account_id == account_id)
    )
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for slug, state, all_, own in connection.execute(
        union_all(held.group_by(*place), followed.group_by(*place))
    ):
        before = found.get((slug, state), (0, 0))
        found[slug, state] = (before[0] + all_, before[1] + own)
    return found


def _keys(order: Order) -> list[ColumnElement[Any]]:
    return [key.label(f"{_KEY}{number}") for number, key in enumerate(order.keys)]


def _cursor(order: Order, row: Sequence[Row[Any]], *, when: bool) -> str:
    if not when or not row:
        return ""
    return order.cursor([getattr(row[0], f"{_KEY}{number}") for number in range(len(order.keys))])


def _count(connection: Connection, wanted: list[ColumnElement[bool]]) -> int:
    some: Select[Any] = select(literal_column("1")).select_from(dossiers).where(*wanted).limit(COUNTED + 1)
    return connection.execute(select(func.count()).select_from(some.subquery())).scalar_one()


def _conditions(connection: Connection, query: QueueQuery) -> list[ColumnElement[bool]]:
    table = dossiers.c
    wanted: list[ColumnElement[bool]] = [table.service_id.in_(query.service_ids)]
    if query.states:
        wanted += [*_in_states(query.states), SUBMITTED]
    else:
        wanted.append(table.submitted_at.is_not(None))
    if query.slug:
        wanted.append(table.slug == query.slug)
    if query.follower:
        wanted.append(
            table.id.in_(select(follows.c.dossier_id).where(follows.c.account_id == query.follower))
        )
    if query.search.strip():
        wanted.append(found(connection, query.search))
    wanted += [condition(asked, connection.dialect.name) for asked in query.filters]
    return wanted


def _in_states(pairs: Sequence[tuple[str, str]]) -> list[ColumnElement[bool]]:
    """Said column by column, as the indexes are; by pairs too when there is more than one form."""
    slugs = sorted({slug for slug, _state in pairs})
    states = dossiers.c.state.in_(sorted({state for _slug, state in pairs}))
    if len(slugs) == 1:
        return [dossiers.c.slug == slugs[0], states]
    return [tuple_(dossiers.c.slug, dossiers.c.state).in_(pairs), states]
