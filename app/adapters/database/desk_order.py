"""An order of the desk's queue, and the keys by which its pages follow one another.

The first key may be NULL (nothing is there): such rows come last, in both directions, so that a page
break inside them, or just before, neither repeats nor hides a row.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from json import dumps, loads
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, tuple_

from app.adapters.database.desk_conditions import sort_value
from app.adapters.database.models import dossiers
from app.usecases.ports import QueueQuery

Value = ColumnElement[Any]
_LONGEST = 4000  # characters of a text in a cursor


@dataclass(frozen=True, slots=True)
class Order:
    """`keys` end with the id; `types` tell how a cursor writes each. `nullable`: the first may be NULL."""

    keys: tuple[Value, ...]
    types: tuple[str, ...]
    descending: bool = False
    nullable: bool = False

    def clauses(self, *, back: bool = False) -> list[Value]:
        """For ORDER BY; `back` is the same order from the end."""
        down = self.descending != back
        keys: list[Value] = [key.desc() if down else key.asc() for key in self.keys]
        if self.nullable:
            absent = self.keys[0].is_(None)
            keys.insert(0, absent.desc() if back else absent.asc())
        return keys

    def beyond(self, key: Sequence[Any], *, back: bool = False) -> ColumnElement[bool]:
        """What comes after this key, before it when `back`."""
        down = self.descending != back
        if not self.nullable:
            here = tuple_(*self.keys)
            return here < tuple_(*key) if down else here > tuple_(*key)
        first, last = self.keys
        later = last < key[1] if down else last > key[1]
        if key[0] is None:
            among = and_(first.is_(None), later)
            return or_(first.is_not(None), among) if back else among
        further = first < key[0] if down else first > key[0]
        found = or_(further, and_(first == key[0], later))
        return and_(first.is_not(None), found) if back else or_(found, first.is_(None))

    def cursor(self, key: Sequence[Any]) -> str:
        """The key as a word for an address."""
        return urlsafe_b64encode(dumps([_written(part) for part in key]).encode()).decode().rstrip("=")

    def read(self, cursor: str) -> tuple[Any, ...] | None:
        """The inverse; None for what no page of this order ever gave."""
        try:
            parts = loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            if not isinstance(parts, list) or len(parts) != len(self.types):
                return None
            pairs = list(zip(self.types, parts, strict=True))
            key = tuple(None if part is None else _READ[type_](part) for type_, part in pairs)
        except (ValueError, TypeError, ArithmeticError, RecursionError):
            return None
        return None if None in (key[1:] if self.nullable else key) else key


def order_of(query: QueueQuery, dialect: str) -> Order:
    """The order that the query asks for; by due date when it asks for none."""
    table = dossiers.c
    column = query.sort.column if query.sort else None
    down = query.sort.descending if query.sort else False
    if column is None or (column.key, down) == ("echeance", False):
        return Order((table.due_order, table.submitted_at, table.id), ("date", "instant", "text"))
    if column.key == "recu":
        return Order((table.submitted_at, table.id), ("instant", "text"), descending=down)
    value, type_ = sort_value(column, dialect)
    return Order((value, table.id), (f"{type_}-{dialect}", "text"), descending=down, nullable=True)


def _written(part: Any) -> Any:
    if isinstance(part, date | datetime):
        return part.isoformat()
    return str(part) if isinstance(part, Decimal | int | float) else part


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("a cursor holds aware instants")
    return instant


def _text(text: Any) -> str:
    if not isinstance(text, str) or "\x00" in text:
        raise ValueError("a cursor holds texts")
    text.encode()  # refuses lone surrogates
    return text[:_LONGEST]


def _number(text: str) -> Decimal:
    found = Decimal(_text(text))
    if not found.is_finite() or abs(found.adjusted()) > 300:
        raise ValueError("a cursor holds numbers")
    return found


_READ: Mapping[str, Callable[[Any], Any]] = {
    "date": date.fromisoformat,
    "instant": _instant,
    "text": _text,
    "number-postgresql": _number,
    "number-sqlite": lambda text: float(_number(text)),
    **{f"{type_}-{dialect}": read for dialect in ("sqlite", "postgresql")
       for type_, read in (("date", date.fromisoformat), ("instant", _instant), ("text", _text))},
}  # fmt: skip
