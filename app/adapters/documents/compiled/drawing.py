"""What WeasyPrint drew, read back before it is written: objects, marked texts, the room around each text.

It knows pydyf's objects and the operators that WeasyPrint writes; it refuses to know answers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from re import compile as pattern
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import get_hb_object_data

from app.adapters.documents.compiled.layout import SEAL
from app.adapters.documents.compiled.shaping import ASCII, USUAL, Face
from app.adapters.documents.slots import TOKEN
from app.adapters.documents.standards import claim

Operators = tuple[bytes, ...]
_FONT = pattern(rb"/(\S+) (\S+) Tf")
_RUN = pattern(rb"<([0-9a-f]*)>|(-?[\d.]+)")


class Drawing:
    """A finisher: keeps the document and its objects, claims the standards, paints no QR code."""

    def __init__(self, *, sealed: bool) -> None:
        self._seal = SEAL if sealed else ""
        self.document: Any = None
        self.pdf: Any = None

    def __call__(self, document: Any, pdf: Any) -> None:
        claim(document, pdf, seal=self._seal)
        self.document, self.pdf = document, pdf

    @property
    def objects(self) -> list[Any]:
        """By number."""
        return list(self.pdf.objects)

    @property
    def pages(self) -> list[int]:
        """The numbers of the content streams."""
        kids = self.pdf.pages["Kids"][::3]
        return [reference(self.pdf.objects[kid]["Contents"]) for kid in kids]

    @property
    def fonts(self) -> Mapping[str, Any]:
        """Names in the pages → WeasyPrint's fonts."""
        return {font.hash: font for font in self.document.fonts.values()}


def reference(held: bytes) -> int:
    """The number in "12 0 R"."""
    return int(bytes(held).split()[0])


def operators(stream: Any) -> Operators:
    """The content of a stream, one operator with its operands an item; property lists stay apart."""
    return tuple(written(item) for item in stream.stream)


def written(item: Any) -> bytes:
    """As the file has it."""
    if isinstance(item, bytes):
        return item
    return bytes(item.data) if isinstance(item, pydyf.Object) else str(item).encode()


@dataclass(frozen=True, slots=True)
class Text:
    """A marked text of one line in one font: `start` and `end` are the places of BT and after ET."""

    start: int
    end: int
    mcid: int
    spelled: bool
    words: str
    x: float
    y: str
    font: str
    size: str
    moves: tuple[float, ...]  # after each glyph, in thousandths, to the left
    glyphs: tuple[int, ...]


def texts(stream: Any, fonts: Mapping[str, Any]) -> Iterator[Text]:
    """The marked texts of a page, in the order of painting; one of several fonts has words only."""
    items = stream.stream
    for place, item in enumerate(items):
        if item != b"BDC":
            continue
        end = items.index(b"EMC", place)
        if b"BT" in items[place:end]:
            start = items.index(b"BT", place)
            yield _text(items[start:end], start, items[place - 1], fonts)


def _text(items: list[Any], start: int, properties: Any, fonts: Mapping[str, Any]) -> Text:
    """BT, a matrix, a font, a text, ET."""
    mcid, spelled = properties["MCID"], "ActualText" in properties
    ops = [written(item) for item in items]
    if len(ops) != 5 or not (found := _FONT.fullmatch(ops[2])):
        words = "".join(_words(ops, fonts))
        return Text(start, start + len(ops), mcid, spelled, words, 0, "", "", "", (), ())
    name, size = found[1].decode(), found[2].decode()
    glyphs, moves = _shown(ops[3])
    words = "".join(fonts[name].to_unicode.get(glyph, "") for glyph in glyphs)
    *_matrix, x, y, _tm = ops[1].split()
    return Text(start, start + 5, mcid, spelled, words, float(x), y.decode(), name, size, moves, glyphs)


def _words(ops: list[bytes], fonts: Mapping[str, Any]) -> Iterator[str]:
    font: Any = None
    for op in ops:
        if found := _FONT.fullmatch(op):
            font = fonts[found[1].decode()]
        elif op.endswith(b"TJ") and font is not None:
            yield from (font.to_unicode.get(glyph, "") for glyph in _shown(op)[0])


def _shown(operator: bytes) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Glyphs and the moves after each."""
    glyphs: list[int] = []
    moves: list[float] = []
    for run, move in _RUN.findall(operator):
        if move and moves:
            moves[-1] += float(move)
        for start in range(0, len(run), 4):
            glyphs.append(int(run[start : start + 4], 16))
            moves.append(0.0)
    return tuple(glyphs), tuple(moves)


@dataclass(slots=True)
class Room:
    """The line of a text: `left` and `right` edges of its block when it is alone there, else None."""

    words: str
    edges: tuple[float, float] | None = field(default=None)


def rooms(page_box: Any) -> Iterator[Room]:
    """Every text of a page with the room it has, in the order of the tree."""
    if isinstance(page_box, boxes.TextBox):
        yield Room(page_box.text)
        return
    children = getattr(page_box, "children", ())
    lines = [child for child in children if isinstance(child, boxes.LineBox)]
    if lines and len(lines) == len(children):
        yield from _lines(page_box, lines)
        return
    for child in children:
        yield from rooms(getattr(child, "_box", child))


def _lines(block: Any, lines: list[Any]) -> Iterator[Room]:
    """A text alone between two forced ends of line may be as wide as the block."""
    left = block.content_box_x()
    ended = True
    for line in lines:
        before, ended = ended, _breaks(line) or line is lines[-1]
        text = _alone(line)
        if text is None or not ((before and ended) or _is_kept_line(text)):
            yield from (room for child in line.children for room in rooms(child))
        else:
            yield Room(text.text, (left, left + block.width))


def _is_kept_line(text: Any) -> bool:
    """In a text whose ends of line are kept, a token is a whole line."""
    return text.style["white_space"].startswith("pre") and TOKEN.fullmatch(text.text.strip()) is not None


def _breaks(line: Any) -> bool:
    return any(child.element_tag == "br" for child in line.descendants())


def _alone(line: Any) -> Any:
    """The text of a line that has nothing else."""
    inside = [child for child in line.children if child.element_tag != "br"]
    while len(inside) == 1 and isinstance(inside[0], boxes.InlineBox):
        inside = inside[0].children
    return inside[0] if len(inside) == 1 and isinstance(inside[0], boxes.TextBox) else None


def widened(drawing: Drawing, names: set[str]) -> dict[Any, Any]:
    """The fonts of a drawing for the next one; those of these names with every usual letter."""
    for font in drawing.document.fonts.values():
        font.file_content = whole(font)  # it was cut down to the letters of the first
        if font.hash in names:
            letters = ASCII if b"Mono" in font.name else USUAL
            for letter, glyph in Face(font.file_content).known(letters).items():
                font.to_unicode.setdefault(glyph.number, letter)
                font.widths.setdefault(glyph.number, glyph.advance)
    return dict(drawing.document.fonts)


def whole(font: Any) -> bytes:
    """The file of a font that was cut down to be embedded."""
    return bytes(get_hb_object_data(font.hb_face))
