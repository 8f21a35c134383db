"""The blanks of a form made to be printed: cells, boxes to tick, lines to write on, seen from what is drawn.

Each becomes a field as if the PDF had one, for the same road to a draft. It refuses to know what is asked.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean

from app.core.importing.official.gathering import in_lines, in_reading_order
from app.core.importing.official.paper import Box, Place, Said, Seen

RECTANGLE, LINE, POST, GLYPH = "rectangle", "line", "post", "glyph"  # kinds of shapes
_CELL_WIDE, _CELL_HIGH = (5.0, 24.0), (7.0, 28.0)  # points, of one character
_TICK = 18.0  # the largest box to tick
_LONG = 26.0  # the shortest line to write on
_TALL = 26.0  # a post that is higher is the side of a frame
_SEVERAL = 30.0  # the height of a blank for several lines
_WRITING = 11.0  # the height to write in over a line
_LARGE = (520.0, 300.0)  # a larger rectangle is a frame
_TOUCH = 0.8  # points between two cells of one answer
_SAME = 2.0
_BEFORE, _UNDER = 60.0, 9.0  # how far the words of a bare line may be


@dataclass(frozen=True, slots=True)
class Shape:
    """One thing drawn: page from 0, kind, place. A post is a vertical stroke, a glyph a square of a font."""

    page: int
    kind: str
    box: Box


@dataclass(frozen=True, slots=True)
class _Blank:
    box: Box
    cells: int = 0
    tick: bool = False


def fields_drawn(shapes: Iterable[Shape], said: Sequence[Said]) -> tuple[Seen, ...]:
    """The blanks of all pages as fields named by page and order: "p1_03"."""
    found: list[Seen] = []
    by_page: dict[int, list[Shape]] = {}
    for shape in shapes:
        by_page.setdefault(shape.page, []).append(shape)
    for page, here in by_page.items():
        words = [piece for piece in said if piece.page == page and piece.turn == 0]
        found += [_field(page, blank) for blank in _blanks(here, words)]
    numbers: Counter[int] = Counter()
    return tuple(_named(field, numbers) for field in in_reading_order(found))


def _named(field: Seen, numbers: Counter[int]) -> Seen:
    page = field.places[0].page + 1
    numbers[page] += 1
    return replace(field, name=f"p{page}_{numbers[page]:02}")


def _field(page: int, blank: _Blank) -> Seen:
    return Seen(
        "", "box" if blank.tick else "text", (Place(page, blank.box),),
        length=blank.cells, comb=bool(blank.cells), drawn=True,
        multiline=not blank.cells and blank.box.top - blank.box.bottom > _SEVERAL,
    )  # fmt: skip


def _blanks(shapes: Sequence[Shape], said: Sequence[Said]) -> list[_Blank]:
    def of(kind: str) -> list[Box]:
        return _distinct(shape.box for shape in shapes if shape.kind == kind)

    rectangles, posts = of(RECTANGLE), of(POST)
    cells = [box for box in rectangles if _is_cell(box)]
    glyphs = of(GLYPH)
    rooms = [_Blank(box) for box in rectangles if not _is_cell(box) and _is_room(box)]
    rows = [*_in_runs(cells), *_in_runs(glyphs)]
    return _apart([*rows, *_on_lines(of(LINE), posts, said), *_unwritten(rooms, said)])


def _distinct(boxes: Iterable[Box]) -> list[Box]:
    """Each place once: many papers draw a fill, then its outline."""
    kept: dict[tuple[int, ...], Box] = {}
    for box in boxes:
        kept.setdefault(tuple(round(side / _SAME) for side in _sides(box)), box)
    return list(kept.values())


def _sides(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.bottom, box.right, box.top


def _wide(box: Box) -> float:
    return box.right - box.left


def _high(box: Box) -> float:
    return box.top - box.bottom


def _is_cell(box: Box) -> bool:
    return _CELL_WIDE[0] <= _wide(box) <= _CELL_WIDE[1] and _CELL_HIGH[0] <= _high(box) <= _CELL_HIGH[1]


def _is_room(box: Box) -> bool:
    return _LONG <= _wide(box) <= _LARGE[0] and _CELL_HIGH[0] <= _high(box) <= _LARGE[1]


def _in_runs(cells: Sequence[Box]) -> Iterator[_Blank]:
    """Cells that touch hold one answer; one that stands alone is a box to tick."""
    for run in _runs(cells):
        if len(run) > 1:
            yield _Blank(_around(run), cells=len(run))
        elif _wide(run[0]) <= _TICK and _high(run[0]) <= _TICK:
            yield _Blank(run[0], tick=True)


def _runs(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Boxes one after the other on a line, of about one width, without a gap."""
    for line in in_lines(boxes, lambda box: box, _SAME):
        run = line[:1]
        for box in line[1:]:
            if not _follows(run[-1], box):
                yield run
                run = []
            run.append(box)
        yield run


def _follows(one: Box, other: Box) -> bool:
    near = -4 < other.left - one.right < max(_TOUCH, 0.12 * _wide(one))
    return near and other.left > one.left + _SAME and 0.7 < _wide(other) / max(_wide(one), 1) < 1.4


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        boxes[0].left, min(box.bottom for box in boxes), boxes[-1].right, max(box.top for box in boxes)
    )


def _on_lines(lines: Sequence[Box], posts: Sequence[Box], said: Sequence[Said]) -> list[_Blank]:
    """Over each line to write on; what closes a row of cells at its top is no other line."""
    low = [post for post in posts if _high(post) <= _TALL]
    sides = [post for post in posts if _high(post) > _TALL]
    found = [
        _Blank(_over(_around(run), low), cells=len(run))
        for run in _runs([line for line in lines if _wide(line) < _LONG])
        if len(run) > 1
    ]
    for line in lines:
        if _wide(line) >= _LONG and not any(_touches(side, line) for side in sides):
            found += _on_a_long_line(line, low, said)
    return [blank for blank in found if not any(_closes(blank.box, other.box) for other in found)]


def _on_a_long_line(line: Box, posts: Sequence[Box], said: Sequence[Said]) -> Iterator[_Blank]:
    stops = sorted(post.left for post in posts if _stands_on(post, line))
    inner = [stop for stop in stops if line.left + 3 < stop < line.right - 3]
    pitches = [after - before for before, after in pairwise([line.left, *inner, line.right])]
    usual = mean(pitches)
    if inner and usual <= _LONG and all(abs(pitch - usual) < 0.35 * usual for pitch in pitches):
        yield _Blank(_over(line, posts), cells=len(pitches))
    elif stops or _is_named(line, said):
        yield _Blank(_over(line, posts))


def _touches(post: Box, line: Box) -> bool:
    across = line.left - _SAME <= post.left <= line.right + _SAME
    return across and post.bottom - _SAME <= line.bottom <= post.top + _SAME


def _stands_on(post: Box, line: Box) -> bool:
    return _touches(post, line) and abs(post.bottom - line.bottom) < _SAME


def _over(line: Box, posts: Sequence[Box]) -> Box:
    high = max((_high(post) for post in posts if _stands_on(post, line)), default=0.0)
    return Box(line.left, line.bottom, line.right, line.bottom + max(high, _WRITING))


def _is_named(line: Box, said: Sequence[Said]) -> bool:
    """Words stand before a bare line or begin under it, and none stands on it as on an underline."""
    on_it = any(
        piece.box.left < line.right
        and piece.box.right > line.left
        and -3 < piece.box.bottom - line.bottom < 6
        for piece in said
    )
    before = any(
        0 <= line.left - piece.box.right < _BEFORE and abs(piece.box.bottom - line.bottom) < 5
        for piece in said
    )
    under = any(
        abs(piece.box.left - line.left) < 12 and 0 <= line.bottom - piece.box.top < _UNDER for piece in said
    )
    return not on_it and (before or under)


def _closes(upper: Box, lower: Box) -> bool:
    same = abs(upper.left - lower.left) < _SAME and abs(upper.right - lower.right) < _SAME
    return same and 0 < upper.bottom - lower.bottom <= lower.top - lower.bottom + _SAME


def _unwritten(rooms: Iterable[_Blank], said: Sequence[Said]) -> Iterator[_Blank]:
    """A rectangle with words in it is a frame, a label or a title."""
    for room in rooms:
        if not any(_holds(room.box, piece.box) for piece in said):
            yield room


def _holds(outer: Box, inner: Box) -> bool:
    across = (inner.left + inner.right) / 2
    return outer.left <= across <= outer.right and outer.bottom <= inner.middle <= outer.top


def _apart(blanks: Sequence[_Blank]) -> list[_Blank]:
    """Without those that hold another: they are its frame."""
    return [
        blank for blank in blanks
        if not any(
            other is not blank and _area(other.box) < _area(blank.box) and _holds(blank.box, other.box)
            for other in blanks
        )
    ]  # fmt: skip


def _area(box: Box) -> float:
    return _wide(box) * _high(box)
