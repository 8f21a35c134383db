"""What a fitted template asks while it draws the paper of one form: texts that fit their places.

Each answer that the paper shows is noted; what has no place there, or is too long for its own, goes to
a sheet of its own: nothing is cut in silence, whatever the version of the form. It refuses to know HTML.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from re import Match
from re import compile as pattern
from typing import Any, Protocol

from app.adapters.documents.places import Place
from app.core import paths
from app.core.language import _
from app.core.official.filling import WORKED_OUT, question_at, written
from app.core.official.mapping import SHOWN, Piece
from app.core.official.writings import stored
from app.core.summary import Line, Row, Section

Json = Any
SMALLEST = 7.0  # points: below, nobody reads it
STEP = 0.5
_CELL = pattern(r"\{(\w+)(?::([^}]+))?\}")  # "{nom} {naissance:JJ/MM/AAAA}"


class Measures(Protocol):
    """How texts are set: see `ruler`."""

    def width(self, text: str, size: float) -> float: ...

    def lines(self, text: str, size: float, width: float) -> int: ...


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text for its place, and its classes: "s85" for 8.5 points, "wraps" for several lines."""

    text: str
    classes: str


@dataclass(frozen=True, slots=True)
class Longer:
    """An answer whose end is on the continuation sheet."""

    number: int
    label: str
    text: str


class Sheet:
    """The paper of one form being drawn. One instance a drawing: it remembers what was shown."""

    def __init__(
        self,
        sections: Sequence[Section],
        places: Mapping[str, Place],
        measures: Measures,
        *,
        blank: bool,
        notes: Sequence[str] = (),
        replaced: Mapping[int, Any] | None = None,
    ) -> None:
        """`notes`: sentences that the paper must carry; `replaced`: characters that cannot be printed, as
        `str.translate` takes them."""
        self.lines = tuple(line for section in sections for line in section.lines)
        self.longer: list[Longer] = []
        self.notes = tuple(notes)  # none once they are on the paper
        self._places, self._measures, self._blank = places, measures, blank
        self._replaced = replaced or {}
        self._fields = tuple(line.field for line in self.lines)
        self._by_path = {line.path: line for line in self.lines}
        self._answers: dict[str, Json] = {}
        for line in self.lines:
            if line.value is not None:
                paths.put(self._answers, line.path, line.value)
        self._shown: set[str] = set()
        self._boxes: dict[str, set[str]] = {}

    def say(self, path: str, writing: str = SHOWN, date: str = "", around: str = "{}") -> str:
        """An answer, "" without one; `date` is a pattern ("JJ/MM/AAAA"), `around` what stands around it."""
        line = self._by_path.get(path)
        text = line.text if line is not None and writing == SHOWN and not date else ""
        if not text:
            text = self._written(path, Piece(path, "date" if date else writing, date))
        if text or self._blank:
            self._shown.add(path)
        return around.format(text) if text else ""

    def _written(self, path: str, piece: Piece) -> str:
        value = paths.get(self._answers, path)
        field, part = question_at(self._fields, path)
        return written(piece, field, part, value) if field is not None and value is not None else ""

    def ticked(self, path: str, code: Json) -> bool:
        """True when this box of the question is chosen."""
        self._boxes.setdefault(path, set()).add(stored(code))
        return stored(code) in _codes(paths.get(self._answers, path))

    def rows(self, path: str, one: str) -> tuple[str, ...]:
        """A text a row of a repeat: `one` names its columns, "{nom} {naissance:JJ/MM/AAAA}"."""
        line = self._by_path.get(path)
        if line is None:
            return ()
        columns = {found[1] for found in _CELL.finditer(one)}
        if columns >= {field.path for field in line.field.fields}:
            self._shown.add(path)
        return tuple(_row(row, one) for row in line.rows) if not self._blank else ()

    def fit(self, place: str, text: str, label: str) -> Fitted:
        """The text in the size that its place holds, or its beginning and where it goes on."""
        here = self._places[place]
        text = text.translate(self._replaced)
        if here.lines == 1:
            text = " ".join(text.split())
        size = here.size
        while not self._holds(here, text, size) and size > SMALLEST:
            size = max(SMALLEST, size - STEP)
        if not self._holds(here, text, size):
            text = self._begun(here, text, self._note(label, text))
        return Fitted(text, f"s{round(size * 10)}{' wraps' if here.lines > 1 else ''}")

    def _holds(self, place: Place, text: str, size: float) -> bool:
        if place.lines == 1:
            return self._measures.width(text, size) <= place.width
        return self._measures.lines(text, size, place.width) <= place.lines

    def _note(self, label: str, text: str) -> int:
        """The same answer told twice on the paper goes on once."""
        for longer in self.longer:
            if (longer.label, longer.text) == (label, text):
                return longer.number
        self.longer.append(Longer(len(self.longer) + 1, label, text))
        return len(self.longer)

    def _begun(self, place: Place, text: str, number: int) -> str:
        """The longest beginning that leaves room for the words that say where the whole is."""
        where = _("… (suite : feuille jointe, n° {n})").format(n=number)
        if not self._holds(place, where, SMALLEST):
            where = _("→ {n}").format(n=number)
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if self._holds(place, text[:middle].rstrip() + where, SMALLEST):
                low = middle
            else:
                high = middle - 1
        return text[:low].rstrip() + where

    def strip(self, place: str, implied: Sequence[str]) -> Fitted:
        """The answers without a place and the notes, in small lines when these hold them all.

        `implied`: questions of the screen that the paper does not ask. On a blank form they are not asked.
        """
        if self._blank:
            self._shown.update(implied)
            return Fitted("", "")
        left = self.left()
        told = [*(f"{line.field.name} : {line.text}" for line in left), *self.notes]
        text = f"{_('Donné en ligne')} – {' · '.join(told)}".translate(self._replaced) if told else ""
        here = self._places[place]
        if any(line.rows for line in left) or not self._holds(here, text, SMALLEST):
            return Fitted("", "")
        self._shown.update(line.path for line in left)
        self.notes = ()
        return Fitted(text, f"s{round(SMALLEST * 10)} wraps")

    def left(self) -> tuple[Line, ...]:
        """The questions that were not shown so far; on a filled form, those that are answered."""
        return tuple(line for line in self.lines if not self._is_shown(line))

    def _is_shown(self, line: Line) -> bool:
        if line.path in self._shown:
            return True
        if self._blank:
            return line.path in self._boxes or any(shown.startswith(f"{line.path}.") for shown in self._shown)
        if line.path in self._boxes:
            return _codes(line.value) <= self._boxes[line.path]
        if isinstance(line.value, dict):
            parts = [part for part, value in line.value.items() if value and part not in WORKED_OUT]
            return all(f"{line.path}.{part}" in self._shown for part in parts)
        return not line.text and not line.rows


def _codes(value: Json) -> set[str]:
    """The codes chosen, none for no answer."""
    chosen = value if isinstance(value, list | tuple) else [value]
    return {stored(one) for one in chosen if one is not None}


def _row(row: Row, one: str) -> str:
    def cell(found: Match[str]) -> str:
        return next(_cells(row, found[1], found[2] or ""), "")

    return " ".join(_CELL.sub(cell, one).split())


def _cells(row: Row, column: str, date: str) -> Iterator[str]:
    for line in row.lines:
        if line.field.path == column:
            dated = written(Piece(column, "date", date), line.field, "", line.value) if date else ""
            yield dated or line.text
