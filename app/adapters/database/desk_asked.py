"""A list as it is asked for, with what an index told of it, and what is judged dossier by dossier."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from sqlalchemy import ColumnElement, literal_column, select, true

from app.adapters.database.answer_order import certain, contained
from app.adapters.database.desk_arrivals import Walk
from app.adapters.database.desk_candidates import PROBED, Candidates
from app.adapters.database.desk_conditions import condition
from app.adapters.database.desk_models import follows
from app.adapters.database.desk_order import Order
from app.adapters.database.desk_place import SUBMITTED, in_place
from app.adapters.database.models import dossiers
from app.adapters.database.search_index import matches
from app.core.desk.filters import Filter
from app.usecases.ports import QueueQuery

ARMS = 100  # parts of an index that are merged; beyond, all is sorted
Condition = ColumnElement[bool]
Number = ColumnElement[Any]


@dataclass(frozen=True, slots=True)
class AskedList:
    """A query, with what an index told of it."""

    query: QueueQuery
    order: Order
    narrow: Candidates | None
    dialect: str
    walk: Walk | None = None  # a search that is read along its own order

    @property
    def few(self) -> bool:
        return self.narrow is not None and self.narrow.few


@dataclass(frozen=True, slots=True)
class Judged:
    """What a dossier must pass: `told` by its number alone, in indexes; `read` in the dossier itself."""

    told: tuple[Condition, ...]
    read: tuple[Condition, ...]

    @property
    def all(self) -> tuple[Condition, ...]:
        return (*self.told, *self.read)


def judged(asked: AskedList, number: Number, *, driven: bool = False) -> Judged:
    """Filters, words, who follows. `driven`: the candidates drive, and what they tell for sure is not judged
    again."""
    query = asked.query
    settled = asked.narrow.settled if driven and asked.narrow else None
    told, read = [], []
    for one in query.filters:
        if one is settled:
            continue
        known = _among(asked, one, number)
        if known is None:
            known = certain(one, query.slug, asked.dialect, number)
        if known is not None:
            told.append(known)
            continue
        inside = contained(one, query.slug, asked.dialect)
        read.append(condition(one, asked.dialect) if inside is None else inside)
    if query.follower:
        read.append(_followed(query.follower))
    found = asked.walk is not None or (driven and asked.narrow and asked.narrow.searched)
    if query.search.strip() and not found:
        told.append(matches(query.search, asked.dialect, number))
    return Judged(tuple(told), tuple(read))


def conditions(
    asked: AskedList, *, driven: bool, hidden: bool, number: Number = dossiers.c.number
) -> list[Condition]:
    """All that a dossier must pass, where it stands too. `number`: where it is known first."""
    wanted = [*in_place(asked.query, hidden=hidden), *judged(asked, number, driven=driven).all]
    if driven and asked.narrow is not None:
        # The limit cuts nothing off: it tells PostgreSQL that they are few.
        wanted.append(dossiers.c.number.in_(select(asked.narrow.numbers.limit(PROBED).subquery().c.number)))
    return wanted


def _among(asked: AskedList, one: Filter, number: Number) -> Condition | None:
    """PostgreSQL keeps some thousands of numbers in a table of its own for less than it looks up one by one;
    IS TRUE, or it would join them. SQLite would make the table again for each form and state."""
    narrow = asked.narrow
    if narrow is None or not narrow.some or narrow.settled is not one or asked.dialect == "sqlite":
        return None
    return number.in_(select(narrow.numbers.subquery().c.number)).is_(true())


def _followed(account_id: str) -> Condition:
    mine = (follows.c.dossier_id == dossiers.c.id, follows.c.account_id == account_id)
    return select(literal_column("1")).select_from(follows).where(*mine).correlate(dossiers).exists()


def arms_of(query: QueueQuery, along: Sequence[str]) -> list[Mapping[str, str]]:
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


def at(query: QueueQuery, arm: Mapping[str, str]) -> list[Condition]:
    """Where the dossiers of an arm stand, and what it does not say of the forms and the states."""
    here: list[Condition] = [dossiers.c[name] == value for name, value in arm.items()]
    return [*here, SUBMITTED] if "state" in arm else [*here, *in_place(query, services=False, hidden=False)]
