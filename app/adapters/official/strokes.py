"""What a page draws, as the import of a PDF without fields wants it: rectangles, lines, squares of fonts.

PDFium reads it. Dark fills are bands behind titles, curves are drawings: both are left out here.
"""

import ctypes
from collections.abc import Iterator
from typing import Any
from unicodedata import category

import pypdfium2
import pypdfium2.raw as pdfium

from app.adapters.official.opening import PdfRefused
from app.core.importing.official.drawn import GLYPH, LINE, POST, RECTANGLE, Shape
from app.core.importing.official.paper import Box
from app.core.language import _

MOST_DRAWN = 60_000  # objects in a whole file
MOST_SHAPES = 8_000
DEEPEST = 4  # forms in forms
_THIN = 1.8  # points: a stroke, not a surface
_LIGHT = 200  # of 255: paper, or a pale background
_STRAIGHT = 6  # segments of a rectangle, its closing ones included
_SQUARES = frozenset("□☐▢❏❑❒○◯▫◻")
_DOTS = frozenset("._…‥")
_FEWEST_DOTS = 8


def shapes_of(document: pypdfium2.PdfDocument) -> tuple[Shape, ...]:
    """In the order of drawing. Raises PdfRefused for a file that draws too much."""
    found: list[Shape] = []
    left = MOST_DRAWN
    for number in range(len(document)):
        page = document[number]
        for box, plain in _drawn(
            page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, _IDENTITY
        ):
            left -= 1
            kind = _kind(box) if plain else ""
            found += [Shape(number, kind, box)] if kind else []
        found += [Shape(number, kind, box) for kind, box in _squares_and_dots(page)]
        page.close()
        if left < 0 or len(found) > MOST_SHAPES:
            raise PdfRefused("huge", _("Ce PDF dessine trop de choses pour un formulaire."))
    return tuple(found)


_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)


def _drawn(holder: Any, count: Any, get: Any, matrix: _Matrix, depth: int = 0) -> Iterator[tuple[Box, bool]]:
    """Each path with its place on the page, and whether it is a plain rectangle or stroke on light paper."""
    for index in range(min(count(holder), MOST_DRAWN)):
        item = get(holder, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            inner = _times(_matrix_of(item), matrix)
            yield from _drawn(
                item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, depth + 1
            )
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            segments = pdfium.FPDFPath_CountSegments(item)
            box = _moved(_bounds(item), matrix)
            yield box, segments <= _STRAIGHT and _is_straight(item, segments) and not _is_dark(item, box)


def _is_straight(path: Any, segments: int) -> bool:
    return all(
        pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(path, index))
        != pdfium.FPDF_SEGMENT_BEZIERTO
        for index in range(segments)
    )


def _is_dark(path: Any, box: Box) -> bool:
    """A surface filled with a strong colour; a thin one is a line."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, filled, stroked)
    if not filled.value or _kind(box) != RECTANGLE:
        return False
    colour = [ctypes.c_uint() for _channel in range(4)]
    pdfium.FPDFPageObj_GetFillColor(path, *colour)
    return min(channel.value for channel in colour[:3]) < _LIGHT


def _bounds(item: Any) -> Box:
    sides = [ctypes.c_float() for _side in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *sides)
    return Box(*(side.value for side in sides))


def _matrix_of(item: Any) -> _Matrix:
    held = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, held)
    return held.a, held.b, held.c, held.d, held.e, held.f


def _times(one: _Matrix, two: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _moved(box: Box, matrix: _Matrix) -> Box:
    a, b, c, d, e, f = matrix
    corners = [
        (x * a + y * c + e, x * b + y * d + f) for x in (box.left, box.right) for y in (box.bottom, box.top)
    ]
    across, up = zip(*corners, strict=True)
    return Box(min(across), min(up), max(across), max(up))


def _kind(box: Box) -> str:
    wide, high = box.right - box.left, box.top - box.bottom
    if high <= _THIN:
        return LINE if wide > 2 * _THIN else ""
    return POST if wide <= _THIN else RECTANGLE


def _squares_and_dots(page: Any) -> Iterator[tuple[str, Box]]:
    """Squares that are letters of a font, and rows of dots to write on."""
    text = page.get_textpage()
    dots: list[Box] = []
    for index in range(text.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text, index))
        rectangle = pdfium.FS_RECTF()
        if char.isspace() or not pdfium.FPDFText_GetLooseCharBox(text, index, rectangle):
            continue
        box = Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        if char in _DOTS and (not dots or _goes_on(dots[-1], box)):
            dots.append(box)
            continue
        yield from _dotted(dots)
        dots = [box] if char in _DOTS else []
        # A font of one's own has no meaning to tell: its letters are private, or control characters.
        if char in _SQUARES or category(char) in ("Co", "Cc"):
            yield GLYPH, box
    yield from _dotted(dots)
    text.close()


def _goes_on(one: Box, other: Box) -> bool:
    return abs(one.bottom - other.bottom) < 1 and -2 < other.left - one.right < 6


def _dotted(dots: list[Box]) -> Iterator[tuple[str, Box]]:
    if dots and (len(dots) >= _FEWEST_DOTS or dots[-1].right - dots[0].left > 40):
        yield LINE, Box(dots[0].left, dots[0].bottom, dots[-1].right, dots[0].bottom + 1)
