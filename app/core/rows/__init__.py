"""Rows of a repeat: added, copied, moved, removed, and put back, each with all that belongs to it.

Answers, what was typed and not understood, and revisions follow the row; its id stays. A removed row
waits outside the data until the draft is sent. It refuses to know steps, pages and limits of time.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from app.core.attached import takes_files
from app.core.definition import Field
from app.core.dossier import Dossier
from app.core.paths import ROW_LIMIT, drop, get
from app.core.rows.ids import key_of, next_id, record_of, row_ids
from app.core.working import with_rows

Json = Any
REMEMBERED = 10  # removed rows of one repeat that may be put back, the latest first


@dataclass(frozen=True, slots=True)
class Gone:
    """A removed row that may be put back: its id, where it stood (from 0), and its answers."""

    id: str
    at: int
    row: Mapping[str, Json]


def least(field: Field) -> int:
    """The rows that a repeat cannot do without."""
    return int(field.schema.get("minItems", 0))


def opens_with_a_row(field: Field) -> bool:
    """A repeat that cannot stay empty shows a first row before it is stored."""
    return field.required or least(field) > 0


def most(field: Field) -> int:
    """The rows that a repeat may have."""
    return min(int(field.schema.get("maxItems", ROW_LIMIT)), ROW_LIMIT)


def added(dossier: Dossier, path: str, field: Field) -> Dossier:
    """With an empty row at the end, up to the maximum. The row that the page showed before it was stored
    is stored too, or the person would see nothing happen."""
    count = _count(dossier, path)
    wanted = max(count, int(opens_with_a_row(field))) + 1
    for place in range(count, min(wanted, most(field))):
        dossier = _with_row(dossier, path, place, {})
    return dossier


def duplicated(dossier: Dossier, path: str, field: Field, index: int) -> Dossier:
    """With a copy right after this row; files are given once, they are not copied."""
    count = _count(dossier, path)
    if index >= count or count >= most(field):
        return dossier
    row = deepcopy(_row(dossier, path, index))
    _without_files(row, field.fields)
    typed, _revisions = _belongings(dossier, f"{path}[{index}]")
    return _with_row(dossier, path, index + 1, row, typed)


def removed(dossier: Dossier, path: str, field: Field, index: int) -> Dossier:
    """Without this row, which waits to be put back; the minimum is kept."""
    count = _count(dossier, path)
    if index >= count or count <= least(field):
        return dossier
    ids = row_ids(dossier.working, dossier.row_ids, path)
    typed, revisions = _belongings(dossier, f"{path}[{index}]")
    row = _row(dossier, path, index)
    entry = {"id": ids[index], "at": index, "row": row, "typed": typed, "revisions": revisions}
    record = record_of(dossier.working, dossier.row_ids, path)
    gone = [*record.get("gone", ()), entry][-REMEMBERED:]
    order = [place for place in range(count) if place != index]
    return _reordered(dossier, path, order, gone)


def restored(dossier: Dossier, path: str, field: Field, id_: str) -> Dossier:
    """With a removed row back where it stood, as it was; one that does not wait any more changes nothing."""
    count = _count(dossier, path)
    record = record_of(dossier.working, dossier.row_ids, path)
    found = next((entry for entry in record.get("gone", ()) if entry["id"] == id_), None)
    if found is None or count >= most(field):
        return dossier
    at = min(found["at"], count)
    return _with_row(dossier, path, at, found["row"], found["typed"], found["revisions"], id_)


def moved_up(dossier: Dossier, path: str, field: Field, index: int) -> Dossier:
    """With this row one place nearer to the beginning, unless it is the first."""
    return _shifted(dossier, path, index, -1)


def moved_down(dossier: Dossier, path: str, field: Field, index: int) -> Dossier:
    """With this row one place nearer to the end, unless it is the last."""
    return _shifted(dossier, path, index, 1)


def _shifted(dossier: Dossier, path: str, index: int, by: int) -> Dossier:
    count = _count(dossier, path)
    if index >= count:
        return dossier
    order = list(range(count))
    order.insert(min(max(index + by, 0), count - 1), order.pop(index))
    return _reordered(dossier, path, order)


def waiting(dossier: Dossier, path: str) -> tuple[Gone, ...]:
    """The removed rows that may be put back, the latest first."""
    gone = record_of(dossier.working, dossier.row_ids, path).get("gone", ())
    return tuple(Gone(entry["id"], entry["at"], entry["row"]) for entry in reversed(gone))


def without_waiting(records: Mapping[str, Json]) -> dict[str, Json]:
    """The ids alone: once a draft is sent, what was removed is gone for good."""
    return {key: {**record, "gone": []} for key, record in records.items()}


def _count(dossier: Dossier, path: str) -> int:
    return len(get(dossier.working, path) or ())


def _row(dossier: Dossier, path: str, index: int) -> Json:
    return get(dossier.working, f"{path}[{index}]")


def _belongings(dossier: Dossier, row: str) -> tuple[dict[str, Json], dict[str, int]]:
    """What was typed, and revisions, by the end of their paths: ".prenom"."""
    inside = f"{row}."
    typed = {path.removeprefix(row): told for path, told in dossier.typed.items() if path.startswith(inside)}
    revisions = {
        path.removeprefix(row): number
        for path, number in dossier.field_revisions.items()
        if path.startswith(inside)
    }
    return typed, revisions


def _with_row(
    dossier: Dossier,
    path: str,
    at: int,
    row: Mapping[str, Json],
    typed: Mapping[str, Json] | None = None,
    revisions: Mapping[str, int] | None = None,
    id_: str = "",
) -> Dossier:
    """A row put in at a place, with a new id or with its own of before."""
    ids = row_ids(dossier.working, dossier.row_ids, path)
    record = record_of(dossier.working, dossier.row_ids, path)
    fresh = id_ or next_id(dossier.working, dossier.row_ids, path)
    gone = [entry for entry in record.get("gone", ()) if entry["id"] != fresh]
    key = key_of(dossier.working, dossier.row_ids, path)
    order = list(range(len(ids)))
    order.insert(at, len(ids))  # the new one comes last, then takes its place with the others
    last = f"{path}[{len(ids)}]"
    with_it = replace(
        dossier,
        working=with_rows(dossier.working, path, lambda rows: [*rows, dict(row)]),
        typed={**dossier.typed, **{last + cell: told for cell, told in (typed or {}).items()}},
        field_revisions={
            **dossier.field_revisions,
            **{last + cell: number for cell, number in (revisions or {}).items()},
        },
        row_ids={
            **dossier.row_ids,
            key: {**record, "ids": [*ids, fresh], "last": _last(record, *ids, fresh)},
        },
    )
    return _reordered(with_it, path, order, gone)


def _reordered(
    dossier: Dossier, path: str, order: Sequence[int], gone: Sequence[Json] | None = None
) -> Dossier:
    """The rows in a new order, given as their places of before; one left out goes, with its belongings."""
    ids = row_ids(dossier.working, dossier.row_ids, path)
    record = record_of(dossier.working, dossier.row_ids, path)
    key = key_of(dossier.working, dossier.row_ids, path)
    now = {before: place for place, before in enumerate(order)}
    return replace(
        dossier,
        working=with_rows(dossier.working, path, lambda rows: [rows[before] for before in order]),
        typed=_renumbered(dossier.typed, path, now),
        field_revisions=_renumbered(dossier.field_revisions, path, now),
        row_ids={
            **dossier.row_ids,
            key: {
                "ids": [ids[before] for before in order],
                "last": _last(record, *ids),
                "gone": list(record.get("gone", ()) if gone is None else gone),
            },
        },
    )


def _last(record: Mapping[str, Json], *ids: str) -> int:
    return max([int(record.get("last", 0)), *map(int, ids)])


def _renumbered(by_path: Mapping[str, Json], path: str, now: Mapping[int, int]) -> dict[str, Json]:
    moved: dict[str, Json] = {}
    for key, value in by_path.items():
        if not key.startswith(f"{path}["):
            moved[key] = value
            continue
        number, _bracket, cell = key[len(path) + 1 :].partition("]")
        if int(number) in now:
            moved[f"{path}[{now[int(number)]}]{cell}"] = value
    return moved


def _without_files(row: dict[str, Json], fields: Sequence[Field]) -> None:
    for field in fields:
        for inner in get(row, field.path) or () if field.fields else ():
            _without_files(inner, field.fields)
        if takes_files(field):
            drop(row, field.path)
