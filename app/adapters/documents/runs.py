"""Cuts the cells of a section into runs: what a page never divides.

It knows what stands side by side on one line and what may grow over pages; it refuses to know what the
cells say. A run is the smallest thing that moves to the next page, so a frame never ends on emptiness.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.adapters.documents.cells import Block, Cell
from app.adapters.documents.widths import SHARES

LOW = frozenset({"text", "comb"})  # they end on a rule or on boxes
GROWING = frozenset({"table", "long"})
BLOCKS = frozenset({"table", "long", "amounts"})


@dataclass(frozen=True, slots=True)
class Run:
    """Cells on one line, or one row of a repeat under its `title`.

    low: all end on a rule, which then is the same whatever the length of their labels.
    grows: a page may cut it, between two lines of a table or inside a long text.
    under: what is asked depends on a condition, told above the first of the lines that share it.
    """

    cells: tuple[Cell, ...] = ()
    title: str = ""
    conditions: tuple[str, ...] = ()  # blank form: of the section or the group that starts here
    row: Block | None = None
    low: bool = False
    grows: bool = False
    under: bool = False

    @property
    def block(self) -> bool:
        """Tall enough to stand alone under the title of its section."""
        return self.row is not None or any(cell.shape in BLOCKS for cell in self.cells)


def runs(cells: Sequence[Cell], condition: str = "", *, title: str = "") -> tuple[Run, ...]:
    """The cells of a section in order, line by line, row by row; its condition comes first.

    `title`: the section's own, which an address or a repeat under it does not say again.
    """
    found: list[Run] = []
    asked: tuple[str, ...] = ()  # the condition of the line before
    for line in side_by_side(cells):
        first = line.cells[0]
        drawn = list(_GROUPS[first.shape](first)) if first.shape in _GROUPS else [line]
        own = drawn[0].conditions
        drawn = [replace(run, conditions=(), under=bool(own)) for run in drawn]
        if own != asked:
            drawn[0] = replace(drawn[0], conditions=own)
        found.extend(drawn)
        asked = own
    if found and found[0].title.casefold() == title.casefold():
        found[0] = replace(found[0], title="")
    if condition and found:
        found[0] = replace(found[0], conditions=(condition, *found[0].conditions))
    return tuple(found)


def side_by_side(cells: Sequence[Cell]) -> tuple[Run, ...]:
    """The cells by lines: halves and thirds share one while they fit, and are asked under one condition."""
    lines: list[list[Cell]] = []
    room = 0.0
    for cell in cells:
        width = SHARES.get(cell.width, 1.0)
        if width > room + 0.01 or cell.condition != lines[-1][0].condition:
            lines.append([])
            room = 1.0
        lines[-1].append(cell)
        room -= width
    return tuple(_line(_filled(line)) for line in lines)


def _filled(line: list[Cell]) -> list[Cell]:
    """Words at the end of a line take what is left of it: no blank at their right."""
    *before, last = line
    left = round(1.0 - sum(SHARES.get(cell.width, 1.0) for cell in before), 2)
    width = next((name for name, share in SHARES.items() if round(share, 2) == left), "full")
    return [*before, replace(last, width=width)] if last.shape == "text" else line


def _line(cells: Sequence[Cell]) -> Run:
    """A condition is told once, over the whole line."""
    low = len(cells) > 1 and all(cell.shape in LOW for cell in cells)
    grows = any(cell.shape in GROWING for cell in cells)
    if cells[0].shape in _GROUPS:
        return Run(tuple(cells), low=low, grows=grows)
    bare = tuple(replace(cell, condition="") for cell in cells)
    return Run(bare, conditions=_own(cells[0]), low=low, grows=grows)


def _rows(cell: Cell) -> Iterator[Run]:
    """A row a run, the name of the repeat with the first."""
    if not cell.rows:
        yield Run((cell,))
    for number, row in enumerate(cell.rows):
        head = Run(title=cell.label, conditions=_own(cell)) if number == 0 else Run()
        yield replace(head, row=row)


def _parts(cell: Cell) -> Iterator[Run]:
    """The parts of an address as lines of their own, its name with the first."""
    first, *others = side_by_side(cell.rows[0].cells)
    yield replace(first, title=cell.label, conditions=_own(cell))
    yield from others


def _own(cell: Cell) -> tuple[str, ...]:
    return (cell.condition,) if cell.condition else ()


_GROUPS = {"rows": _rows, "parts": _parts}
