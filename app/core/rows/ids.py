"""Rows have ids outside the data: what a page calls "enfants[1]" is found wherever its row stands now.

Ids are numbers as text, drawn in order by each repeat and never used twice: a page
that is late never means another row. It refuses to change anything (see `rows`).
"""

from collections.abc import Iterable, Mapping, Sequence
from re import ASCII
from re import compile as pattern
from types import MappingProxyType
from typing import Any

from app.core.paths import get

Json = Any
PageRows = Mapping[str, Sequence[str]]  # a repeat, as a page writes its path → the ids of the rows it showed
NO_ROWS: PageRows = MappingProxyType({})
Records = Mapping[str, Json]  # Dossier.row_ids: key of a repeat → {"ids": […], "last": 3, "gone": […]}
_INDEX = pattern(r"\[([0-9]+)\]", ASCII)


def row_ids(working: Mapping[str, Json], records: Records, path: str) -> tuple[str, ...]:
    """The ids of the stored rows of a repeat, in order. Rows that never got one take the next numbers."""
    return _ids(key_of(working, records, path), working, records, path)


def next_id(working: Mapping[str, Json], records: Records, path: str) -> str:
    """The id that the next row will have; the row shown before it is stored has it already."""
    key = key_of(working, records, path)
    return _following(key, records, _ids(key, working, records, path))


def record_of(working: Mapping[str, Json], records: Records, path: str) -> Mapping[str, Json]:
    """What is kept of the rows of this repeat, {} at first."""
    record: Mapping[str, Json] = records.get(key_of(working, records, path), {})
    return record


def key_of(working: Mapping[str, Json], records: Records, path: str) -> str:
    """The name of a repeat that no move changes: "foyers#2.revenus" for "foyers[0].revenus"."""
    key = seen = ""
    pieces = _INDEX.split(path)
    for before, number in _pairs(pieces[:-1]):
        key, seen = key + before, seen + before
        ids = _ids(key, working, records, seen)
        index = int(number)
        key += f"#{ids[index] if index < len(ids) else _following(key, records, ids)}"
        seen += f"[{number}]"
    return key + pieces[-1]


def placed(path: str, page: PageRows, working: Mapping[str, Json], records: Records) -> str | None:
    """Where what the page calls `path` stands now; None when one of its rows is gone.

    A repeat whose ids the page does not tell is taken as the page numbers it.
    """
    pieces = _INDEX.split(path)
    seen = now = pieces[0]
    for number, rest in _pairs(pieces[1:]):
        index: int | None = int(number)
        told = page.get(seen, ())
        if int(number) < len(told):
            index = _index_of(told[int(number)], working, records, now)
        if index is None:
            return None
        seen, now = f"{seen}[{number}]{rest}", f"{now}[{index}]{rest}"
    return now


def _index_of(id_: str, working: Mapping[str, Json], records: Records, path: str) -> int | None:
    """The place of this row; 0 for the first row of an empty repeat, shown before it is stored."""
    ids = row_ids(working, records, path)
    if id_ in ids:
        return ids.index(id_)
    return 0 if not ids and id_ == next_id(working, records, path) else None


def _ids(key: str, working: Mapping[str, Json], records: Records, path: str) -> tuple[str, ...]:
    count = len(get(working, path) or ())
    record = records.get(key, {})
    known = tuple(record.get("ids", ()))[:count]
    last = int(record.get("last", 0))
    return (*known, *(str(last + more) for more in range(1, count - len(known) + 1)))


def _following(key: str, records: Records, ids: Sequence[str]) -> str:
    return str(max([int(records.get(key, {}).get("last", 0)), *map(int, ids)]) + 1)


def _pairs(pieces: Sequence[str]) -> Iterable[tuple[str, str]]:
    return zip(pieces[::2], pieces[1::2], strict=True)
