"""What is posted by a page of an earlier version, left open while the form changed: nothing of it is lost.

An answer that still has a question goes there; one that was changed meanwhile in another window, or that
nothing asks any more, is kept beside the draft. The same post made twice changes nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.core.definition import FormDefinition, Step
from app.core.dossier import Acting, Dossier
from app.core.errors import UnknownAnswers
from app.core.field_types import FIELD_TYPES
from app.core.merging import EMPTY, Basis, as_stored, digest, posted_marks
from app.core.paths import declared, get
from app.core.reading import Read, read
from app.core.rows.ids import PageRows, placed
from app.core.versions.forwarding import Forward, forward
from app.core.versions.matching import Matched, match
from app.core.versions.migrating import AGAIN, CAST, KEPT, same_rows
from app.core.versions.renewing import Left, knows_page, untold_answers, with_left
from app.core.working import laid_over
from app.usecases.fill.filling import Sheet, lay_open, require_editable
from app.usecases.fill.keeping import Given, patiently, stored
from app.usecases.ports import Ports, Transaction

Json = Any


@dataclass(frozen=True, slots=True)
class Late:
    """`marks`: what that page has now read, by its own paths. `saved`: all that it posted."""

    dossier: Dossier
    saved: tuple[str, ...]
    marks: Mapping[str, str]


def keep_late(
    ports: Ports,
    dossier_id: str,
    version: str,
    step_id: str,
    given: Callable[[Step], Given],
    acting: Acting,
) -> Late:
    """Keep what a page of `version` (the hash of its definition) posts. UnknownAnswers for a version that
    this draft never went by, or for a step that it never had."""
    return patiently(lambda: _keep(ports, dossier_id, version, step_id, given, acting))


def _keep(
    ports: Ports, dossier_id: str, version: str, step_id: str, given: Callable[[Step], Given], acting: Acting
) -> Late:
    with ports.store.transaction() as tx:
        sheet = lay_open(ports, tx, dossier_id)
        require_editable(ports, tx, sheet, acting)
        before = _version(tx, sheet.dossier, version)
        step = before.step(step_id)
        if step is None:
            raise UnknownAnswers([step_id])
        typed, based_on = given(step)
        basis = based_on if isinstance(based_on, Basis) else Basis(based_on)
        posted = read(step.fields, typed)
        changed = _laid(sheet, before, posted, basis)
        if changed is not sheet.dossier:
            changed = replace(changed, updated_at=ports.clock.now())
            changed = tx.dossiers.save_working(changed, based_on=sheet.dossier.revision)
    marks = posted_marks(posted)
    return Late(changed, tuple(marks), marks)


def _version(tx: Transaction, dossier: Dossier, version: str) -> FormDefinition:
    if not knows_page(dossier, version):
        raise UnknownAnswers(["_version"])
    return tx.definitions.get(version)


def _laid(sheet: Sheet, before: FormDefinition, posted: Read, basis: Basis) -> Dossier:
    """The draft with what the page changed; itself when it changed nothing."""
    matched, dossier = match(before, sheet.definition), sheet.dossier
    rows = _rows(matched, basis)
    values: dict[str, Json] = {}
    beside: list[Left] = []
    for path, value, moved in _touched(matched, posted, basis):
        place = placed(moved.path, rows, dossier.working, dossier.row_ids) if moved.path else None
        if place is None or _changed_meanwhile(dossier, place, value, moved, basis.mark(path)):
            if value is not None and not _is(dossier, place, moved.value):
                beside.append(_left(path, value, moved, before.version))
        elif not _is(dossier, place, moved.value):
            values[place] = moved.value
    beside += _not_understood(matched, posted, basis, before.version)
    changed = _with_values(dossier, values) if values else dossier
    return with_left(changed, beside) if beside else changed


def _touched(matched: Matched, posted: Read, basis: Basis) -> Iterator[tuple[str, Json, Forward]]:
    """What was changed on that page since it was read, with where it goes now."""
    marks = posted_marks(posted)
    for path, value in posted.values.items():
        moved = forward(matched, path, value)
        if moved is not None and marks[path] != basis.mark(path):
            yield path, value, moved


def _rows(matched: Matched, basis: Basis) -> PageRows:
    """The rows of that page, by the paths of now."""
    news = {old: new for new, old in matched.olds.items()}
    found = ((news.get(declared(path)), path, ids) for path, ids in basis.rows.items())
    return {same_rows(path, new): ids for new, path, ids in found if new is not None}


def _changed_meanwhile(dossier: Dossier, place: str, value: Json, moved: Forward, had: str | None) -> bool:
    """Was another answer given elsewhere since that page was read?"""
    if moved.what == CAST or had is None:
        return bool(dossier.field_revisions.get(place, 0) > dossier.renewal["revision"])
    now = stored(dossier).mark(place)
    return now not in (had, EMPTY if value is None else digest(value))


def _is(dossier: Dossier, place: str | None, value: Json) -> bool:
    return place is not None and bool(get(dossier.working, place) == value)


def _left(path: str, value: Json, moved: Forward, version: int) -> Left:
    field = moved.before
    shown = FIELD_TYPES[field.kind].listed(field, value)
    what = AGAIN if moved.what in (KEPT, CAST) else moved.what
    return Left(path, field.name, field.kind, value, shown, version, what)


def _not_understood(matched: Matched, posted: Read, basis: Basis, version: int) -> list[Left]:
    marks = posted_marks(posted)
    typed = {
        path: as_stored(given) for path, given in posted.typed.items() if marks[path] != basis.mark(path)
    }
    return untold_answers(typed, matched, version)


def _with_values(dossier: Dossier, values: Mapping[str, Json]) -> Dossier:
    number = dossier.revision + 1
    return replace(
        dossier,
        working=laid_over(dossier.working, Read(values, {})),
        typed={path: given for path, given in dossier.typed.items() if path not in values},
        field_revisions={**dossier.field_revisions, **dict.fromkeys(values, number)},
    )
