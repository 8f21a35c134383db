"""Turns the sections of the summary into the numbered frames of a Cerfa.

It decides what stays together on a page; how one answer is drawn is in `cells`, how a blank form
tells its conditions in `conditions`. It refuses to know HTML and millimetres.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from app.adapters.documents.cells import Cell, cell
from app.adapters.documents.conditions import Printed
from app.adapters.documents.runs import Run, runs, side_by_side
from app.adapters.documents.widths import SHARES
from app.core.definition import FormDefinition
from app.core.summary import Line, Section

SHORT_SECTION = 3  # lines of cells up to which a section is not cut by a page


@dataclass(frozen=True, slots=True)
class Frame:
    """One numbered section; a short one is kept on one page."""

    number: int
    title: str
    runs: tuple[Run, ...]
    short: bool


def frames(definition: FormDefinition, sections: Sequence[Section], *, blank: bool) -> tuple[Frame, ...]:
    """The sections as the template draws them; a blank form says in words what the screen would hide."""
    printed = Printed.of(definition, sections) if blank else None
    return tuple(_frame(section, printed) for section in sections)


def _frame(section: Section, blank: Printed | None) -> Frame:
    cells = tuple(_conditional(line, blank) for line in section.lines)
    grows = any(
        cell.shape in ("rows", "table", "amounts", "long") for cell in cells
    )  # cut between rows, or inside a long text
    step = blank.definition.step(section.step_id) if blank is not None else None
    condition = blank.part(step.when) if blank is not None and step is not None else ""
    return Frame(
        section.number,
        section.title,
        runs(cells, condition, title=section.title),
        short=not grows and _height(cells) <= SHORT_SECTION,
    )


def _height(cells: Sequence[Cell]) -> float:
    """About how many lines they take: enough to tell short sections from long ones."""
    return sum(map(_lines, cells))


def _lines(cell: Cell) -> float:
    if cell.shape == "parts":
        return len(side_by_side(cell.rows[0].cells))
    return SHARES.get(cell.width, 1) + _lines_of_options(cell)


def _lines_of_options(cell: Cell) -> int:
    """Beyond the first line."""
    return ceil(len(cell.options) / cell.columns) if cell.columns else 0


def _conditional(line: Line, blank: Printed | None) -> Cell:
    condition = blank.question(line.field.when) if blank is not None else ""
    return replace(cell(line, blank=blank is not None), condition=condition)
