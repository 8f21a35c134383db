"""Fields in the order of reading, and those that hold one answer together: a date, an hour."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from app.core.importing.official.paper import Box, Place, Seen

Thing = TypeVar("Thing")
_SAME_LINE = 6.0
_NEXT = 20.0  # points between two parts of one date
_NARROW = 34.0  # points: as wide as a year
# lengths of the fields that follow each other → the pattern of each
TOGETHER = {
    (2, 2, 4): ("JJ", "MM", "AAAA"), (2, 2, 2): ("JJ", "MM", "AA"), (0, 0, 0): ("JJ", "MM", "AAAA"),
}  # fmt: skip
HOURS = ("HH", "MN")


@dataclass(frozen=True, slots=True)
class Group:
    """One question to be: one field, or several with the pattern that each takes."""

    fields: tuple[Seen, ...]
    patterns: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.fields[0].places[0]


def gathered(fields: Sequence[Seen]) -> list[Group]:
    """Page by page, line by line."""
    ordered = in_reading_order(fields)
    groups: list[Group] = []
    at = 0
    while at < len(ordered):
        group = _together(ordered[at:])
        groups.append(group)
        at += len(group.fields)
    return groups


def in_reading_order(fields: Sequence[Seen]) -> list[Seen]:
    """Page by page, from top to bottom, from left to right on a line."""
    ordered: list[Seen] = []
    for key in sorted({(field.places[0].page, field.turn) for field in fields}):
        waiting = [field for field in fields if (field.places[0].page, field.turn) == key]
        for line in in_lines(waiting, lambda field: field.places[0].box, _SAME_LINE):
            ordered += line
    return ordered


def in_lines(things: Iterable[Thing], box: Callable[[Thing], Box], within: float) -> Iterator[list[Thing]]:
    """Things whose middles are that near, from left to right; the highest line first."""
    line: list[Thing] = []
    for thing in sorted(things, key=lambda thing: -box(thing).middle):
        if line and box(line[0]).middle - box(thing).middle > within:
            yield sorted(line, key=lambda one: box(one).left)
            line = []
        line.append(thing)
    if line:
        yield sorted(line, key=lambda one: box(one).left)


def _together(following: Sequence[Seen]) -> Group:
    three = following[:3]
    if len(three) == 3 and _side_by_side(three):
        lengths = tuple(field.length for field in three)
        small = all(_width(field) <= _NARROW for field in three)
        if lengths in TOGETHER and (any(lengths) or small):
            return Group(tuple(three), TOGETHER[lengths])
    two = following[:2]
    if len(two) == 2 and _side_by_side(two) and [field.length for field in two] == [2, 2]:
        return Group(tuple(two), HOURS)
    return Group((following[0],))


def _side_by_side(fields: Sequence[Seen]) -> bool:
    if any(field.kind != "text" or field.multiline for field in fields):
        return False
    boxes = [field.places[0].box for field in fields]
    return len({(field.places[0].page, field.turn) for field in fields}) == 1 and all(
        abs(one.middle - other.middle) < _SAME_LINE and -6 < other.left - one.right < _NEXT
        for one, other in pairwise(boxes)
    )


def _width(field: Seen) -> float:
    return field.places[0].box.right - field.places[0].box.left
