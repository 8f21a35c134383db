"""A JSON document changed without touching the one before: what is not on the way is shared, not copied.

It knows keys and indices, not forms.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Json = Any
Keys = Sequence[str | int]


def at(document: Json, keys: Keys, default: Json = None) -> Json:
    """The value under these keys, `default` when there is none."""
    here: Json = document
    for key in keys:
        row = isinstance(here, list) and isinstance(key, int) and 0 <= key < len(here)
        if not row and not (isinstance(here, Mapping) and key in here):
            return default
        here = here[key]
    return here


def put(document: Json, keys: Keys, value: Json) -> Json:
    """A document with this value; objects on the way are made. An index must exist."""
    if not keys:
        return value
    key, rest = keys[0], keys[1:]
    if isinstance(key, int):
        return [*document[:key], put(document[key], rest, value), *document[key + 1 :]]
    here = document if isinstance(document, Mapping) else {}
    return {**here, key: put(here.get(key), rest, value)}


def without(document: Json, keys: Keys) -> Json:
    """A document without this key or item; the same when there is none."""
    *parents, last = keys
    parent = at(document, parents)
    if isinstance(last, int):
        return put(document, parents, [*parent[:last], *parent[last + 1 :]])
    if not isinstance(parent, Mapping) or last not in parent:
        return document
    return put(document, parents, {key: value for key, value in parent.items() if key != last})


def changed(document: Json, keys: Keys, value: Json) -> Json:
    """`put`, or `without` for None."""
    return without(document, keys) if value is None else put(document, keys, value)


def inserted(document: Json, keys: Keys, index: int, *values: Json) -> Json:
    """A document whose list under `keys` has these values before `index`."""
    here = at(document, keys, [])
    return put(document, keys, [*here[:index], *values, *here[index:]])


def pruned(document: Json, keys: Keys) -> Json:
    """Without the empty object or list under these keys, nor those that its absence leaves empty."""
    while keys and at(document, keys) in ({}, []):
        document, keys = without(document, keys), keys[:-1]
    return document
