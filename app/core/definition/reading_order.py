"""What each place of a form may read: paths, their types and options, in document order.

Conditions read earlier questions only, so that one pass answers everything. It knows
a parsed form; it refuses to know how expressions are written (see `conditions.typing`).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.closeness import suggestion
from app.core.definition import Field, Step
from app.core.definition.schema_reading import codes_of
from app.core.field_types import FIELD_TYPES
from app.core.language import _

Json = Any
Position = tuple[int, ...]  # step, question, cell, cell of a row in a row; a step alone has one number
AT_THE_END: Position = (10_000,)
_LAST: dict[int, tuple[Sequence[Step], tuple["Place", ...]]] = {}
_MOST = 16  # forms
_TOP = 2  # numbers of a question that is in no row


@dataclass(frozen=True, slots=True)
class Place:
    """A question where it is asked: `path` is full ("enfants[].prenom"), `pointer` its place in the file."""

    path: str
    field: Field
    position: Position
    pointer: str
    rows: str = ""  # the path of the repeat that it is a cell of


def places(steps: Sequence[Step]) -> tuple[Place, ...]:
    """Every question and every cell, in document order. A form is asked for them many times on one page:
    those of the last few are kept, by the very tuple of their steps, which nothing changes."""
    known = _LAST.get(id(steps))
    if known is not None and known[0] is steps:
        return known[1]
    found = tuple(
        place
        for number, step in enumerate(steps)
        for place in _places(step.fields, (number,), f"/steps/{number}/fields", "")
    )
    if isinstance(steps, tuple):
        if len(_LAST) >= _MOST:
            _LAST.clear()
        _LAST[id(steps)] = steps, found
    return found


def _places(fields: Sequence[Field], around: Position, pointer: str, rows: str) -> Iterator[Place]:
    for number, field in enumerate(fields):
        path = f"{rows}[].{field.path}" if rows else field.path
        position = (*around, number)
        yield Place(path, field, position, f"{pointer}/{number}", rows)
        yield from _places(field.fields, position, f"{pointer}/{number}/fields", path)


@dataclass(frozen=True, slots=True)
class Readable:
    """The questions of a form as seen by an expression at `position`, in the rows of the repeat `rows`."""

    places: Mapping[str, Place]
    position: Position = AT_THE_END
    rows: str = ""

    def at(self, place: Place) -> "Readable":
        """The same form, seen from this question."""
        return Readable(self.places, place.position, place.rows)

    def find(self, path: str) -> Place | None:
        """The question behind a path of an expression, "item.x" included."""
        return self.places.get(self._full(path))

    def read(self, path: str) -> tuple[Place | None, str]:
        """The question, and the part of its answer that is read ("code_postal" of an address), "" for all."""
        full = self._full(path)
        whole, _dot, part = full.rpartition(".")
        if full in self.places or whole not in self.places:
            return self.places.get(full), ""
        place = self.places[whole]
        return (place, part) if part in _attributes(place) else (None, "")

    def _full(self, path: str) -> str:
        inside = self.rows and path.startswith("item.")
        return f"{self.rows}[].{path.removeprefix('item.')}" if inside else path

    def type_of(self, path: str) -> str | None:
        """Its value type, None when there is no such question, or it holds no answer."""
        place, part = self.read(path)
        if place is None:
            return None
        return (_attributes(place)[part] if part else FIELD_TYPES[place.field.kind].value_type) or None

    def codes_of(self, path: str) -> Collection[Json]:
        """Its options' codes; a yes-no question has none, for its answers are true and false."""
        place = self.find(path)
        if place is None or FIELD_TYPES[place.field.kind].value_type not in ("choice", "choices"):
            return ()
        return codes_of(place.field)

    def refusal_of(self, path: str) -> tuple[str, str, str] | None:
        """(code, message, fix) when the path is unknown, or is asked too late to be read here."""
        place, _part = self.read(path)
        if place is None:
            message = _("« {path} » ne désigne aucune question.").format(path=path)
            return "unknown-path", message, suggestion(path, self.places) or _("Corrigez le chemin.")
        depth = len(self.position) if path.startswith("item.") else _TOP
        if place.position[:depth] < self.position[:depth]:  # rows are read once their repeat is over
            return None
        message = _("« {path} » est demandé plus loin, ou ici même.").format(path=path)
        fix = _("Déplacez cette question avant celles qui la lisent.")
        return "forward-reference", message, fix


def _attributes(place: Place) -> Mapping[str, str]:
    """The parts of its value that conditions may read."""
    return FIELD_TYPES[place.field.kind].attributes_of(place.field.schema)
