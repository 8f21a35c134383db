"""A repeat as the page draws it: its rows, the buttons that they may have, the last one that was removed.

It knows questions and repeats inside its rows; it never says how many rows are right.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.answers import FieldError
from app.core.definition import Field
from app.core.field_types.naming import counted
from app.core.french import spaced
from app.core.language import _
from app.core.summary import Line
from app.web.filters import lower_first
from app.web.questions import Question

Target = tuple[str, str]  # id to reach, sentence


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` counts from 1, `row_id` stays with it, `title` is for the eye, `name` tells the rows
    around it too. `lines` and `errors` are for a row that has a page of its own, and is only listed here."""

    number: int
    title: str
    name: str
    path: str
    row_id: str
    id: str
    drawn: tuple["Question | Repeat", ...]  # those that live.js may show, too
    lines: tuple[Line, ...] = ()
    errors: tuple[str, ...] = ()
    complete: bool = True

    @property
    def items(self) -> tuple["Question | Repeat", ...]:
        """Those in sight."""
        return tuple(item for item in self.drawn if not item.hidden)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the row, those of the rows inside it included."""
        return tuple(leaves(self.items))

    @property
    def target(self) -> str:
        """The first input of the row, or the row itself."""
        return next((question.target for question in self.questions), self.id)


@dataclass(frozen=True, slots=True)
class Undo:
    """The last removed row: its id and what it was called."""

    row_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """A question whose answers are rows: blocks, lines of a table, or a list of pages (`layout`)."""

    question: Field
    path: str
    id: str
    rows: tuple[Row, ...]
    least: int
    most: int
    error: FieldError | None
    undo: Undo | None = None
    toggled: bool = False
    hidden: bool = False
    drawing: str = "repeat"

    @property
    def layout(self) -> str:
        """ "", "table" or "pages"."""
        return self.question.layout

    @property
    def may_add(self) -> bool:
        return len(self.rows) < self.most

    @property
    def may_remove(self) -> bool:
        return len(self.rows) > self.least

    @property
    def row_name(self) -> str:
        """ "Enfant": what one row is called."""
        return self.question.row_label or self.question.name

    @property
    def add_label(self) -> str:
        """What the button that adds a row says, in the author's words when there are some."""
        return self.question.add_label or _("Ajouter : {name}").format(name=lower_first(self.row_name))

    @property
    def at_least(self) -> str:
        """ "Au moins 2 enfants.", "" when one or none is enough."""
        least = self.least
        return _("Au moins {rows}.").format(rows=self._counted(least)) if least > 1 else ""

    @property
    def at_most(self) -> str:
        """Why no row may be added."""
        return _("Vous avez atteint le maximum : {rows}.").format(rows=self._counted(self.most))

    @property
    def target(self) -> str:
        """The id that a link of the error summary reaches."""
        first = next((row.target for row in self.rows), "")
        return first or (f"{self.id}-ajouter" if self.may_add else self.id)

    @property
    def sentence(self) -> str:
        """The error in the summary."""
        return told(self.question.name, self.error) if self.error else ""

    def columns(self) -> tuple[Question, ...]:
        """One question a column, for a table: those of the row that draws most of them."""
        cells = (tuple(item for item in row.drawn if isinstance(item, Question)) for row in self.rows)
        return max(cells, key=len, default=())

    def cell(self, row: Row, column: Question) -> "Question | Repeat | None":
        """The question of this row in this column, None when the page never shows it there."""
        return next((item for item in row.drawn if item.question.path == column.question.path), None)

    def _counted(self, n: int) -> str:
        return counted(n, self.question.row_label or _("ligne"))


def leaves(items: "tuple[Question | Repeat, ...]") -> Iterator[Question]:
    """Every question and cell, in page order."""
    for item in items:
        if isinstance(item, Repeat):
            for row in item.rows:
                yield from leaves(row.items)
        else:
            yield item


def repeats(items: "tuple[Question | Repeat, ...]") -> Iterator[Repeat]:
    """Every repeat, those inside rows included, in page order."""
    for item in items:
        if isinstance(item, Repeat):
            yield item
            for row in item.rows:
                yield from repeats(row.items)


def summary(items: "tuple[Question | Repeat, ...]") -> Iterator[Target]:
    """The error summary, in page order. A row that is only listed is reached by its link."""
    for item in items:
        if item.error:
            yield item.target, item.sentence
        if isinstance(item, Question):
            yield from item.other_sentences
        if isinstance(item, Repeat):
            for row in item.rows:
                yield from ((row.id, sentence) for sentence in row.errors)
                yield from summary(row.items)


def told(name: str, error: FieldError) -> str:
    """An error in the summary: "Personne 2, nom : saisissez…"."""
    return spaced(_("{name} : {message}").format(name=name, message=lower_first(error.message)))
