"""Where the dossiers of a list stand: the services, the forms and the states, as the indexes hold them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, tuple_

from app.adapters.database.models import dossiers
from app.usecases.ports import QueueQuery

Condition = ColumnElement[bool]
# Said so that SQLite does not take the index on submitted_at, which would leave nothing out.
SUBMITTED = dossiers.c.submitted_at.is_not(None).is_(True)


def in_place(query: QueueQuery, *, services: bool = True, hidden: bool) -> list[Condition]:
    """The services, forms and states. `hidden`: from the planner of SQLite, which would look them up."""
    held = {
        name: func.coalesce(dossiers.c[name], "") if hidden else dossiers.c[name]
        for name in ("service_id", "slug", "state")
    }
    wanted: list[Condition] = [held["service_id"].in_(query.service_ids)] if services else []
    wanted.append(SUBMITTED)
    if query.states:
        wanted += _in_states(held, query.states)
    if query.slug:
        wanted.append(held["slug"] == query.slug)
    return wanted


def _in_states(held: Mapping[str, ColumnElement[Any]], pairs: Sequence[tuple[str, str]]) -> list[Condition]:
    """Said column by column, as the indexes are; by pairs too when there is more than one form."""
    slugs = sorted({slug for slug, _state in pairs})
    states = held["state"].in_(sorted({state for _slug, state in pairs}))
    if len(slugs) == 1:
        return [held["slug"] == slugs[0], states]
    return [tuple_(held["slug"], held["state"]).in_(pairs), states]
