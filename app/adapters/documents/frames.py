"""Turns the sections of the summary into the numbered frames of a Cerfa.

It decides what stays together on a page, and tells a blank form's conditions in words; how one
answer is drawn is in `cells`. It refuses to know HTML and millimetres.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from re import compile as pattern

from app.adapters.documents.cells import Cell, cell
from app.core.condition_sentences import sentence
from app.core.definition import Expression, FormDefinition
from app.core.french import quoted
from app.core.summary import Line, Section

SHORT_SECTION = 6  # lines of cells up to which a section is not cut by a page
_STRESSED = pattern(r"\*([^*]+)\*")


@dataclass(frozen=True, slots=True)
class Frame:
    """One numbered section; a short one is kept on one page."""

    number: int
    title: str
    cells: tuple[Cell, ...]
    short: bool
    condition: str = ""  # blank form: when the whole section is asked


def frames(definition: FormDefinition, sections: Sequence[Section], *, blank: bool) -> tuple[Frame, ...]:
    """The sections as the template draws them; a blank form says in words what the screen would hide."""
    return tuple(_frame(section, definition if blank else None) for section in sections)


def _frame(section: Section, blank: FormDefinition | None) -> Frame:
    cells = tuple(_conditional(line, blank) for line in section.lines)
    grows = any(cell.shape in ("rows", "long") for cell in cells)  # cut between rows, or inside a long text
    step = blank.step(section.step_id) if blank is not None else None
    return Frame(
        section.number,
        section.title,
        cells,
        short=not grows and _height(cells) <= SHORT_SECTION,
        condition=_condition(step.when, blank) if step is not None else "",
    )


def _height(cells: Sequence[Cell]) -> float:
    """About how many lines they take: enough to tell short sections from long ones."""
    widths = {"half": 0.5, "third": 0.34}
    return sum(1 + len(cell.options) if cell.listed else widths.get(cell.width, 1) for cell in cells)


def _conditional(line: Line, blank: FormDefinition | None) -> Cell:
    return replace(cell(line, blank=blank is not None), condition=_condition(line.field.when, blank))


def _condition(when: Expression | None, blank: FormDefinition | None) -> str:
    """ "Si « Nationalité » est « Française »": the sentence of the studio, without its first word."""
    if when is None or blank is None:
        return ""
    told = _STRESSED.sub(lambda found: quoted(found[1]), sentence(when, blank))
    _verb, _space, condition = told.partition(" ")
    return condition[:1].upper() + condition[1:]
