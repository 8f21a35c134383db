"""One page of the desk's queue in few statements: what is rare, how many there are, the rows.

Pages follow a key (the last row's place in the order), not an offset: a dossier that
arrives or leaves meanwhile neither repeats nor hides another.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, literal, select, union_all

from app.adapters.database.desk_arrivals import walk
from app.adapters.database.desk_asked import AskedList
from app.adapters.database.desk_candidates import candidates
from app.adapters.database.desk_keyed import KEY, NUMBER, in_order, keyed
from app.adapters.database.desk_order import Order, Part, Place, order_of
from app.adapters.database.desk_total import total
from app.adapters.database.models import dossiers
from app.usecases.ports import QueueQuery

Page = tuple[Sequence[Row[Any]], int, str, str]


def read_page(connection: Connection, query: QueueQuery) -> Page:
    """The rows of this page, the total over all pages, the cursors of the pages after and before or ""."""
    asked = _list(connection, query)
    place = asked.order.read(query.before or query.after) if query.before or query.after else None
    back = bool(query.before) and place is not None
    rows = _rows(connection, asked, place, back=back, limit=query.limit + 1)
    page, more = rows[: query.limit], len(rows) > query.limit
    number = query.total
    if number is None:  # a page that holds the whole list has counted it
        number = len(rows) if place is None and not more else total(connection, asked, _spread(asked, rows))
    if back:
        page = page[::-1]
    after, before = (place is not None or more, more) if back else (more, place is not None)
    ends = [asked.order.cursor(one) for _row, one in (page[-1:] + page[:1])]
    return (
        [row for row, _place in page],
        number,
        *(ends[side] if wanted and page else "" for side, wanted in enumerate((after, before))),
    )  # type: ignore[return-value]


def _spread(asked: AskedList, rows: Sequence[tuple[Row[Any], Place]]) -> float:
    """How many dossiers arrived for each of these, along a search."""
    if asked.walk is None or not rows:
        return 0
    return abs(rows[0][1].key[0] - rows[-1][1].key[0]) / len(rows)


def neighbours(connection: Connection, query: QueueQuery, dossier_id: str) -> tuple[str, str]:
    """The references before and after this dossier in the list, "" at its ends. It may have left the list."""
    asked = _list(connection, query)
    here = _place_of(connection, asked.order, dossier_id)
    if here is None:
        return "", ""
    beside = []  # one statement for both sides, and for each part of the order
    for back in (True, False):
        for rank, (number, part) in enumerate(_parts(asked.order, here, back=back)):
            key = here.key if here.part == number else None
            nearest = keyed(asked, part, key, back=back, limit=1).subquery()
            told = select(literal(back).label("back"), literal(rank).label("rank"), dossiers.c.reference)
            beside.append(told.join(nearest, nearest.c[NUMBER] == dossiers.c.number))
    found = sorted(tuple(row) for row in connection.execute(union_all(*beside)))
    sides = {bool(back): reference for back, _rank, reference in reversed(found)}
    return sides.get(True, ""), sides.get(False, "")


def _list(connection: Connection, query: QueueQuery) -> AskedList:
    dialect = connection.dialect.name
    narrow = candidates(connection, query)
    along = walk(connection, query) if narrow is None or not narrow.few else None
    return AskedList(query, order_of(query, dialect), narrow, dialect, along)


def _place_of(connection: Connection, order: Order, dossier_id: str) -> Place | None:
    for number, part in enumerate(order.parts):
        here = select(*part.keys).select_from(part.source).where(dossiers.c.id == dossier_id, *part.where)
        found = connection.execute(here).one_or_none()
        if found is not None:
            return Place(number, tuple(found))
    return None


def _rows(
    connection: Connection, asked: AskedList, place: Place | None, *, back: bool, limit: int
) -> list[tuple[Row[Any], Place]]:
    """The dossiers after this place, before it when `back`, with their own: part after part until full."""
    found: list[tuple[Row[Any], Place]] = []
    for number, part in _parts(asked.order, place, back=back):
        key = place.key if place and place.part == number else None
        page = keyed(asked, part, key, back=back, limit=limit - len(found)).subquery("page")
        keys = [page.c[f"{KEY}{n}"] for n in range(len(part.keys))]
        clauses = in_order(part, keys, back=back)
        # Sorted by their keys alone, inside an index: whole dossiers are read for one page only.
        whole = select(dossiers, *keys).join(page, page.c[NUMBER] == dossiers.c.number).order_by(*clauses)
        found += [(row, Place(number, tuple(row[-len(keys) :]))) for row in connection.execute(whole)]
        if len(found) >= limit:
            break
    return found


def _parts(order: Order, place: Place | None, *, back: bool) -> Iterator[tuple[int, Part]]:
    numbered = list(enumerate(order.parts))
    first = place.part if place else 0
    return iter(numbered[first::-1] if back else numbered[first:])
