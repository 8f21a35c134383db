"""The counters of the desk, each counted up to a bound: what a page costs does not grow with the dossiers."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Select,
    Text,
    func,
    literal,
    literal_column,
    select,
    union_all,
)

from app.adapters.database.desk_models import follows
from app.adapters.database.models import dossiers

COUNTED = 1_000  # beyond, the desk says "more than": nobody reads so many, and counting is slow
FOUND = 500  # the same for what a filter or a search leaves: as many as a batch may hold
_EVER = datetime(1, 1, 1, tzinfo=UTC)  # a range, where IS NOT NULL would not seek in the index
_HELD = dossiers.c
Tally = dict[tuple[str, str], tuple[int, int]]


def read_tally(connection: Connection, service_ids: Sequence[str], account_id: str) -> Tally:
    """By form and state, how many dossiers there are (COUNTED + 1 for more in one service) and how many
    of them this account follows: one statement."""
    found: Tally = {}
    if not service_ids:
        return found
    places = _places(service_ids)
    held = select(places.c.slug, places.c.state, _bounded(places), literal(0)).where(
        places.c.state.is_not(None)
    )
    # Said so that SQLite begins with what is followed, not with all that the service holds.
    followed = (
        select(_HELD.slug, _HELD.state, literal(0), func.count())
        .join(follows, follows.c.dossier_id == _HELD.id)
        .where(
            func.coalesce(_HELD.service_id, "").in_(service_ids), _HELD.submitted_at.is_not(None).is_(True)
        )
        .where(follows.c.account_id == account_id)
        .group_by(_HELD.slug, _HELD.state)
    )
    for slug, state, all_, own in connection.execute(union_all(held, followed)):
        before = found.get((slug, state), (0, 0))
        found[slug, state] = (before[0] + all_, before[1] + own)
    return {place: numbers for place, numbers in found.items() if numbers[0]}


def _places(service_ids: Sequence[str]) -> CTE:
    """Each (service, form, state) that there is: jumps from one to the next inside the index."""
    services = union_all(*(select(literal(one, Text).label("service_id")) for one in service_ids))
    service = services.cte("services")
    first = select(service.c.service_id, _least(_HELD.slug, service_id=service.c.service_id).label("slug"))
    slugs = first.cte("slugs", recursive=True)
    following = _least(_HELD.slug, service_id=slugs.c.service_id, after=slugs.c.slug)
    slugs = slugs.union_all(select(slugs.c.service_id, following).where(slugs.c.slug.is_not(None)))
    here = {"service_id": slugs.c.service_id, "slug": slugs.c.slug}
    begun = select(*here.values(), _least(_HELD.state, **here).label("state"))
    states = begun.where(slugs.c.slug.is_not(None)).cte("places", recursive=True)
    there = {"service_id": states.c.service_id, "slug": states.c.slug}
    next_ = _least(_HELD.state, **there, after=states.c.state)
    return states.union_all(select(*there.values(), next_).where(states.c.state.is_not(None)))


def _least(
    column: ColumnElement[str], *, after: ColumnElement[str] | None = None, **place: ColumnElement[str]
) -> ColumnElement[Any]:
    wanted = [_HELD[name] == value for name, value in place.items()]
    # Not min(): SQLite may look for it in an index where it does not come first. No name is "".
    beyond = column > (literal("") if after is None else after)
    return select(column).where(*wanted, beyond).order_by(column).limit(1).scalar_subquery()


def _bounded(places: CTE) -> ColumnElement[Any]:
    same = [_HELD[name] == places.c[name] for name in ("service_id", "slug", "state")]
    some: Select[Any] = select(literal_column("1")).select_from(dossiers).where(*same)
    bounded = some.where(_HELD.submitted_at > _EVER).limit(COUNTED + 1).correlate(places).subquery()
    return select(func.count()).select_from(bounded).correlate(places).scalar_subquery()
