"""Which question of a version is which of the one before: by its path, or by the path that it had.

It compares nothing. A name in "renamed" that the version before does not have says nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.definition import FormDefinition
from app.core.definition.reading_order import Place, places


@dataclass(frozen=True, slots=True)
class Matched:
    """`olds`: each full path of the new version → its path before, for the questions of both."""

    before: Mapping[str, Place]
    after: Mapping[str, Place]
    olds: Mapping[str, str]

    @property
    def added(self) -> tuple[Place, ...]:
        """The questions that only the new version has."""
        return tuple(place for path, place in self.after.items() if path not in self.olds)

    @property
    def removed(self) -> tuple[Place, ...]:
        """The questions that only the version before had."""
        kept = set(self.olds.values())
        return tuple(place for path, place in self.before.items() if path not in kept)


def match(before: FormDefinition, after: FormDefinition) -> Matched:
    """The questions of both versions, cells of rows included. A path is that of one question only."""
    there = {place.path: place for place in places(before.steps)}
    here = {place.path: place for place in places(after.steps)}
    names = after.raw.get("renamed") or {}
    olds: dict[str, str] = {}
    taken: set[str] = set()
    for path in here:
        old = former(path, names)
        if old in there and old not in taken:
            olds[path] = old
            taken.add(old)
    return Matched(there, here, olds)


def former(path: str, names: Mapping[str, str]) -> str:
    """The path of before: "petits[].nom" with {"petits": "enfants"} gives "enfants[].nom"."""
    for new in sorted(names, key=len, reverse=True):
        if path == new or path.startswith((f"{new}.", f"{new}[]")):
            return former_rows(names[new], names) + path.removeprefix(new)
    return former_rows(path, names)


def former_rows(path: str, names: Mapping[str, str]) -> str:
    """The path with the repeat around it under its former name."""
    rows, inside, own = path.rpartition("[].")
    return f"{names.get(rows, rows)}[].{own}" if inside else path
