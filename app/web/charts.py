"""Charts as geometry: where each bar and each word of an SVG picture goes. Templates draw them.

It refuses to know what is counted. Sizes are in user units, about a CSS pixel on a wide page; colours are
the style sheet's, and no information is in a colour alone: the numbers are written.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 560
ROW, BAR, GAP = 50, 14, 26  # of a line of bars: its height, that of the bar, the place of its label
EDGE = 30  # half of the longest name under a column
HIGH, FOOT, HEAD = 180, 28, 4  # of columns: the drawing, the names under it, the air above


@dataclass(frozen=True, slots=True)
class Bar:
    """`series` counts from 1: the style sheet gives each its look."""

    x: float
    y: float
    width: float
    height: float
    series: int = 1


@dataclass(frozen=True, slots=True)
class Word:
    """A text and where it stands; `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: `title` names it, `told` says in words what it shows."""

    id: str
    title: str
    told: str
    width: int
    height: int
    bars: tuple[Bar, ...]
    words: tuple[Word, ...]


def lines(id_: str, title: str, told: str, items: Sequence[tuple[str, int]]) -> Chart:
    """One bar a line, its label above it and its number at its end."""
    most = max((number for _label, number in items), default=0) or 1
    room = WIDTH - 90  # for the longest number
    bars, words = [], []
    for place, (label, number) in enumerate(items):
        top, width = place * ROW, round(room * number / most, 1)
        words += [Word(0, top + GAP - 6, label), Word(width + 8, top + GAP + BAR - 1, str(number))]
        bars.append(Bar(0, top + GAP, max(width, 1), BAR))
    return Chart(id_, title, told, WIDTH, max(len(items), 1) * ROW, tuple(bars), tuple(words))


def columns(
    id_: str, title: str, told: str, groups: Sequence[tuple[str, Sequence[int]]], *, named: int = 7
) -> Chart:
    """A few columns a group, side by side; at most `named` groups have their name written."""
    most = max((number for _name, numbers in groups for number in numbers), default=0) or 1
    step = WIDTH / max(len(groups), 1)
    every = -(-len(groups) // named) if groups else 1
    bars, words = [], []
    for place, (name, numbers) in enumerate(groups):
        width = min(step / (len(numbers) + 0.5), 26)
        left = place * step + (step - width * len(numbers)) / 2
        for series, number in enumerate(numbers, 1):
            height = round(HIGH * number / most, 1)
            x = round(left + (series - 1) * width, 1)
            bars.append(Bar(x, HEAD + HIGH - height, round(width - 2, 1), height, series))
        if place % every == 0:
            middle = min(max(place * step + step / 2, EDGE), WIDTH - EDGE)
            words.append(Word(round(middle, 1), HEAD + HIGH + 22, name, "middle"))
    return Chart(id_, title, told, WIDTH, HEAD + HIGH + FOOT, tuple(bars), tuple(words))
