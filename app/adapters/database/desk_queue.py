"""One page of the desk's queue in two statements: the rows, and how many there are in all.

Pages follow a key (the last row's place in the order), not an offset: a dossier that
arrives or leaves meanwhile neither repeats nor hides another.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import date, datetime
from json import dumps, loads
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, false, func, or_, select, tuple_

from app.adapters.database.models import dossiers
from app.adapters.database.searching import fold
from app.usecases.ports import QueueQuery

_DUE = (dossiers.c.due_order, dossiers.c.submitted_at, dossiers.c.id)
_RECEIVED = (dossiers.c.submitted_at, dossiers.c.id)
# Said so that SQLite does not take the index on submitted_at, which would leave nothing out.
SUBMITTED = dossiers.c.submitted_at.is_not(None).is_(True)
Key = tuple[date | datetime | str, ...]


def read_page(connection: Connection, query: QueueQuery) -> tuple[Sequence[Row[Any]], int, str]:
    """The rows of this page, the total over all pages, and the cursor of the next page or ""."""
    wanted = _conditions(query)
    total = connection.execute(select(func.count()).select_from(dossiers).where(*wanted)).scalar_one()
    newest_first = query.order == "received"
    columns = _RECEIVED if newest_first else _DUE
    order = [column.desc() for column in columns] if newest_first else list(columns)
    # Sorted by their keys alone, inside an index: whole dossiers are read for one page only.
    ids = select(dossiers.c.id).where(*wanted, *_beyond(query)).order_by(*order).limit(query.limit + 1)
    rows = connection.execute(select(dossiers).where(dossiers.c.id.in_(ids)).order_by(*order)).all()
    page = rows[: query.limit]
    more = len(rows) > query.limit and len(page) > 0
    return page, total, _cursor([getattr(page[-1], column.name) for column in columns]) if more else ""


def _conditions(query: QueueQuery) -> list[ColumnElement[bool]]:
    table = dossiers.c
    wanted: list[ColumnElement[bool]] = [table.service_id.in_(query.service_ids)]
    if query.states:
        # The second condition says nothing new, but lets the index on (service_id, state) be used.
        wanted.append(tuple_(table.slug, table.state).in_(query.states))
        wanted.append(table.state.in_(sorted({state for _slug, state in query.states})))
        wanted.append(SUBMITTED)
    else:
        wanted.append(table.submitted_at.is_not(None))
    if query.slug:
        wanted.append(table.slug == query.slug)
    if query.assigned_to:
        wanted.append(table.assigned_to == query.assigned_to)
    if query.search.strip():
        wanted.append(_found(query.search))
    return wanted


def _found(typed: str) -> ColumnElement[bool]:
    """Every word is somewhere, or all of it is a reference typed in groups ("7K4-M92-QXC")."""
    words = fold(typed).split()
    if not words:
        return false()
    search = dossiers.c.search
    each = and_(*(search.contains(word, autoescape=True) for word in words))
    return or_(each, search.contains("".join(words), autoescape=True))


def _beyond(query: QueueQuery) -> list[ColumnElement[bool]]:
    key = _read_cursor(query.after, query.order)
    if not key:
        return []
    if query.order == "received":
        return [tuple_(*_RECEIVED) < tuple_(*key)]
    return [tuple_(*_DUE) > tuple_(*key)]


def _cursor(key: Sequence[Any]) -> str:
    texts = [part if isinstance(part, str) else part.isoformat() for part in key]
    return urlsafe_b64encode(dumps(texts).encode()).decode().rstrip("=")


def _read_cursor(after: str, order: str) -> Key:
    """The key, or () for what no page ever gave: the queue then starts again."""
    try:
        texts = loads(urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        if order == "received":
            received, dossier_id = texts
            return _instant(received), str(dossier_id)
        due, received, dossier_id = texts
        return date.fromisoformat(due), _instant(received), str(dossier_id)
    except (ValueError, TypeError):
        return ()


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("a cursor holds aware instants")
    return instant
