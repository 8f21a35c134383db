"""What is drawn on a PDF without fields and becomes a question: cells, boxes, lines; and what does not."""

from app.core.importing.official.drawn import GLYPH, LINE, POST, RECTANGLE, Shape, fields_drawn
from app.core.importing.official.paper import Box, Said
from tests.core.tables import each

Drawn = tuple[str, float, float, float, float]  # kind, left, bottom, right, top


def row(
    kind: str, many: int, left: float = 100, wide: float = 12, high: float = 14, step: float = 0
) -> list[Drawn]:
    step = step or wide
    return [(kind, left + at * step, 700, left + at * step + wide, 700 + high) for at in range(many)]


def posts(*places: float, high: float = 6, bottom: float = 700) -> list[Drawn]:
    return [(POST, at, bottom, at + 1, bottom + high) for at in places]


LONG: Drawn = (LINE, 100, 700, 300, 701)
OPEN_CELLS = [(LINE, 100, 700, 148, 701), *posts(100, 112, 124, 136, 147)]
CASES: dict[str, tuple[list[Drawn], list[tuple[str, int]]]] = {
    "a closed row of cells": (row(RECTANGLE, 5), [("text", 5)]),
    "cells with a small gap": (row(RECTANGLE, 4, step=13), [("text", 4)]),
    "a fill, then its outline": (row(RECTANGLE, 3) * 2, [("text", 3)]),
    "day, month and year": (
        row(RECTANGLE, 2) + row(RECTANGLE, 2, left=132) + row(RECTANGLE, 4, left=164),
        [("text", 2), ("text", 2), ("text", 4)],
    ),
    "letters of a font of squares": (row(GLYPH, 6), [("text", 6)]),
    "a square alone": (row(RECTANGLE, 1, wide=9, high=9), [("box", 0)]),
    "a square of a font": (row(GLYPH, 1, wide=10, high=10), [("box", 0)]),
    "a room for one line": ([(RECTANGLE, 100, 700, 300, 720)], [("text", 0)]),
    "a room for several lines": ([(RECTANGLE, 100, 600, 300, 720)], [("text", 0)]),
    "a line between two posts": ([LONG, *posts(100, 299)], [("text", 0)]),
    "an open row of cells": (OPEN_CELLS, [("text", 4)]),
    "cells of one stroke each": (row(LINE, 5, high=1), [("text", 5)]),
    "cells closed at their top too": (
        [*row(LINE, 3, high=1), *[(k, a, 712, c, 713) for k, a, b, c, d in row(LINE, 3, high=1)],
         *posts(100, 112, 124, 135, high=13)],
        [("text", 3)],
    ),
    "a line that follows no words": ([LONG], []),
    "the side of a frame": ([LONG, (POST, 100, 600, 101, 800)], []),
    "a frame around cells": ([(RECTANGLE, 50, 600, 500, 760), *row(RECTANGLE, 3)], [("text", 3)]),
    "the whole sheet": ([(RECTANGLE, 0, 0, 595, 842)], []),
    "a speck": ([(RECTANGLE, 100, 700, 103, 703)], []),
}  # fmt: skip


def shapes(drawn: list[Drawn]) -> list[Shape]:
    return [Shape(0, kind, Box(*sides)) for kind, *sides in drawn]


@each("name", CASES)
def test_what_is_drawn_becomes(name: str) -> None:
    drawn, expected = CASES[name]
    found = fields_drawn(shapes(drawn), ())
    assert [(field.kind, field.length) for field in found] == expected
    assert all(field.drawn and field.comb == bool(field.length) for field in found)


WORDS: dict[str, tuple[list[Drawn], tuple[float, float, float, float], int]] = {
    "before a bare line": ([LONG], (60, 699, 95, 709), 1),
    "under a bare line": ([LONG], (101, 688, 150, 696), 1),
    "far before it": ([LONG], (10, 699, 30, 709), 0),
    "on it, as on an underline": ([LONG], (100, 702, 300, 712), 0),
    "in a rectangle": ([(RECTANGLE, 100, 700, 300, 720)], (110, 703, 200, 713), 0),
}


@each("name", WORDS)
def test_words_tell_what_is_to_be_filled(name: str) -> None:
    drawn, place, count = WORDS[name]
    assert len(fields_drawn(shapes(drawn), [Said(0, Box(*place), "Nom", 10)])) == count


def test_fields_are_named_by_page_and_in_the_order_of_reading() -> None:
    lower = Shape(0, RECTANGLE, Box(100, 500, 300, 520))
    right = Shape(0, RECTANGLE, Box(310, 702, 500, 722))
    found = fields_drawn([Shape(1, *_first()), lower, right, Shape(0, *_first())], ())
    assert [(field.name, field.places[0].box.left) for field in found] == [
        ("p1_01", 100), ("p1_02", 310), ("p1_03", 100), ("p2_01", 100),
    ]  # fmt: skip


def test_a_high_room_takes_several_lines() -> None:
    low, high = (fields_drawn(shapes([(RECTANGLE, 100, 700 - more, 300, 720)]), ())[0] for more in (0, 80))
    assert (low.multiline, high.multiline) == (False, True)


def _first() -> tuple[str, Box]:
    return RECTANGLE, Box(100, 700, 300, 720)
