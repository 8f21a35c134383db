"""An order of the desk's queue, and the keys by which its pages follow one another.

An order has one part, or two when something may be missing: first the dossiers that have it, then the others,
in both directions, so that a page break between them neither repeats nor hides a row.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from json import dumps, loads
from typing import Any

from sqlalchemy import ColumnElement, FromClause, tuple_

from app.adapters.database.answer_models import answer_values
from app.adapters.database.answer_order import indexed_answer, not_answered
from app.adapters.database.desk_arrivals import is_by_arrival
from app.adapters.database.desk_conditions import sort_value
from app.adapters.database.models import dossiers
from app.usecases.ports import QueueQuery

Value = ColumnElement[Any]
_LONGEST = 4000  # characters of a text in a cursor


@dataclass(frozen=True, slots=True)
class Part:
    """`keys` are unique together, `types` tell how a cursor writes each. `along` names the columns of
    `dossiers` for each of whose values an index holds these keys in order."""

    keys: tuple[Value, ...]
    types: tuple[str, ...]
    descending: bool = False
    where: tuple[ColumnElement[bool], ...] = ()
    source: FromClause = dossiers
    along: tuple[str, ...] = ()
    driver: FromClause | None = None  # the table of the keys, when it is not `dossiers`

    def down(self, *, back: bool) -> bool:
        return self.descending != back

    def beyond(self, key: Sequence[Any], *, back: bool = False) -> ColumnElement[bool]:
        """What comes after this key, before it when `back`."""
        here, there = tuple_(*self.keys), tuple_(*key)
        return here < there if self.down(back=back) else here > there


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: the part of the order, and the key of the row before."""

    part: int
    key: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Order:
    parts: tuple[Part, ...]

    def cursor(self, place: Place) -> str:
        """The place as a word for an address."""
        written = dumps([place.part, *map(_written, place.key)])
        return urlsafe_b64encode(written.encode()).decode().rstrip("=")

    def read(self, cursor: str) -> Place | None:
        """The inverse; None for what no page of this order ever gave."""
        try:
            number, *key = loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            if type(number) is not int or number < 0:
                return None
            types = self.parts[number].types
            return Place(number, tuple(_READ[type_](one) for type_, one in zip(types, key, strict=True)))
        except (ValueError, TypeError, ArithmeticError, RecursionError, IndexError):
            return None


def order_of(query: QueueQuery, dialect: str) -> Order:
    """The order that the query asks for. When it asks for none: by arrival for a search, else by due date."""
    held = dossiers.c
    column = query.sort.column if query.sort else None
    down = query.sort.descending if query.sort else False
    if is_by_arrival(query):
        return Order((Part((held.number,), ("whole",), descending=True),))
    if column is None or (column.key, down) == ("echeance", False):
        keys = (held.due_order, held.submitted_at, held.number)
        return Order((Part(keys, ("date", "instant", "whole"), along=BY_STATE),))
    if column.key == "recu":
        return Order((Part((held.submitted_at, held.number), ("instant", "whole"), down, along=BY_STATE),))
    found = indexed_answer(column, query.slug)
    if found is not None:
        have = Part(
            found.keys,
            ("text", "float", "whole"),
            down,
            source=found.source,
            where=found.where,
            driver=answer_values,
        )
        return Order(
            (have, Part((held.number,), ("whole",), down, where=(not_answered(column, query.slug),)))
        )
    value, type_ = sort_value(column, dialect)
    absent = value == "" if column.key == "demandeur" else value.is_(None)
    along = ("service_id",) if column.key in ("demandeur", "decision") else ()
    have = Part((value, held.number), (f"{type_}-{dialect}", "whole"), down, where=(~absent,), along=along)
    return Order((have, Part((held.number,), ("whole",), down, where=(absent,))))


# The indexes on (service, form, state) and due date, or receipt.
BY_STATE = ("service_id", "slug", "state")


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


def _whole(text: str) -> int:
    found = int(_number(text))
    if abs(found) >= 2**63:
        raise ValueError("a cursor holds numbers of rows")
    return found


_READ: Mapping[str, Callable[[Any], Any]] = {
    "date": date.fromisoformat,
    "instant": _instant,
    "text": _text,
    "float": lambda text: float(_number(text)),
    "whole": _whole,
    "number-postgresql": _number,
    "number-sqlite": lambda text: float(_number(text)),
    **{f"{type_}-{dialect}": read for dialect in ("sqlite", "postgresql")
       for type_, read in (("date", date.fromisoformat), ("instant", _instant), ("text", _text))},
}  # fmt: skip
