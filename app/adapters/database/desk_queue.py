"""One page of the desk's queue in few statements: what is rare, how many there are, the rows.

Pages follow a key (the last row's place in the order), not an offset: a dossier that
arrives or leaves meanwhile neither repeats nor hides another.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    func,
    literal,
    literal_column,
    select,
    true,
    union_all,
)

from app.adapters.database.answer_models import answer_values
from app.adapters.database.answer_order import beside, certain
from app.adapters.database.desk_arrivals import Walk, walk
from app.adapters.database.desk_candidates import PROBED, Candidates, candidates
from app.adapters.database.desk_conditions import condition
from app.adapters.database.desk_counts import FOUND
from app.adapters.database.desk_models import dossier_words, follows
from app.adapters.database.desk_order import BY_STATE, Order, Part, Place, order_of
from app.adapters.database.desk_place import SUBMITTED, in_place
from app.adapters.database.models import dossiers
from app.adapters.database.search_index import matches
from app.usecases.ports import QueueQuery

ARMS = 100  # parts of an index that are merged; beyond, all is sorted
_KEY = "key_"
Page = tuple[Sequence[Row[Any]], int, str, str]
Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class _List:
    """A query, with what an index told of it."""

    query: QueueQuery
    order: Order
    narrow: Candidates | None
    dialect: str
    walk: Walk | None = None  # a search that is read along its own order


def read_page(connection: Connection, query: QueueQuery) -> Page:
    """The rows of this page, the total over all pages, the cursors of the pages after and before or ""."""
    asked = _list(connection, query)
    place = asked.order.read(query.before or query.after) if query.before or query.after else None
    back = bool(query.before) and place is not None
    rows = _rows(connection, asked, place, back=back, limit=query.limit + 1)
    page, more = rows[: query.limit], len(rows) > query.limit
    total = query.total
    if total is None:  # a page that holds the whole list has counted it
        total = len(rows) if place is None and not more else _count(connection, asked)
    if back:
        page = page[::-1]
    after, before = (place is not None or more, more) if back else (more, place is not None)
    ends = [asked.order.cursor(one) for _row, one in (page[-1:] + page[:1])]
    return (
        [row for row, _place in page],
        total,
        *(ends[number] if wanted and page else "" for number, wanted in enumerate((after, before))),
    )  # type: ignore[return-value]


def neighbours(connection: Connection, query: QueueQuery, dossier_id: str) -> tuple[str, str]:
    """The references before and after this dossier in the list, "" at its ends. It may have left the list."""
    asked = _list(connection, query)
    here = _place_of(connection, asked.order, dossier_id)
    if here is None:
        return "", ""
    beside = []  # one statement for both sides, and for each part of the order
    for back in (True, False):
        for rank, (number, part) in enumerate(_parts(asked.order, here, back=back)):
            bound = part.beyond(here.key, back=back) if here.part == number else true()
            nearest = _keyed(asked, part, bound, back=back, limit=1).subquery()
            told = select(literal(back).label("back"), literal(rank).label("rank"), dossiers.c.reference)
            beside.append(told.join(nearest, nearest.c.id_ == dossiers.c.id))
    found = sorted(tuple(row) for row in connection.execute(union_all(*beside)))
    sides = {bool(back): reference for back, _rank, reference in reversed(found)}
    return sides.get(True, ""), sides.get(False, "")


def _list(connection: Connection, query: QueueQuery) -> _List:
    dialect = connection.dialect.name
    narrow = candidates(connection, query)
    along = walk(connection, query) if narrow is None or not narrow.few else None
    return _List(query, order_of(query, dialect), narrow, dialect, along)


def _place_of(connection: Connection, order: Order, dossier_id: str) -> Place | None:
    for number, part in enumerate(order.parts):
        here = select(*part.keys).select_from(part.source).where(dossiers.c.id == dossier_id, *part.where)
        found = connection.execute(here).one_or_none()
        if found is not None:
            return Place(number, tuple(found))
    return None


def _rows(
    connection: Connection, asked: _List, place: Place | None, *, back: bool, limit: int
) -> list[tuple[Row[Any], Place]]:
    """The dossiers after this place, before it when `back`, with their own: part after part until full."""
    found: list[tuple[Row[Any], Place]] = []
    for number, part in _parts(asked.order, place, back=back):
        bound = part.beyond(place.key, back=back) if place and place.part == number else true()
        keyed = _keyed(asked, part, bound, back=back, limit=limit - len(found)).subquery("page")
        keys = [keyed.c[f"{_KEY}{n}"] for n in range(len(part.keys))]
        clauses = _clauses(part, keys, back=back)
        # Sorted by their keys alone, inside an index: whole dossiers are read for one page only.
        whole = select(dossiers, *keys).join(keyed, keyed.c.id_ == dossiers.c.id).order_by(*clauses)
        found += [(row, Place(number, tuple(row[-len(keys) :]))) for row in connection.execute(whole)]
        if len(found) >= limit:
            break
    return found


def _parts(order: Order, place: Place | None, *, back: bool) -> Iterator[tuple[int, Part]]:
    numbered = list(enumerate(order.parts))
    first = place.part if place else 0
    return iter(numbered[first::-1] if back else numbered[first:])


def _clauses(part: Part, keys: Sequence[ColumnElement[Any]], *, back: bool) -> list[ColumnElement[Any]]:
    return [key.desc() if part.down(back=back) else key.asc() for key in keys]


def _keyed(asked: _List, part: Part, bound: Condition, *, back: bool, limit: int) -> Any:
    """The ids and keys of a page. Where an index holds the keys in order for each form and state, these are
    merged: none of them is read further than the page goes."""
    if asked.walk is not None:
        return _searched(asked, asked.walk, part, bound, back=back, limit=limit)
    keys = [key.label(f"{_KEY}{number}") for number, key in enumerate(part.keys)]
    every = select(dossiers.c.id.label("id_"), *keys).select_from(part.source).where(*part.where, bound)
    few = asked.narrow is not None and asked.narrow.few
    if few and asked.narrow and asked.narrow.by_due_date and part.keys[0] is dossiers.c.due_order:
        few = False  # their index holds them in this order
    arms = [] if few else _arms(asked.query, part.along)
    if part.driver is not None and not few and asked.dialect == "postgresql":
        return _walked(asked, part, bound, keys).order_by(*_clauses(part, part.keys, back=back)).limit(limit)
    if not arms:
        # What is driven by something else than the place of dossiers must not be found by it.
        hidden = asked.dialect == "sqlite" and (few or part.source is not dossiers)
        one = every.where(*_conditions(asked, driven=few, hidden=hidden), *_along(asked.query, part))
        return one.order_by(*_clauses(part, part.keys, back=back)).limit(limit)
    judged = _judged(asked)
    many = [every.where(*_at(arm), *_placed(asked.query, arm), *judged) for arm in arms]
    if len(many) == 1:
        return many[0].order_by(*_clauses(part, part.keys, back=back)).limit(limit)
    if asked.dialect == "postgresql":
        # It would read every part to its end and sort; SQLite merges them by itself.
        ends = (one.order_by(*_clauses(part, part.keys, back=back)).limit(limit).subquery() for one in many)
        many = [select(end) for end in ends]
    names: list[ColumnElement[Any]] = [literal_column(key.name) for key in keys]
    return union_all(*many).order_by(*_clauses(part, names, back=back)).limit(limit)


def _searched(
    asked: _List, along: Walk, part: Part, bound: Condition, *, back: bool, limit: int
) -> Select[Any]:
    judged = _conditions(asked, driven=False, hidden=True)
    columns = (dossier_words.c.dossier_id.label("id_"), along.number.label(f"{_KEY}0"))
    clauses = _clauses(part, [along.number], back=back)
    return along.rows(*columns, judged=judged).where(bound).order_by(*clauses).limit(limit)


def _walked(asked: _List, part: Part, bound: Condition, keys: Sequence[Any]) -> Select[Any]:
    """Along the index of answers, each dossier looked up in its turn: joined, PostgreSQL would judge all the
    dossiers first as soon as it believes that few of them pass."""
    number = dossier_words.c.number == answer_values.c.dossier
    wanted = (number, *_conditions(asked, driven=False, hidden=False))
    named = select(dossiers.c.id).join(dossier_words, dossier_words.c.dossier_id == dossiers.c.id)
    held = named.where(*wanted).limit(1).correlate(answer_values).scalar_subquery()
    found = select(held.label("id_"), *keys).select_from(answer_values)
    return found.where(*part.where, bound, *_along(asked.query, part), held.is_not(None))


def _along(query: QueueQuery, part: Part) -> list[Condition]:
    if query.sort is None or part.source is dossiers:
        return []
    return [one for asked in query.filters for one in beside(asked, query.sort.column)]


def _arms(query: QueueQuery, along: Sequence[str]) -> list[Mapping[str, str]]:
    """The places of the index that hold the list; none when they are not known, or too many."""
    if along == ("service_id",):
        return [{"service_id": service} for service in query.service_ids]
    if not along or not query.states:
        return []
    pairs = [(slug, state) for slug, state in query.states if query.slug in ("", slug)]
    if len(pairs) * len(query.service_ids) > ARMS:
        return []
    return [
        {"service_id": service, "slug": slug, "state": state}
        for service, (slug, state) in product(query.service_ids, pairs)
    ]


def _at(arm: Mapping[str, str]) -> list[Condition]:
    return [dossiers.c[name] == value for name, value in arm.items()]


def _placed(query: QueueQuery, arm: Mapping[str, str]) -> list[Condition]:
    """What the arm does not say of the service, the forms and the states."""
    if "state" in arm:
        return [SUBMITTED]
    return in_place(query, services=False, hidden=False)


def _count(connection: Connection, asked: _List) -> int:
    """FOUND + 1 for more. Along the narrowest index, whatever it leaves."""
    narrow = asked.narrow
    one: Select[Any] = select(literal_column("1").label("one"))
    if asked.walk is not None:
        judged = _conditions(asked, driven=False, hidden=True)
        parts = [asked.walk.rows(literal_column("1").label("one"), judged=judged)]
    elif narrow is None or narrow.own:
        judged = _judged(asked)
        arms = _arms(asked.query, BY_STATE)
        parts = [one.select_from(dossiers).where(*_at(arm), SUBMITTED, *judged) for arm in arms]
        parts = parts or [one.select_from(dossiers).where(*in_place(asked.query, hidden=False), *judged)]
    else:
        ids, sqlite = narrow.ids.subquery("narrow"), asked.dialect == "sqlite"
        here = (dossiers.c.id == ids.c.dossier_id, *in_place(asked.query, hidden=sqlite))
        wanted = [*here, *_judged(asked, driven=True)]
        # PostgreSQL looks them up one by one, as in `answer_order.answering`; SQLite joins no other way.
        there = one.select_from(dossiers).where(*wanted).limit(1).correlate(ids).scalar_subquery()
        one_by_one = one.select_from(ids).where(there == literal_column("1"))
        parts = [one.select_from(ids.join(dossiers, true())).where(*wanted) if sqlite else one_by_one]
    some = [select(part.limit(FOUND + 1).subquery()) for part in parts]
    together = union_all(*some) if len(some) > 1 else parts[0]
    return connection.execute(
        select(func.count()).select_from(together.limit(FOUND + 1).subquery())
    ).scalar_one()


def _conditions(asked: _List, *, driven: bool, hidden: bool) -> list[Condition]:
    wanted = [*in_place(asked.query, hidden=hidden), *_judged(asked, driven=driven)]
    if driven and asked.narrow is not None:
        # The limit cuts nothing off: it tells PostgreSQL that they are few.
        ids = asked.narrow.ids.limit(PROBED).subquery()
        wanted.append(dossiers.c.id.in_(select(ids.c.dossier_id)))
    return wanted


def _judged(asked: _List, *, driven: bool = False) -> list[Condition]:
    """What is judged dossier by dossier: filters, words, who follows. `driven`: the candidates drive, and
    what they tell for sure is not judged again."""
    query = asked.query
    wanted = []
    settled = asked.narrow.settled if driven and asked.narrow else None
    for one in query.filters:
        if one is settled:
            continue
        told = certain(one, query.slug, asked.dialect)
        wanted.append(condition(one, asked.dialect) if told is None else told)
    if query.follower:
        wanted.append(_followed(query.follower))
    found = asked.walk is not None or (driven and asked.narrow and asked.narrow.searched)
    if query.search.strip() and not found:
        wanted.append(matches(query.search, asked.dialect))
    return wanted


def _followed(account_id: str) -> Condition:
    mine = (follows.c.dossier_id == dossiers.c.id, follows.c.account_id == account_id)
    return select(literal_column("1")).select_from(follows).where(*mine).correlate(dossiers).exists()
