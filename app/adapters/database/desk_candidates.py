"""What an index can tell of a list before it is read: the few dossiers that one of its filters leaves.

A filter that leaves few is read first and sorted; one that leaves many is judged along the order, where a
page is soon full. Which one it is, is asked first, and counted no further than PROBED.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, func, literal, select, union_all

from app.adapters.database.answer_order import answering
from app.adapters.database.casework_models import dossier_labels
from app.adapters.database.desk_arrivals import is_by_arrival
from app.adapters.database.desk_conditions import condition, filled, person
from app.adapters.database.desk_models import follows
from app.adapters.database.models import dossiers
from app.adapters.database.search_index import candidates as found_by_words
from app.adapters.database.searching import fold
from app.core.desk.filters import Filter
from app.usecases.ports import QueueQuery

PROBED = 2_000  # as many dossiers are sorted at once as fast as a list is walked through for a page
_HELD = dossiers.c
Ids = Select[Any]


@dataclass(frozen=True, slots=True)
class Candidates:
    """`ids` hold every dossier of the list; `few` when they are no more than PROBED.

    `own`: a column of the dossiers themselves tells them, its indexes need no help; `by_due_date`: and
    its index holds them in that order, for each form and state. `settled`: the filter that they come from,
    when they are exactly those that pass it. `searched`: they come from the search.
    """

    ids: Ids
    few: bool
    own: bool = False
    by_due_date: bool = False
    settled: Filter | None = None
    searched: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    made: Candidates
    counted: Ids  # as many rows as there are ids


def candidates(connection: Connection, query: QueueQuery) -> Candidates | None:
    """The narrowest that an index gives, None when there is none: one statement."""
    found = [one for asked in query.filters if (one := _of_filter(asked, query, connection)) is not None]
    if query.follower:
        mine = select(follows.c.dossier_id).where(follows.c.account_id == query.follower)
        found.append(_Found(Candidates(mine, few=False), mine))
    # FTS5 reads them along the order of arrival, few or many; PostgreSQL has to be told which.
    along = connection.dialect.name == "sqlite" and is_by_arrival(query)
    sought = bool(query.search.strip()) and not along
    words = found_by_words(connection, query.search) if sought else None
    if words is not None:
        found.append(_Found(Candidates(words[0], few=False, searched=True), words[1]))
    if not found:
        return None
    numbers = _probe(connection, [one.counted for one in found])
    best = min(range(len(found)), key=lambda place: numbers[place])
    return replace(found[best].made, few=numbers[best] <= PROBED)


def _probe(connection: Connection, many: Sequence[Ids]) -> dict[int, int]:
    counted = [
        select(literal(place), func.count()).select_from(ids.limit(PROBED + 1).subquery())
        for place, ids in enumerate(many)
    ]
    return {row[0]: row[1] for row in connection.execute(union_all(*counted))}


def _of_filter(asked: Filter, query: QueueQuery, connection: Connection) -> _Found | None:
    if asked.column.path:
        found = answering(asked, query.slug)
        if found is None:
            return None
        settled = asked if found.exact else None
        return _Found(Candidates(found.ids, few=False, settled=settled), found.numbers)
    maker = _FACTS.get((asked.column.key, asked.operator))
    if maker is None:
        return None
    ids = maker(asked, query, connection.dialect.name)
    own = maker in (_named, _filled, _dated)
    return _Found(Candidates(ids, few=False, own=own, by_due_date=maker is _filled), ids)


def _within(query: QueueQuery) -> Ids:
    return select(_HELD.id.label("dossier_id")).where(_HELD.service_id.in_(query.service_ids))


def _numbered(asked: Filter, query: QueueQuery, dialect: str) -> Ids:
    compact = "".join(char for char in asked.values[0].upper() if char.isalnum())
    return select(_HELD.id.label("dossier_id")).where(_HELD.reference == (compact or asked.values[0]))


def _named(asked: Filter, query: QueueQuery, dialect: str) -> Ids:
    return _within(query).where(person(dialect) == fold(asked.values[0]))


def _filled(asked: Filter, query: QueueQuery, dialect: str) -> Ids:
    column = _HELD.exchange if asked.column.key == "messages" else _HELD.assigned_to
    return _within(query).where(filled(column, *asked.values))


def _followed(asked: Filter, query: QueueQuery, dialect: str) -> Ids:
    return select(follows.c.dossier_id).where(follows.c.account_id == asked.values[0])


def _labelled(asked: Filter, query: QueueQuery, dialect: str) -> Ids:
    return select(dossier_labels.c.dossier_id).where(dossier_labels.c.label_id == asked.values[0])


def _dated(asked: Filter, query: QueueQuery, dialect: str) -> Ids:
    return _within(query).where(condition(asked, dialect))


_FACTS: Mapping[tuple[str, str], Callable[[Filter, QueueQuery, str], Ids]] = {
    ("numero", "egal"): _numbered,
    ("demandeur", "egal"): _named,
    ("messages", "egal"): _filled,
    ("charge", "egal"): _filled,
    ("charge", "rempli"): _filled,
    ("suivi", "egal"): _followed,
    ("etiquettes", "contient"): _labelled,
    **{(key, operator): _dated for key in ("recu", "decision")
       for operator in ("egal", "plus", "moins", "entre")},
}  # fmt: skip
