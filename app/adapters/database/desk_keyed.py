"""The statement that finds a page: the numbers and the keys of its dossiers, in order, and nothing more.

Where an index holds the keys in order for each form and state, these are merged, and none of them is read
further than the page goes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, literal_column, select, true, union_all

from app.adapters.database.answer_models import answer_values
from app.adapters.database.answer_order import beside
from app.adapters.database.desk_arrivals import Walk
from app.adapters.database.desk_asked import AskedList, Condition, arms_of, at, conditions, judged
from app.adapters.database.desk_order import Part
from app.adapters.database.desk_place import in_place
from app.adapters.database.models import dossiers

KEY = "key_"
NUMBER = "number_"
Keys = Sequence[ColumnElement[Any]]


def keyed(asked: AskedList, part: Part, key: Sequence[Any] | None, *, back: bool, limit: int) -> Any:
    """`limit` rows of this part of the order, beyond this key."""
    if asked.walk is not None:
        part = replace(part, keys=(asked.walk.number,))
    bound = true() if key is None else part.beyond(key, back=back)
    if asked.walk is not None:
        return _searched(asked, asked.walk, part, bound, back=back).limit(limit)
    few = asked.few
    if few and asked.narrow and asked.narrow.by_due_date and part.keys[0] is dossiers.c.due_order:
        few = False  # their index holds them in this order
    arms = [] if few else arms_of(asked.query, part.along)
    clauses = in_order(part, part.keys, back=back)
    if part.driver is not None and not few and asked.dialect == "postgresql":
        return _walked(asked, part, bound).order_by(*clauses).limit(limit)
    if not arms:
        # What is driven by something else than the place of dossiers must not be found by it.
        hidden = asked.dialect == "sqlite" and (few or part.source is not dossiers)
        known = dossiers.c.number if part.driver is None or few else answer_values.c.dossier
        wanted = conditions(asked, driven=few, hidden=hidden, number=known)
        one = _every(part, bound).where(*wanted, *_along(asked, part))
        if few and asked.dialect == "postgresql":
            return _fenced(one, part, back=back).limit(limit)
        return one.order_by(*clauses).limit(limit)
    if len(arms) > 1 and asked.dialect == "postgresql":
        return _merged(asked, part, bound, arms, back=back).limit(limit)
    passed = judged(asked, dossiers.c.number).all
    many = [_every(part, bound).where(*at(asked.query, arm), *passed) for arm in arms]
    if len(many) == 1:
        return many[0].order_by(*clauses).limit(limit)
    # SQLite merges them by itself.
    names: list[ColumnElement[Any]] = [literal_column(key.name) for key in _labelled(part)]
    return union_all(*many).order_by(*in_order(part, names, back=back)).limit(limit)


def in_order(part: Part, keys: Keys, *, back: bool) -> list[ColumnElement[Any]]:
    return [key.desc() if part.down(back=back) else key.asc() for key in keys]


def _labelled(part: Part) -> list[Any]:
    return [key.label(f"{KEY}{number}") for number, key in enumerate(part.keys)]


def _every(part: Part, bound: Condition) -> Select[Any]:
    named = select(dossiers.c.number.label(NUMBER), *_labelled(part)).select_from(part.source)
    return named.where(*part.where, bound)


def _merged(
    asked: AskedList, part: Part, bound: Condition, arms: Sequence[Mapping[str, str]], *, back: bool
) -> Select[Any]:
    """Merged first, then judged one by one until the page is full: the OFFSET keeps the two apart. Judged
    inside, or if its arms did not say their order, PostgreSQL would read each arm to its end and sort."""
    clauses = in_order(part, part.keys, back=back)
    many = [_every(part, bound).where(*at(asked.query, arm)).order_by(*clauses) for arm in arms]
    names: list[ColumnElement[Any]] = [literal_column(key.name) for key in _labelled(part)]
    row = union_all(*many).order_by(*in_order(part, names, back=back)).offset(literal_column("0"))
    merged = row.subquery("merged")
    number, keys = merged.c[NUMBER], [merged.c[key.name] for key in _labelled(part)]
    passed = judged(asked, number)
    found = select(number, *keys).where(*passed.told).order_by(*in_order(part, keys, back=back))
    if not passed.read:
        return found
    one: Select[Any] = select(literal_column("1")).where(dossiers.c.number == number, *passed.read).limit(1)
    return found.where(one.correlate(merged).scalar_subquery() == literal_column("1"))


def _searched(asked: AskedList, along: Walk, part: Part, bound: Condition, *, back: bool) -> Select[Any]:
    passed = conditions(asked, driven=False, hidden=True)
    found = along.rows(along.number.label(NUMBER), *_labelled(part), judged=passed)
    return found.where(bound).order_by(*in_order(part, part.keys, back=back))


def _walked(asked: AskedList, part: Part, bound: Condition) -> Select[Any]:
    """Along the index of answers, each dossier looked up in its turn: joined, PostgreSQL would judge all the
    dossiers first as soon as it believes that few of them pass."""
    number = answer_values.c.dossier
    passed = judged(asked, number)
    there = (*in_place(asked.query, hidden=False), *passed.read)
    here: Select[Any] = select(literal_column("1")).where(dossiers.c.number == number, *there).limit(1)
    held = here.correlate(answer_values).scalar_subquery() == literal_column("1")
    found = select(number.label(NUMBER), *_labelled(part)).select_from(answer_values)
    return found.where(*part.where, bound, *_along(asked, part), *passed.told, held)


def _fenced(few: Select[Any], part: Part, *, back: bool) -> Select[Any]:
    """Read first, then sorted: PostgreSQL would read the whole list in its order to find them in it."""
    found = few.offset(literal_column("0")).subquery("few")
    keys = [found.c[key.name] for key in _labelled(part)]
    return select(found).order_by(*in_order(part, keys, back=back))


def _along(asked: AskedList, part: Part) -> list[Condition]:
    """What the index of the order can tell by itself of filters on the same answer."""
    query = asked.query
    if query.sort is None or part.driver is None:
        return []
    narrow = asked.narrow
    told = [one for each in query.filters for one in beside(each, query.sort.column, asked.dialect)]
    if narrow is not None and narrow.first and narrow.of and narrow.of.column.key == query.sort.column.key:
        told.append(answer_values.c.word >= narrow.first)  # what comes before was looked through already
    return told
