"""How many dossiers a list holds, counted along the narrowest index and no further than FOUND + 1."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    case,
    func,
    literal_column,
    select,
    true,
    union_all,
)

from app.adapters.database.desk_arrivals import Walk
from app.adapters.database.desk_asked import AskedList, arms_of, at, conditions, judged
from app.adapters.database.desk_counts import FOUND
from app.adapters.database.desk_order import BY_STATE
from app.adapters.database.desk_place import in_place
from app.adapters.database.models import dossiers
from app.adapters.database.search_index import candidates as found_by_words
from app.adapters.database.search_index import said

DENSE = 30  # dossiers along the order of arrival for one that has the words: beyond, GIN counts sooner
_ONE: Select[Any] = select(literal_column("1").label("one"))


def total(connection: Connection, asked: AskedList, spread: float = 0) -> int:
    """FOUND + 1 for more. `spread`: how many dossiers arrived, on this page, for one that is in the list."""
    counted = _counted(_parts(asked))
    if asked.walk is not None:
        counted = _counted([_searched(asked, asked.walk)])
        if asked.dialect == "postgresql":
            very = _counted([_narrowed(asked, said(asked.query.search))])
            rest = found_by_words(connection, asked.query.search) if spread > DENSE else None
            counted = counted if rest is None else _counted([_narrowed(asked, rest)])
            counted = case((very > FOUND, FOUND + 1), else_=counted)
    return connection.execute(select(counted)).scalar_one()


def _counted(parts: Sequence[Select[Any]]) -> ColumnElement[int]:
    some = [select(part.limit(FOUND + 1).subquery()) for part in parts]
    together = union_all(*some).limit(FOUND + 1) if len(some) > 1 else some[0]
    return select(func.count()).select_from(together.subquery()).scalar_subquery()


def _searched(asked: AskedList, walk: Walk) -> Select[Any]:
    return walk.rows(literal_column("1").label("one"), judged=conditions(asked, driven=False, hidden=True))


def _parts(asked: AskedList) -> list[Select[Any]]:
    narrow = asked.narrow
    if narrow is not None and not narrow.own:
        return [_narrowed(asked, narrow.numbers, driven=True)]
    passed = judged(asked, dossiers.c.number).all
    here = [_ONE.select_from(dossiers).where(*at(asked.query, arm), *passed)
            for arm in arms_of(asked.query, BY_STATE)]  # fmt: skip
    return here or [_ONE.select_from(dossiers).where(*in_place(asked.query, hidden=False), *passed)]


def _narrowed(asked: AskedList, numbers: Select[Any], *, driven: bool = False) -> Select[Any]:
    """Those of these numbers that pass all the rest. `driven`: they are those of the candidates."""
    found, sqlite = numbers.subquery("narrow"), asked.dialect == "sqlite"
    here = (dossiers.c.number == found.c.number, *in_place(asked.query, hidden=sqlite))
    wanted = [*here, *judged(asked, dossiers.c.number, driven=driven).all]
    if sqlite:  # it joins no other way
        return _ONE.select_from(found.join(dossiers, true())).where(*wanted)
    # PostgreSQL looks them up one by one, as everywhere: it has no join to choose.
    there = _ONE.select_from(dossiers).where(*wanted).limit(1).correlate(found).scalar_subquery()
    return _ONE.select_from(found).where(there == literal_column("1"))
