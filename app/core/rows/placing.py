"""What a page posted, brought to where its rows stand now: another window may have moved or removed some.

A row that is gone takes nothing; what was typed in it since the page was read is told, never written
elsewhere. It refuses to merge (see `merging`) and to store.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.definition import Field
from app.core.dossier import Dossier
from app.core.field_types.base import Typed
from app.core.merging import BasedOn, Basis, posted_marks
from app.core.reading import read
from app.core.rows.ids import placed


@dataclass(frozen=True, slots=True)
class Placing:
    """`typed` and `basis` by the paths of now; `moved`: path of the page → path of now; `lost`: what was
    typed in rows that are gone, by paths of the page."""

    typed: Mapping[str, Typed]
    basis: Basis
    moved: Mapping[str, str]
    lost: tuple[str, ...]


def place(
    typed: Mapping[str, Typed], based_on: BasedOn, dossier: Dossier, fields: Sequence[Field]
) -> Placing:
    """Follow the rows of the page by their ids. `fields` are those of the step."""
    basis = based_on if isinstance(based_on, Basis) else Basis(based_on)
    found = {path: where(path, basis, dossier) for path in typed}
    moved = {path: now for path, now in found.items() if now is not None}
    gone = {path: typed[path] for path, now in found.items() if now is None}
    marks = posted_marks(read(fields, gone))
    lost = tuple(path for path in gone if path in marks and marks[path] not in (basis.mark(path), ""))
    return Placing({now: typed[path] for path, now in moved.items()}, at(basis, dossier), moved, lost)


def where(path: str, based_on: BasedOn, dossier: Dossier) -> str | None:
    """The path of now for a path of the page, None when its row is gone."""
    rows = based_on.rows if isinstance(based_on, Basis) else {}
    return placed(path, rows, dossier.working, dossier.row_ids)


def at(basis: Basis, dossier: Dossier) -> Basis:
    """What the page had read, by the paths of now."""
    if basis.marks is None:
        return basis
    found = ((where(path, basis, dossier), mark) for path, mark in basis.marks.items())
    return replace(basis, marks={path: mark for path, mark in found if path is not None}, rows={})
