"""Draws a QR code as one vector path, cheaply: the page holds a square, painted over just before writing.

WeasyPrint takes as long to read the drawing of a code as to make a letter. A template shows a plain
square of as many units as the code has modules; the finisher puts the modules in its place. It refuses
to know what the address leads to.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

import segno

MASK = 0  # trying the eight masks would take five times longer; a reader takes any of them


def qr_place(parts: Sequence[str]) -> str:
    """The data: address of the square that stands for the code of this text, without its quiet zone."""
    size = len(_modules(tuple(parts)))
    return (
        f"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {size} {size}'%3E"
        f"%3Crect width='{size}' height='{size}'/%3E%3C/svg%3E"
    )


def paint(pdf: Any, parts: Sequence[str]) -> None:
    """Put the code in the place of its square, on the page that shows it."""
    size = len(_modules(tuple(parts)))
    square = f"0 0 {size} {size} re".encode()
    for content in pdf.objects:
        operators = getattr(content, "stream", None)
        if isinstance(operators, list) and square in operators:
            operators[operators.index(square)] = b"\n".join(drawn_code(parts))
            return


def drawn_code(parts: Sequence[str]) -> tuple[bytes, ...]:
    """The operators that draw the code in the place of its square."""
    return tuple(_runs(_modules(tuple(parts))))


def _runs(modules: Sequence[Sequence[int]]) -> Iterator[bytes]:
    """One rectangle a run of dark modules, as the operators of a PDF."""
    for y, row in enumerate(modules):
        x = 0
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                yield f"{x} {y} {width} 1 re".encode()
            x += width


@lru_cache(maxsize=4)
def _modules(parts: tuple[str, ...]) -> tuple[bytes, ...]:
    """The rows of the code, 1 for dark. One module in seven may be read wrong (level M).

    Each part is written in its densest way: capitals and digits take less room.
    """
    texts: Any = list(parts)  # its types know of one text only
    return tuple(map(bytes, segno.make(texts, error="M", boost_error=False, micro=False, mask=MASK).matrix))
