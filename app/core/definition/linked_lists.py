"""Linked lists: what may be chosen depends on an earlier choice ("région", then its départements).

The second list is asked once the first is answered; it then offers, and accepts, what goes with it.
It refuses to check a definition (see `linked_rules`).
"""

from collections.abc import Collection, Mapping
from typing import Any

from app.core import paths
from app.core.definition import Expression, Field, Linked
from app.core.places import known

Json = Any


def read_linked(dress: Mapping[str, Json]) -> Linked | None:
    """The link that a step gives to one of its questions."""
    raw = dress.get("linked")
    if raw is None:
        return None
    return Linked(raw["from"], {code: tuple(codes) for code, codes in raw.get("options", {}).items()})


def opened_by(linked: Linked | None, when: Expression | None) -> Expression | None:
    """The condition of a linked list: the choice before offers something; then the author's own."""
    if linked is None:
        return when
    source = {"var": linked.source}
    opens = {"in": [source, list(linked.options)]} if linked.options else {"answered": [source]}
    return opens if when is None else {"and": [opens, when]}


def allowed(
    field: Field, answers: Mapping[str, Json], item: Mapping[str, Json] | None
) -> Collection[str] | None:
    """The codes that the choice before offers; None when everything is, or while nothing is chosen there."""
    linked = field.linked
    if linked is None:
        return None
    inside = linked.source.startswith("item.")
    chosen = paths.get(item if inside else answers, linked.source.removeprefix("item."))
    if not isinstance(chosen, str):
        return None
    return linked.options.get(chosen, ()) if linked.options else _departments_of(chosen)


def may_choose(
    field: Field, value: Json, answers: Mapping[str, Json], item: Mapping[str, Json] | None
) -> bool:
    """True when this value goes with the choice before."""
    offered = allowed(field, answers, item)
    return offered is None or value in offered


def _departments_of(region: str) -> frozenset[str]:
    return frozenset(code for code, one in known().departments.items() if one.region == region)
