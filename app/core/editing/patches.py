"""What changed from one document to the next, as data that brings back either of them to the byte.

A change is one of (`at` is a list of keys):
- {"at", "set"}: the value there is now this one;
- {"at", "keys", "new"}: the object there has these keys in this order, with these new values;
- {"at", "from", "drop", "put"}: in the list there, so many items from this index gave way to these.
They are applied in order. Nothing here knows forms.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.core.editing.refusals import EditRefused
from app.core.editing.trees import at, put
from app.core.language import _

Json = Any
Change = Mapping[str, Json]
_NOTHING = object()
_SHAPES = ({"at", "set"}, {"at", "keys", "new"}, {"at", "from", "drop", "put"})


def changes(before: Json, after: Json) -> list[Change]:
    """The shortest list that is simple to make: only what differs is written."""
    return list(_changes(before, after, ()))


def _changes(before: Json, after: Json, keys: tuple[str | int, ...]) -> Iterator[Change]:
    if before is after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _of_objects(before, after, keys)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _of_lists(before, after, keys)
    elif not _same(before, after):
        yield {"at": list(keys), "set": after}


def _same(before: Json, after: Json) -> bool:
    """Equal and of one type: true is not 1, 1 is not 1.0 in the bytes."""
    return type(before) is type(after) and bool(before == after)


def _of_objects(
    before: Mapping[str, Json], after: Mapping[str, Json], keys: tuple[str | int, ...]
) -> Iterator[Change]:
    for key in before:
        if key in after:
            yield from _changes(before[key], after[key], (*keys, key))
    if list(before) != list(after):
        new = {key: value for key, value in after.items() if key not in before}
        yield {"at": list(keys), "keys": list(after), "new": new}


def _of_lists(before: Sequence[Json], after: Sequence[Json], keys: tuple[str | int, ...]) -> Iterator[Change]:
    if len(before) == len(after):
        for index, pair in enumerate(zip(before, after, strict=True)):
            yield from _changes(*pair, (*keys, index))
        return
    shortest = min(len(before), len(after))
    head = next((n for n in range(shortest) if not identical(before[n], after[n])), shortest)
    tail = next(
        (n for n in range(shortest - head) if not identical(before[-1 - n], after[-1 - n])), shortest - head
    )
    put_ = list(after[head : len(after) - tail])
    yield {"at": list(keys), "from": head, "drop": len(before) - tail - head, "put": put_}


def identical(one: Json, other: Json) -> bool:
    """The same to the byte: types and the order of keys count."""
    if one is other:
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(identical(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(identical, one, other))
    return _same(one, other)


def patched(document: Json, found: Sequence[Change]) -> Json:
    """The document with these changes. Raises EditRefused when they are not changes of this document."""
    for change in found:
        if not isinstance(change, Mapping) or set(change) not in _SHAPES:
            raise EditRefused("bad-change", _("Cette modification n’a pas la forme attendue."))
        document = _applied(document, change)
    return document


def _applied(document: Json, change: Change) -> Json:
    keys = change["at"]
    here = at(document, keys, _NOTHING) if isinstance(keys, list) else _NOTHING
    if here is not _NOTHING:
        if "set" in change:
            return put(document, keys, change["set"])
        if "keys" in change and isinstance(here, dict):
            return put(document, keys, _reordered(here, change))
        if "from" in change and isinstance(here, list):
            return put(document, keys, _spliced(here, change))
    raise EditRefused("stale-change", _("Ce que cette modification changeait n’est plus là."))


def _reordered(here: Mapping[str, Json], change: Change) -> Json:
    new, wanted = change["new"], change["keys"]
    if not isinstance(new, dict) or not isinstance(wanted, list):
        raise EditRefused("bad-change", _("Cette modification n’a pas la forme attendue."))
    values = {**here, **new}
    if not all(isinstance(key, str) and key in values for key in wanted):
        raise EditRefused("stale-change", _("Ce que cette modification changeait n’est plus là."))
    return {key: values[key] for key in wanted}


def _spliced(here: Sequence[Json], change: Change) -> Json:
    start, drop, put_ = change["from"], change["drop"], change["put"]
    numbers = all(isinstance(n, int) and not isinstance(n, bool) for n in (start, drop))
    if not numbers or not isinstance(put_, list):
        raise EditRefused("bad-change", _("Cette modification n’a pas la forme attendue."))
    if not 0 <= start <= start + drop <= len(here):
        raise EditRefused("stale-change", _("Ce que cette modification changeait n’est plus là."))
    return [*here[:start], *put_, *here[start + drop :]]
