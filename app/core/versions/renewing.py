"""A draft that goes on under the new version of its form: answers moved, old ones kept beside, all told once.

Pure: a dossier in, a dossier out. Done twice, the second time finds nothing to do. It refuses to know who
comes back and where it is stored (see `usecases.fill.returning`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.core import paths
from app.core.definition import FormDefinition
from app.core.definition.reading_order import places
from app.core.dossier import Dossier
from app.core.versions.matching import Matched, match
from app.core.versions.migrating import AGAIN, DROPPED, KEPT, Fate, Migrated, migrate, same_rows

Json = Any


@dataclass(frozen=True, slots=True)
class Told:
    """One line for the person: the sentence, and the step to go to in the new version, "" for none."""

    what: str
    text: str
    step_id: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """An old answer that the form does not hold any more: `path` is that of its `version`; `shown` as lists
    show it. It goes back to its question when a later version asks it again."""

    path: str
    label: str
    kind: str
    value: Json
    shown: str
    version: int
    what: str = DROPPED


def renewed(dossier: Dossier, before: FormDefinition, after: FormDefinition, at: datetime) -> Dossier:
    """The draft under `after`. Its answers keep their revisions; what is new to say is in `renewal`."""
    matched = match(before, after)
    done = migrate(before, after, dossier.working)
    working, left = _with_returned(done, after, lefts(dossier))
    typed, untold = _typed(dossier.typed, matched)
    left += _left(before, done) + untold_answers(untold, matched, before.version)
    news = [*(_told(dossier) if unseen(dossier) else ()), *map(_line, _changed(done.fates))]
    return replace(
        dossier,
        definition_hash=after.hash,
        working=working,
        typed=typed,
        field_revisions=_renamed(dossier.field_revisions, matched),
        row_ids=_row_ids(dossier.row_ids, before, after, done),
        renewal={
            "from": before.version,
            "to": after.version,
            "at": at.isoformat(),
            "seen": not news and not untold,
            "revision": dossier.revision + 1,
            "pages": [*dict.fromkeys([*dossier.renewal.get("pages", ()), before.hash])],
            "told": news,
            "kept": sum(fate.what == KEPT for fate in done.fates),
            "left": [_spelled(one) for one in _newest(left)],
        },
    )


def with_left(dossier: Dossier, more: Iterable[Left]) -> Dossier:
    """The draft with these old answers kept beside too; the same one twice is kept once."""
    kept = [_spelled(one) for one in _newest([*lefts(dossier), *more])]
    if kept == dossier.renewal.get("left"):
        return dossier
    return replace(dossier, renewal={**dossier.renewal, "left": kept})


def lefts(dossier: Dossier) -> list[Left]:
    """The old answers kept beside the draft, the oldest first."""
    return [Left(**one) for one in dossier.renewal.get("left", ())]


def told(dossier: Dossier, definition: FormDefinition) -> tuple[Told, ...]:
    """What the person is told of the change, in the order of the new version."""
    steps = {place.path: definition.steps[place.position[0]].id for place in places(definition.steps)}
    return tuple(
        Told(one["what"], Fate(**one).told(), steps.get(paths.declared(one["after"]), ""))
        for one in _told(dossier)
    )


def unseen(dossier: Dossier) -> bool:
    """True while the change has things to say that the person has not read."""
    return bool(dossier.renewal) and not dossier.renewal["seen"]


def seen(dossier: Dossier) -> Dossier:
    """The draft once the person has read what changed; the list stays."""
    return replace(dossier, renewal={**dossier.renewal, "seen": True})


def knows_page(dossier: Dossier, definition_hash: str) -> bool:
    """True for a version that this draft went by before: a page of it may still be open somewhere."""
    return definition_hash in dossier.renewal.get("pages", ())


def _told(dossier: Dossier) -> list[Json]:
    return list(dossier.renewal.get("told", ()))


def _changed(fates: Iterable[Fate]) -> list[Fate]:
    return [fate for fate in fates if fate.what != KEPT]


def _line(fate: Fate) -> Json:
    return {name: getattr(fate, name) for name in ("what", "label", "before", "after", "shown")}


def _spelled(one: Left) -> Json:
    return {name: getattr(one, name) for name in Left.__slots__}


def _newest(left: Iterable[Left]) -> list[Left]:
    """One a path: what was said last."""
    return list({one.path: one for one in left}.values())


def _left(before: FormDefinition, done: Migrated) -> list[Left]:
    kinds = {place.path: place.field.kind for place in places(before.steps)}
    return [
        Left(fate.before, fate.label, kinds[paths.declared(fate.before)], done.left[fate.before], fate.shown,
             before.version, fate.what)
        for fate in done.fates if fate.what in (AGAIN, DROPPED) and fate.before in done.left
    ]  # fmt: skip


def _with_returned(
    done: Migrated, after: FormDefinition, kept: list[Left]
) -> tuple[dict[str, Json], list[Left]]:
    """An answer left beside by an earlier change goes back to its question, asked again as it was."""
    asked = {place.path: place.field.kind for place in places(after.steps)}
    working, still = dict(done.working), []
    for one in kept:
        alone = "[" not in one.path and asked.get(one.path) == one.kind and one.kind != "repeat"
        if alone and one.what == DROPPED and paths.get(working, one.path) is None:
            paths.put(working, one.path, one.value)
        else:
            still.append(one)
    return working, still


def _typed(typed: Mapping[str, Json], matched: Matched) -> tuple[dict[str, Json], dict[str, Json]]:
    """(what was not understood, by new path; the same for questions that are gone or of another kind)."""
    news = {old: new for new, old in matched.olds.items()}
    moved, gone = dict[str, Json](), dict[str, Json]()
    for path, given in typed.items():
        old = paths.declared(path)
        new = news.get(old)
        if new is not None and matched.before[old].field.kind == matched.after[new].field.kind:
            moved[same_rows(path, new)] = given
        else:
            gone[path] = given
    return moved, gone


def untold_answers(typed: Mapping[str, Json], matched: Matched, version: int) -> list[Left]:
    """What was typed, not understood, and asked no more: kept as it was typed."""
    return [
        Left(path, place.field.name, place.field.kind, None, " ".join(_texts(given)), version, AGAIN)
        for path, given in typed.items()
        if (place := matched.before.get(paths.declared(path))) and any(_texts(given))
    ]


def _texts(given: Json) -> list[str]:
    return [str(text) for texts in given.values() for text in texts]


def _renamed(revisions: Mapping[str, int], matched: Matched) -> dict[str, int]:
    news = {old: new for new, old in matched.olds.items()}
    found = ((news.get(paths.declared(path)), path, number) for path, number in revisions.items())
    return {same_rows(path, new): number for new, path, number in found if new is not None}


def _row_ids(
    records: Mapping[str, Json], before: FormDefinition, after: FormDefinition, done: Migrated
) -> dict[str, Json]:
    """Ids follow their rows; the rows that may be put back are moved as the others were."""
    kept = {}
    for key, record in records.items():
        new, gone = done.renamed_rows.get(key, key), record.get("gone", ())
        moved = migrate(before, after, _as_answers(key, [one["row"] for one in gone])) if gone else None
        rows = paths.get(moved.working, new) if moved and "#" not in key else None
        if isinstance(rows, list) and len(rows) == len(gone):
            record = {**record, "gone": [{**one, "row": row} for one, row in zip(gone, rows, strict=True)]}
        kept[new] = record
    return kept


def _as_answers(key: str, rows: list[Json]) -> dict[str, Json]:
    """As answers; of rows inside rows, nobody asks."""
    answers: dict[str, Json] = {}
    if "#" not in key:
        paths.put(answers, key, rows)
    return answers
