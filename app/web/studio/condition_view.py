"""A condition as the page draws it: rows with their lists, or the text of one that no rows can say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.core.conditions import formula_text
from app.core.conditions.rows import OPERATORS, OVER, operators_of, read
from app.core.conditions.sources import Source, source_of
from app.core.definition import Option
from app.core.language import _
from app.web.studio.condition_rows import MOST_BOXES, Line, Typed, of_rows
from app.web.studio.values import NO, YES

Json = Any


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """`operators` are (group, [(value, words)]); `widget` is "", text, number, date, select or boxes."""

    number: int
    line: Line
    known: bool
    operators: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    widget: str = ""
    options: tuple[Option, ...] = ()

    @property
    def operator(self) -> str:
        return f"{self.line.over}:{self.line.operator}" if self.line.over else self.line.operator

    @property
    def value(self) -> str:
        return " ; ".join(self.line.values)


@dataclass(frozen=True, slots=True)
class Condition:
    """`typed` None: too rich for rows, `text` is edited. `blocks` are (group, its rows), in order."""

    sentence: str
    text: str
    typed: Typed | None
    sources: tuple[tuple[str, tuple[Source, ...]], ...]
    blocks: tuple[tuple[int, tuple[DrawnRow, ...]], ...] = field(default_factory=tuple)
    unsaved: str = ""

    @property
    def exists(self) -> bool:
        return bool(self.text)


def condition(
    expression: Json, sentence: str, found: Sequence[Source], typed: Typed | None = None, unsaved: str = ""
) -> Condition:
    """The condition that is kept, or what is being `typed` in its place."""
    text = "" if expression is None else formula_text.write(expression)
    if typed is None:
        rows = None if expression is None else read(expression)
        typed = of_rows(rows) if rows is not None else Typed() if expression is None else None
    if typed is not None and any(line.path and source_of(found, line.path) is None for line in typed.lines):
        typed = typed if unsaved else None  # reads what no list has: its text is edited
    blocks = () if typed is None else tuple(_blocks(typed, found))
    return Condition(sentence, text, typed, by_step(found), blocks, unsaved)


def by_step(found: Sequence[Source]) -> tuple[tuple[str, tuple[Source, ...]], ...]:
    """The sources under the title of their step, for lists."""
    steps = dict.fromkeys(source.step for source in found)
    return tuple((step, tuple(source for source in found if source.step == step)) for step in steps)


def _blocks(typed: Typed, found: Sequence[Source]) -> Iterator[tuple[int, tuple[DrawnRow, ...]]]:
    """Rows alone one by one, a group whole where its first row stands."""
    drawn = [_drawn(number, line, found) for number, line in enumerate(typed.lines)]
    done: set[int] = set()
    for row in drawn:
        if not row.line.group:
            yield 0, (row,)
        elif row.line.group not in done:
            done.add(row.line.group)
            yield row.line.group, tuple(one for one in drawn if one.line.group == row.line.group)


def _drawn(number: int, line: Line, found: Sequence[Source]) -> DrawnRow:
    source = source_of(found, line.path)
    if source is None:
        return DrawnRow(number, line, known=False)
    names = dict.fromkeys((*operators_of(source.value_type), line.operator))
    words = [(name, OPERATORS[name].told(source.value_type)) for name in names if name in OPERATORS]
    widget, options = _widget(line, source)
    return DrawnRow(number, line, True, tuple(_grouped(words, source)), widget, options)


def _grouped(
    words: list[tuple[str, str]], source: Source
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """A cell is read through its rows: which ones is said first."""
    if not source.cell:
        yield "", tuple(words)
        return
    told = {"some": _("Au moins une ligne"), "all": _("Toutes les lignes"), "none": _("Aucune ligne")}
    for over in OVER:
        yield told[over], tuple((f"{over}:{name}", f"{told[over]} : {said}") for name, said in words)


def _widget(line: Line, source: Source) -> tuple[str, tuple[Option, ...]]:
    takes = OPERATORS[line.operator].takes if line.operator else ""
    if not takes:
        return "", ()
    if takes == "number" or source.value_type == "number":
        return "number", ()
    if source.value_type == "boolean":
        return "select", (Option(YES, _("Oui")), Option(NO, _("Non")))
    if source.options and takes == "list":
        return ("boxes" if len(source.options) <= MOST_BOXES else "text"), source.options
    if source.options:
        return "select", source.options
    return ("date" if source.value_type == "date" and takes != "list" else "text"), ()
