"""Dotted paths into nested answers: "demandeur.nom", "enfants[0].prenom".

It knows objects and lists only. Empty is absent: an object that loses its last answer
goes away too; a row stays, for the rows after it keep their numbers.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from re import ASCII
from re import compile as pattern
from typing import Any

Json = Any
Key = str | int
ROW_LIMIT = 500  # rows of one repeat: what conditions and pages can bear
_STEP = pattern(r"([^.\[\]]+)((?:\[[0-9]{1,6}\])*)", ASCII)
_ROW = pattern(r"\[([0-9]+)\]", ASCII)


@lru_cache(maxsize=8192)
def split(path: str) -> tuple[Key, ...]:
    """("enfants", 0, "prenom") for "enfants[0].prenom". Raises ValueError for anything else."""
    keys: list[Key] = []
    for piece in path.split("."):
        found = _STEP.fullmatch(piece)
        if found is None:
            raise ValueError(f"not a path: {path!r}")
        keys += [found[1], *map(int, _ROW.findall(found[2]))]
    return tuple(keys)


def join(keys: Sequence[Key]) -> str:
    """The inverse of `split`."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).removeprefix(".")


def declared(path: str) -> str:
    """The path as a definition declares it: "enfants[].prenom" for "enfants[3].prenom"."""
    return _ROW.sub("[]", path)


def within_limit(path: str) -> bool:
    """True when no row number of the path reaches ROW_LIMIT."""
    return all(len(number) < 4 and int(number) < ROW_LIMIT for number in _ROW.findall(path))


def get(answers: Json, path: str) -> Json | None:
    """The value at this path, None when there is none."""
    here = answers
    for key in split(path):
        if isinstance(key, int):
            here = here[key] if isinstance(here, list) and key < len(here) else None
        else:
            here = here.get(key) if isinstance(here, (dict, Mapping)) else None
    return here


def put(answers: dict[str, Json], path: str, value: Json) -> None:
    """Set the value in place, making objects and rows on the way. Raises ValueError beyond ROW_LIMIT rows."""
    keys = split(path)
    here: Json = answers
    for key, following in pairwise(keys):
        here = _descend(here, key, [] if isinstance(following, int) else {})
    _make_room(here, keys[-1])
    here[keys[-1]] = value


def _descend(here: Json, key: Key, fresh: Json) -> Json:
    """The container under this key, made (or made again, when it is of another shape) if need be."""
    _make_room(here, key)
    below = here[key] if isinstance(key, int) else here.get(key)
    if not isinstance(below, type(fresh)):
        here[key] = below = fresh
    return below


def _make_room(here: Json, key: Key) -> None:
    if isinstance(key, int):
        if key >= ROW_LIMIT:
            raise ValueError(f"row {key} is beyond the limit of {ROW_LIMIT}")
        here.extend({} for _missing in range(key + 1 - len(here)))


def drop(answers: dict[str, Json], path: str) -> None:
    """Remove the value in place, then the objects and lists that it leaves empty; a row stays, empty."""
    keys = split(path)
    parent = get(answers, join(keys[:-1])) if keys[:-1] else answers
    key = keys[-1]
    if isinstance(key, int):
        if isinstance(parent, list) and key < len(parent):
            del parent[key]
    elif isinstance(parent, dict):
        parent.pop(key, None)
    if parent in ({}, []) and keys[:-1] and not isinstance(keys[-2], int):
        drop(answers, join(keys[:-1]))


def leaves(value: Json, path: str = "") -> Iterator[str]:
    """The paths of the answers themselves, in order."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
        for number, item in enumerate(value):
            yield from leaves(item, f"{path}[{number}]")
    else:
        yield path
