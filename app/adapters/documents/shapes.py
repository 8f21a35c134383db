"""Draws boxed characters and tick boxes cheaply: a page holds rectangles in colours that stand for them, and
each is painted over just before the file is written.

WeasyPrint takes longer to draw the picture of a box than the text beside it, and makes an object of each. The
style sheets say where and how wide; this says what is drawn. It refuses to know answers and pages.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pydyf

PX = 96 / 25.4  # of WeasyPrint's pages, in a millimetre
PITCH = 4.2  # mm from one boxed character to the next, as combs.css has it
PAINTED = (b"W", b"n", b"f")  # a background: its colour, its rectangle, which is clipped, then again, filled
LINE, INK = b"0.36 0.4 0.435 RG", b"0.11 0.145 0.188 RG"  # of combs, of tick boxes
PAPER = b"1 1 1 rg"  # inside a tick box
Box = tuple[float, float, float, float]  # left, top, width, height in px


def paint_shapes(pdf: Any) -> None:
    """Put each drawing in the place of its rectangle, as one operator."""
    for content in pdf.objects:
        if isinstance(content, pydyf.Stream) and any(map(_stands, content.stream)):
            content.stream = list(_painted(content.stream))


def is_tick_box(operator: bytes) -> bool:
    """Is this the drawing of a tick box, ticked or not?"""
    return operator.startswith(PAPER + b"\n")


def _stands(item: Any) -> bool:
    return isinstance(item, bytes) and item in _SHAPES


def _painted(items: list[Any]) -> Iterator[Any]:
    place = 0
    while place < len(items):
        if not _stands(items[place]):
            yield items[place]
            place += 1
            continue
        _colour, rectangle, clip, end, _again, fill = items[place : place + 6]
        assert (clip, end, fill) == PAINTED, "WeasyPrint paints its backgrounds otherwise than it did"
        left, top, width, height = map(float, rectangle.split()[:4])
        yield b"\n".join(_SHAPES[items[place]]((left, top, width, height)))
        place += 6


def _comb(box: Box) -> Iterator[bytes]:
    """Cells open on top: the frame from .6 mm, a tick of 2.2 mm between two characters."""
    left, top, width, height = box
    inset, bottom = 0.09 * PX, top + height
    yield from (LINE, _number(0.18 * PX) + b" w")
    yield _line((left + inset, top + 0.6 * PX), (left + inset, bottom - inset),
                (left + width - inset, bottom - inset), (left + width - inset, top + 0.6 * PX))  # fmt: skip
    for cell in range(1, round(width / PITCH / PX)):
        x = left + cell * PITCH * PX
        yield _line((x, bottom - 2.2 * PX), (x, bottom))
    yield b"S"


def _open_box(box: Box) -> Iterator[bytes]:
    left, top, width, height = box
    inset = 0.15 * PX
    sides = (left + inset, top + inset, width - 2 * inset, height - 2 * inset)
    yield from (PAPER, INK, _number(0.2 * PX) + b" w", b" ".join(map(_number, sides)) + b" re", b"B")


def _ticked_box(box: Box) -> Iterator[bytes]:
    yield from _open_box(box)
    left, top, width, height = box
    inset = 0.7 * PX
    right, bottom = left + width - inset, top + height - inset
    yield _number(0.5 * PX) + b" w"
    yield _line((left + inset, top + inset), (right, bottom))
    yield _line((right, top + inset), (left + inset, bottom))
    yield b"S"


def _line(*points: tuple[float, float]) -> bytes:
    pairs = (b" ".join(map(_number, point)) for point in points)
    return b"\n".join(pair + (b" l" if number else b" m") for number, pair in enumerate(pairs))


def _number(value: float) -> bytes:
    return f"{value:.3f}".rstrip("0").rstrip(".").encode()


# The colours of combs.css and of cerfa/style.css, as WeasyPrint writes them: #ff0001, #ff0002, #ff0003.
_SHAPES: Mapping[bytes, Callable[[Box], Iterator[bytes]]] = {
    b"1 0 0.003922 rg": _comb,
    b"1 0 0.007843 rg": _open_box,
    b"1 0 0.011765 rg": _ticked_box,
}
