"""How much room words take on a line, in millimetres: enough to choose a layout, never to cut a text.

It knows the letters of the documents' typeface by families of widths; it refuses to know answers and HTML.
"""

from collections.abc import Sequence
from math import ceil

LINE = 182.0  # of a frame, between its margins
SHARES = {"third": 1 / 3, "half": 1 / 2, "two-thirds": 2 / 3}
GAP = 4.0  # that a cell leaves free on its right
TICK = 4.6  # a box and the space after it
BETWEEN = 6.0  # two options on a line
SMALL, HALF = 7.0, 92.5  # points and millimetres of a column of small print
SPARE = 1.04  # letters are counted by families: a little more than they say
_POINT = 25.4 / 72  # millimetres
_NARROW, _WIDE = frozenset("ijlt.,;:'’!|()[] -fIr"), frozenset("mwMWŒœ@%—…")


def breadth(text: str, points: float) -> float:
    """About how long this text is on one line."""
    return sum(map(_advance, text)) * points * _POINT * SPARE


def _advance(letter: str) -> float:
    """In em."""
    if letter in _NARROW:
        return 0.3
    if letter in _WIDE:
        return 0.88
    return 0.7 if letter.isupper() else 0.55


def room(width: str) -> float:
    """What a cell of this width leaves to its answer."""
    return LINE * SHARES.get(width, 1.0) - GAP


def columns(titles: Sequence[str], width: str, points: float) -> int:
    """In how many columns these options stand: 0 when one line holds them all, 1 for one a line."""
    lengths = [breadth(title, points) + TICK for title in titles]
    if sum(lengths) + BETWEEN * (len(lengths) - 1) <= room(width):
        return 0
    widest = max(lengths, default=0.0) + BETWEEN / 3
    found = (count for count in (4, 3, 2) if count <= len(lengths) and widest <= room(width) / count)
    return next(found, 1)


def halves(sentences: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Small print in two columns, cut between sentences where both are about as tall; a title is left."""
    lines = [ceil(breadth(sentence, SMALL) / HALF) for sentence in sentences]
    heights = {cut: max(1 + sum(lines[:cut]), sum(lines[cut:])) for cut in range(len(lines), 0, -1)}
    cut = min(heights, key=lambda cut: heights[cut], default=0)
    return sentences[:cut], sentences[cut:]
