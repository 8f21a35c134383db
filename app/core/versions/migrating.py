"""What becomes of a draft's answers when the form changes of version: the stated rule (decision 041).

Kept: the same question. Cast: another kind that the answer can take safely. Again: it cannot, so the old
answer is shown and the question asked again. Dropped: the question is gone; the old answer is handed over
beside, never erased. New: asked for the first time. It judges nothing: the new version will.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.core import paths
from app.core.definition import Field, FormDefinition
from app.core.definition.reading_order import Place
from app.core.field_types import FIELD_TYPES
from app.core.language import _
from app.core.versions.casts import cast
from app.core.versions.matching import Matched, match

Json = Any
KEPT, CAST, AGAIN, DROPPED, NEW = "kept", "cast", "again", "dropped", "new"


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one answer. Paths are absolute ("enfants[1].prenom"), "" where there is none;
    `shown` is the old answer as lists show it (a sensitive one is hidden)."""

    what: str
    label: str
    before: str
    after: str
    shown: str = ""

    def told(self) -> str:
        """One French sentence for the person who comes back."""
        return _SENTENCES[self.what]().format(label=self.label, shown=self.shown)


_SENTENCES = {
    KEPT: lambda: _("« {label} » : votre réponse est gardée."),
    CAST: lambda: _("« {label} » : votre réponse est gardée, « {shown} ». Vérifiez-la."),
    AGAIN: lambda: _(
        "« {label} » : la question a changé. Vous aviez répondu « {shown} ». Répondez de nouveau."
    ),
    DROPPED: lambda: _("« {label} » n’est plus demandé."),
    NEW: lambda: _("« {label} » est une nouvelle question."),
}


@dataclass(frozen=True, slots=True)
class Migrated:
    """`working` fits the new version; `left` keeps every old answer that it does not hold, by its old path.
    `renamed_rows`: repeat before → repeat now, where ids of rows have to follow."""

    working: dict[str, Json]
    left: dict[str, Json]
    fates: tuple[Fate, ...]
    renamed_rows: Mapping[str, str] = field(default_factory=dict)


def migrate(before: FormDefinition, after: FormDefinition, working: Mapping[str, Json]) -> Migrated:
    """The answers of a draft, moved. Values of hidden questions move too: they may be shown again."""
    matched = match(before, after)
    fates, moved = [], dict[str, Json]()
    left: dict[str, Json] = {}
    for fate, value, new in _fates(matched, working):
        fates.append(fate)
        if fate.what in (KEPT, CAST):
            paths.put(moved, fate.after, new)
        elif fate.before:
            left[fate.before] = value
    rows = {
        old: path
        for path, old in matched.olds.items()
        if old != path and matched.after[path].field.kind == "repeat"
    }
    return Migrated(moved, left, tuple(fates), rows)


def _fates(matched: Matched, working: Mapping[str, Json]) -> Iterator[tuple[Fate, Json, Json]]:
    """(fate, old value, new value) of each answer, in the order of the new version; then what is gone."""
    for path, place in matched.after.items():
        old = matched.olds.get(path)
        if old is None:
            if FIELD_TYPES[place.field.kind].value_type and place.field.calculated is None:
                yield Fate(NEW, place.field.name, "", path), None, None
        elif place.field.kind != "repeat" or matched.before[old].field.kind != "repeat":
            for where, value in _answers(working, old):
                yield _moved(matched.before[old], place, where, value)
        else:
            yield from _empty_rows(place, old, path, working)
    removed = {gone.path for gone in matched.removed}
    for gone in matched.removed:
        for where, value in _answers(working, gone.path) if gone.rows not in removed else ():
            shown = _shown(gone.field, value)
            yield Fate(DROPPED, gone.field.name, where, "", shown), value, None


def _empty_rows(
    place: Place, old: str, path: str, working: Mapping[str, Json]
) -> Iterator[tuple[Fate, Json, Json]]:
    """The rows themselves, so that one left empty keeps its place; their cells come after."""
    for where, value in _answers(working, old):
        if isinstance(value, list):
            there = same_rows(where, path)
            yield Fate(KEPT, place.field.name, where, there), value, [{} for _row in value]


def _moved(before: Place, after: Place, where: str, value: Json) -> tuple[Fate, Json, Json]:
    """One answer. Into rows, or out of them, nobody knows which row: it is asked again."""
    old, new = before.field, after.field
    if before.path.count("[]") != after.path.count("[]"):
        return Fate(AGAIN, new.name, where, after.path, _shown(old, value)), value, None
    there, kept = same_rows(where, after.path), cast(old, new, value)
    if kept is None:
        return Fate(AGAIN, new.name, where, there, _shown(old, value)), value, None
    what = KEPT if old.kind == new.kind else CAST
    return Fate(what, new.name, where, there, _shown(new, kept)), value, kept


def _shown(asked: Field, value: Json) -> str:
    if asked.kind == "repeat":
        return str(len(value)) if isinstance(value, list) else ""
    return FIELD_TYPES[asked.kind].listed(asked, value)


def _answers(working: Mapping[str, Json], path: str) -> Iterator[tuple[str, Json]]:
    """(absolute path, value) of each answer to a question: one a row for a cell."""
    rows, inside, own = path.rpartition("[].")
    if not inside:
        value = paths.get(working, path)
        if value is not None:
            yield path, value
        return
    for where, listed in _answers(working, rows):
        for index, row in enumerate(listed if isinstance(listed, list) else ()):
            value = paths.get(row, own)
            if value is not None:
                yield f"{where}[{index}].{own}", value


def same_rows(where: str, path: str) -> str:
    """The new path with the row numbers of the old one: "petits[1].nom" for "enfants[1].nom"."""
    keys = [key for key in paths.split(where) if isinstance(key, int)]
    for key in keys:
        path = path.replace("[]", f"[{key}]", 1)
    return path
