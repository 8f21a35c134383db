"""What an index can tell of a list before it is read: the few dossiers that one of its filters leaves.

A filter that leaves few is read first and sorted; one that leaves many is judged along the order, where a
page is soon full. Which one it is, is asked first, and counted no further than PROBED.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    func,
    literal,
    literal_column,
    select,
    union_all,
)

from app.adapters.database.answer_models import answer_values
from app.adapters.database.answer_order import answering
from app.adapters.database.casework_models import dossier_labels
from app.adapters.database.desk_arrivals import is_by_arrival
from app.adapters.database.desk_conditions import condition, filled, person
from app.adapters.database.desk_models import follows
from app.adapters.database.models import dossiers
from app.adapters.database.search_index import are_common
from app.adapters.database.search_index import candidates as found_by_words
from app.adapters.database.searching import fold
from app.core.desk.filters import Filter
from app.usecases.ports import QueueQuery

PROBED = 2_000  # as many dossiers are sorted at once as fast as a list is walked through for a page
SOME = 15_000  # as many are gathered by PostgreSQL as fast as they are looked up one by one along the list
_HELD = dossiers.c
_ONE: Any = literal_column("1").label("one")
Condition = ColumnElement[bool]
Value = Column[Any]
Numbers = Select[Any]


@dataclass(frozen=True, slots=True)
class Candidates:
    """`numbers` hold every dossier of the list; `few` when they are no more than PROBED, `some` than SOME
    (told of what an index of answers decides alone, on PostgreSQL).

    `own`: a column of the dossiers themselves tells them, its indexes need no help; `by_due_date`: and
    its index holds them in that order, for each form and state. `settled`: the filter that they come from,
    when they are exactly those that pass it. `searched`: they come from the search. `first`: no value
    before this one passes the filter `of`.
    """

    numbers: Numbers
    few: bool
    some: bool = False
    own: bool = False
    by_due_date: bool = False
    settled: Filter | None = None
    searched: bool = False
    of: Filter | None = None
    first: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """`counted` has as many rows as there are numbers, and is counted up to `most`; what is `common` need not
    be; `held`: the column of the values that were looked through, in their order."""

    made: Candidates
    counted: Numbers
    common: Condition | None = None
    held: ColumnElement[str] | None = None
    most: int = PROBED

    def number(self) -> Numbers:
        """One row: how many, at most one more than `most`, and the first and the last of the values."""
        rows = self.counted if self.held is None else self.counted.add_columns(self.held.label("held"))
        some: Any = rows.limit(self.most + 1).subquery()
        if self.held is not None:
            told = (func.count(), func.min(some.c.held), func.max(some.c.held))
            return select(*told).select_from(some)
        counted = select(func.count()).select_from(some).scalar_subquery()
        known = counted if self.common is None else case((self.common, PROBED + 1), else_=counted)
        return select(known, literal(""), literal(""))

    def told(self, number: int, first: str, last: str) -> Candidates:
        few = number <= PROBED
        if self.held is None:
            return replace(self.made, few=few, some=PROBED < number <= self.most)
        seen = and_(self.held >= first, self.held <= last) if few else self.held >= first
        return replace(self.made, few=few, numbers=self.made.numbers.where(seen), first=first)


def candidates(connection: Connection, query: QueueQuery) -> Candidates | None:
    """The narrowest that an index gives, None when there is none: one statement."""
    found = [one for asked in query.filters if (one := _of_filter(asked, query, connection)) is not None]
    if query.follower:
        found.append(_attached(follows.c.dossier_id, follows.c.account_id == query.follower))
    # FTS5 reads them along the order of arrival, few or many; PostgreSQL has to be told which.
    along = connection.dialect.name == "sqlite" and is_by_arrival(query)
    sought = bool(query.search.strip()) and not along
    words = found_by_words(connection, query.search) if sought else None
    if words is not None:
        common = are_common(query.search) if is_by_arrival(query) else None
        found.append(_Found(Candidates(words, few=False, searched=True), words, common))
    if not found:
        return None
    each = [one.number().add_columns(literal(place)) for place, one in enumerate(found)]
    told = connection.execute(union_all(*each) if len(each) > 1 else each[0]).all()
    number, first, last, best = min(told, key=lambda row: (row[0], row[3]))
    return found[best].told(number, first or "", last or "")


def _of_filter(asked: Filter, query: QueueQuery, connection: Connection) -> _Found | None:
    if asked.column.path:
        dialect = connection.dialect.name
        found = answering(asked, query.slug, dialect)
        if found is None:
            return None
        settled = asked if found.exact else None
        held = answer_values.c.word if asked.operator == "contient" else None
        made = Candidates(found.numbers, few=False, settled=settled, of=asked)
        gathered = found.exact and dialect == "postgresql"
        return _Found(made, found.numbers, held=held, most=SOME if gathered else PROBED)
    key = (asked.column.key, asked.operator)
    if key in _ATTACHED:
        column, by = _ATTACHED[key]
        return _attached(column, by == asked.values[0])
    maker = _FACTS.get(key)
    if maker is None:
        return None
    where = (*(() if maker is _numbered else (_HELD.service_id.in_(query.service_ids),)),
             maker(asked, connection.dialect.name))  # fmt: skip
    made = Candidates(
        select(_HELD.number).where(*where),
        few=False,
        own=maker is not _numbered,
        by_due_date=maker is _filled,
    )
    return _Found(made, select(_ONE).select_from(dossiers).where(*where))


def _attached(dossier_id: Value, here: Condition) -> _Found:
    """What another table says of dossiers, by their id."""
    numbers = select(_HELD.number).join(dossier_id.table, dossier_id == _HELD.id).where(here)
    return _Found(Candidates(numbers, few=False), select(_ONE).select_from(dossier_id.table).where(here))


_ATTACHED: Mapping[tuple[str, str], tuple[Value, Value]] = {
    ("suivi", "egal"): (follows.c.dossier_id, follows.c.account_id),
    ("etiquettes", "contient"): (dossier_labels.c.dossier_id, dossier_labels.c.label_id),
}


def _numbered(asked: Filter, dialect: str) -> Condition:
    compact = "".join(char for char in asked.values[0].upper() if char.isalnum())
    return _HELD.reference == (compact or asked.values[0])


def _named(asked: Filter, dialect: str) -> Condition:
    return person(dialect) == fold(asked.values[0])


def _filled(asked: Filter, dialect: str) -> Condition:
    column = _HELD.exchange if asked.column.key == "messages" else _HELD.assigned_to
    return filled(column, *asked.values)


_FACTS: Mapping[tuple[str, str], Callable[[Filter, str], Condition]] = {
    ("numero", "egal"): _numbered,
    ("demandeur", "egal"): _named,
    ("messages", "egal"): _filled,
    ("charge", "egal"): _filled,
    ("charge", "rempli"): _filled,
    **{(key, operator): condition for key in ("recu", "decision")
       for operator in ("egal", "plus", "moins", "entre")},
}  # fmt: skip
