"""Takes the answers out of a paper: what stays is the same for everybody who is asked the same questions.

Each answer leaves a token in its place, three rare letters that no form prints, narrow or wide so that
two drawings of one layout tell how its text is aligned. It refuses to know pages and PDF.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from re import compile as pattern
from typing import Any

from app.adapters.documents.cells import Block, Cell, Group, Tick
from app.adapters.documents.frames import Frame
from app.adapters.documents.runs import Run
from app.core.dossier import Acting, Person
from app.core.legal_time import day_in_words, moment_in_words
from app.core.proof.marks import Mark
from app.core.summary import Section
from app.usecases.ports import Paper

# The first letter of a token, then those that count. Latin Extended-A: in every font, in no French form.
NARROW = "ĺĨĩĪīĬĭĮįıļľŀłſţťŧŕŗřțĵķ"
WIDE = "ĜĀĂĄĆĈĊČĎĐĒĔĖĘĚĠĢĤĦŃŅŇŌŎ"
EVEN = "āăąēĕėęěğġģĥħńņňōŏőũūŭůű"  # as wide as digits: narrow tokens of numbers, which all have one length
TOKEN = pattern("|".join(f"{letters[0]}[{letters[1:]}]+" for letters in (NARROW, WIDE, EVEN)))
USUAL_LENGTH = 3
# Control characters have no glyph and no meaning on paper; tabs and line ends stay.
NO_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(127, 160)])
_SPACES = pattern(r"[ \t\r\n\f]+")


class Grows(Exception):
    """This paper has a part whose size depends on the answers: it has no layout of its own."""


@dataclass(slots=True)
class Slots:
    """The answers taken out, in the order of their tokens; `ticks`: one a box to tick.

    ticked: how every box is drawn in the layout. asked: once the page is made, the boxes in its order.
    """

    letters: str = NARROW
    ticked: bool = False
    texts: list[str] = field(default_factory=list)
    ticks: list[bool] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    sent: tuple[str, str] = ("", "")  # tokens of the instant of sending: in words, then its day

    def text(self, value: str) -> str:
        """The token in the place of this text."""
        return self._token(value, USUAL_LENGTH, self.letters)

    def _token(self, value: str, length: int, letters: str) -> str:
        number, base = len(self.texts), len(letters) - 1
        if length < 2 or number >= base ** (length - 1):
            raise Grows(f"{number} texts do not fit tokens of {length} letters")
        self.texts.append(_SPACES.sub(" ", value.translate(NO_CONTROLS)).strip(" "))
        digits = (number // base**place % base for place in reversed(range(length - 1)))
        return letters[0] + "".join(letters[1 + digit] for digit in digits)

    def spelled(self, value: str) -> str:
        """The same for a number in groups ("7K4-M92-QXC"): as many groups, as many letters."""
        letters = EVEN if self.letters == NARROW else self.letters
        groups = value.split("-") if value else ()
        return "-".join(self._token(group, len(group), letters) for group in groups)

    def instant(self, value: datetime | None) -> datetime | None:
        """In the place of the instant of sending: the filters of the templates know it."""
        if value is None:
            return None
        self.sent = (self.text(moment_in_words(value)), self.text(day_in_words(value)))
        return SENT


class TickSlot:
    """Stands for "is this box ticked?": asking it is what tells the box's place on the page."""

    def __init__(self, slots: Slots, ticked: bool) -> None:
        self._slots, self._number = slots, len(slots.ticks)
        slots.ticks.append(ticked)

    def __bool__(self) -> bool:
        self._slots.asked.append(self._number)
        return self._slots.ticked

    def __repr__(self) -> str:
        return "TickSlot"


def number_of(token: str) -> int:
    """Which answer a token stands for."""
    letters = next(letters for letters in (NARROW, WIDE, EVEN) if letters[0] == token[0])
    number = 0
    for letter in token[1:]:
        number = number * (len(letters) - 1) + letters.index(letter) - 1
    return number


class _Instant(datetime):
    """In the place of an instant that differs from one paper to the next: only the filters that know it may
    write it."""

    def _refuse(self, *_told: object) -> Any:
        raise Grows("a template writes an instant in its own way")

    astimezone = strftime = isoformat = date = __str__ = __format__ = _refuse  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "an instant"


SENT = _Instant(1970, 1, 3, tzinfo=UTC)
MADE = _Instant(1970, 1, 2, 3, 4, 5, tzinfo=UTC)  # of making: metadata want a date, no page may print it
MADE_ON = "1970-01-02T03:04:05Z"


class _Unread(tuple[Section, ...]):
    """In the place of the answers: a template that reads them as they are has no layout."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Section]:
        raise Grows("a template reads the answers")

    def __len__(self) -> int:
        raise Grows("a template reads the answers")


def without_answers(paper: Paper, slots: Slots) -> Paper:
    """The paper with tokens for its number, its mark and its people; its sections are taken as frames."""
    return replace(
        paper,
        reference=slots.spelled(paper.reference),
        mark=_mark(paper.mark, slots) if paper.mark else None,
        acting=_acting(paper.acting, slots) if paper.acting else None,
        beneficiary_address=tuple(map(slots.text, paper.beneficiary_address)),
        submitted_at=slots.instant(paper.submitted_at),
        mandate=paper.mandate if paper.kind == "mandate" else None,
        made_at=MADE if paper.made_at else None,
        sections=_Unread(),
        deposit={"-": "-"} if paper.deposit else {},
    )


def _mark(mark: Mark, slots: Slots) -> Mark:
    """Its code is printed in groups; of its address the length alone shapes the page."""
    page, signed = mark.address
    code = slots.spelled(mark.spelled).replace("-", "")
    return replace(mark, code=code, address=(page, "A" * len(signed)), seal="")


def _acting(acting: Acting, slots: Slots) -> Acting:
    """Their names; the sentence that tells who helped is one answer (see `pages.context`)."""

    def unnamed(person: Person) -> Person:
        name = slots.text(person.name) if person.name else ""
        return replace(person, name=name, id="", organisation="")

    actor, beneficiary = unnamed(acting.actor), unnamed(acting.beneficiary)
    return replace(acting, actor=actor, beneficiary=beneficiary, mandate_id="")


def frames_without_answers(frames: tuple[Frame, ...], slots: Slots) -> tuple[Frame, ...]:
    """The frames with tokens in their cells; Grows when one has a part of no fixed size."""
    return tuple(replace(frame, runs=tuple(_run(run, slots) for run in frame.runs)) for frame in frames)


def _run(run: Run, slots: Slots) -> Run:
    row = _block(run.row, slots) if run.row is not None else None
    return replace(run, cells=tuple(_cell(cell, slots) for cell in run.cells), row=row)


def _block(block: Block, slots: Slots) -> Block:
    return replace(block, cells=tuple(_cell(cell, slots) for cell in block.cells))


def _cell(cell: Cell, slots: Slots) -> Cell:
    if cell.shape not in _SHAPES:  # a shape that nobody has taught to be taken apart
        raise Grows(cell.shape)
    return _SHAPES[cell.shape](cell, slots)


def _text(cell: Cell, slots: Slots) -> Cell:
    return replace(cell, text=slots.text(cell.text))


def _long(cell: Cell, slots: Slots) -> Cell:
    """Kept line by line: as many lines make another layout, a line too long for its room has none."""
    lines = cell.text.splitlines()
    if any(_SPACES.sub(" ", line).strip(" ") != line for line in lines):
        raise Grows(cell.label)
    return replace(cell, text="\n".join(slots.text(line) if line else "" for line in lines))


def _comb(cell: Cell, slots: Slots) -> Cell:
    return replace(cell, groups=tuple(_group(group, slots) for group in cell.groups))


def _group(group: Group, slots: Slots) -> Group:
    return group if group.ghost else replace(group, text=slots.text(group.text))


def _ticks(cell: Cell, slots: Slots) -> Cell:
    return replace(cell, options=tuple(_tick(option, slots) for option in cell.options))


def _tick(option: Tick, slots: Slots) -> Tick:
    held: Any = TickSlot(slots, option.ticked)
    return replace(option, ticked=held)


def _rows(cell: Cell, slots: Slots) -> Cell:
    return replace(cell, rows=tuple(_block(row, slots) for row in cell.rows))


def _table(cell: Cell, _slots: Slots) -> Cell:
    if cell.rows:
        raise Grows(cell.label)
    return cell


def _amounts(cell: Cell, slots: Slots) -> Cell:
    return replace(cell, lines=tuple((label, slots.text(text)) for label, text in cell.lines))


# Of a piece, the number of files stays: it names nobody, and each number makes its own layout.
_SHAPES: dict[str, Callable[[Cell, Slots], Cell]] = {
    "text": _text, "long": _long, "comb": _comb, "ticks": _ticks, "sentence": _ticks, "piece": _ticks,
    "parts": _rows, "rows": _rows, "table": _table, "amounts": _amounts,
}  # fmt: skip
