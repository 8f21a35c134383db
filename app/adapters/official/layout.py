"""Where each letter of a value goes in its box: one line, several, or one cell a character.

Too long a text is made smaller, down to what is still read; what does not fit even so is said, never
cut in silence. It refuses to know fields and pages.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.adapters.official.fonts import Pen, wrapped

SMALLEST = 5.0  # points: below, nobody reads it
READABLE = 7.0  # of the beginning, when the whole goes to the annex anyway
LARGEST_AUTO = 12.0
MARGIN = 2.0
LEADING = 1.16
GOES_ON = "… (suite en annexe)"
_SIZE = re.compile(r"([\d.]+)\s+Tf")
_COLOUR = re.compile(r"((?:[\d.]+\s+){1,4}(?:g|rg|k))(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Box:
    """`size` 0 lets the text choose; `align` 0 left, 1 centred, 2 right; `cells` 0 for a plain line."""

    width: float
    height: float
    size: float = 0
    colour: str = "0 g"
    align: int = 0
    cells: int = 0
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Laid:
    """The operators of a text object, and whether the text goes on elsewhere."""

    operators: bytes
    over: bool = False


@lru_cache(maxsize=256)  # a form has few of them, asked for each place
def styled(look: str) -> tuple[float, str]:
    """(size, colour) of a default appearance string; (0, black) where it says nothing."""
    size, colour = _SIZE.search(look), _COLOUR.search(look)
    return min(float(size[1]), 72.0) if size else 0.0, colour[1] if colour else "0 g"


def laid(pen: Pen, text: str, box: Box) -> Laid:
    """The text set in its box."""
    if box.cells:
        return _in_cells(pen, text, box)
    return _on_lines(pen, text, box) if box.lines else _on_one_line(pen, " ".join(text.split()), box)


def _written(box: Box, parts: Sequence[bytes]) -> bytes:
    return b"BT\n%b\n%bET\n" % (box.colour.encode(), b"".join(parts))


def _at(x: float, y: float) -> bytes:
    return b"1 0 0 1 %.2f %.2f Tm\n" % (x, y)


def _baseline(pen: Pen, height: float, size: float) -> float:
    face = pen.faces[0]
    return (height - (face.ascent - face.descent) * size) / 2 - face.descent * size


def _from(box: Box, width: float) -> float:
    return (MARGIN, (box.width - width) / 2, box.width - MARGIN - width)[box.align % 3]


def _on_one_line(pen: Pen, text: str, box: Box) -> Laid:
    room = max(1.0, box.width - 2 * MARGIN)
    size = box.size or max(SMALLEST, min(LARGEST_AUTO, (box.height - 1) / LEADING))
    unit = pen.width(text)
    over = unit * min(size, SMALLEST) > room
    if over:
        size = min(size, READABLE)
        text = _begun(pen, text, room / size)
    elif unit * size > room:
        size = room / unit
    x = _from(box, pen.width(text) * size)
    return Laid(_written(box, [_at(x, _baseline(pen, box.height, size)), pen.show(text, size)]), over)


def _begun(pen: Pen, text: str, room: float) -> str:
    """As much of the beginning as fits before the words that say it goes on."""
    end = GOES_ON if pen.width(GOES_ON) < room * 0.7 else "…"
    left = room - pen.width(end)
    for place, char in enumerate(text):
        left -= pen.width(char)
        if left < 0:
            return text[:place].rstrip() + end
    return text + end


def _on_lines(pen: Pen, text: str, box: Box) -> Laid:
    room, height = max(1.0, box.width - 2 * MARGIN), box.height - 2 * MARGIN
    size = box.size or LARGEST_AUTO - 2
    if pen.width(text) * SMALLEST * SMALLEST * LEADING > room * height:  # no size will do
        size = min(size, SMALLEST)
    lines = wrapped(pen, text, room, size)
    while len(lines) * size * LEADING > height and size > SMALLEST:
        size = max(SMALLEST, size - 0.5)
        lines = wrapped(pen, text, room, size)
    fitting = max(1, int(height / (size * LEADING)))
    over = len(lines) > fitting
    if over:
        size = max(size, READABLE)
        lines, fitting = wrapped(pen, text, room, size), max(1, int(height / (size * LEADING)))
    if len(lines) > fitting:
        lines = [*lines[: fitting - 1], _begun(pen, lines[fitting - 1], room / size)]
    top = box.height - MARGIN - pen.faces[0].ascent * size
    parts = [
        _at(_from(box, pen.width(line) * size if box.align else 0), top - number * size * LEADING)
        + pen.show(line, size)
        for number, line in enumerate(lines)
        if line
    ]
    return Laid(_written(box, parts), over)


def _in_cells(pen: Pen, text: str, box: Box) -> Laid:
    """One character a cell; the whole is told as one text to those who copy it or have it read aloud."""
    if len(text) > box.cells:
        return Laid(b"", over=True)
    cell = box.width / box.cells
    size = box.size or min(LARGEST_AUTO, (box.height - 1) / LEADING, cell * 1.4)
    widest = max((pen.width(char) for char in text), default=1.0)
    size = min(size, max(SMALLEST - 1, cell / widest)) if widest else size
    start = (0, (box.cells - len(text)) // 2, box.cells - len(text))[box.align % 3]
    y = _baseline(pen, box.height, size)
    parts = [
        _at((start + number) * cell + (cell - pen.width(char) * size) / 2, y) + pen.show(char, size)
        for number, char in enumerate(text)
        if char != " "
    ]
    whole = b"/Span <</ActualText <feff%b>>> BDC\n" % text.encode("utf-16-be").hex().encode()
    return Laid(whole + _written(box, parts) + b"EMC\n")
