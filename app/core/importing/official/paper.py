"""What was seen on an official PDF: fields with their places, words with theirs. Points, from bottom left.

Places of a field that is turned, and words written in the same direction, are given as if upright.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """Left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        """Of its height."""
        return (self.bottom + self.top) / 2

    def turned(self, turn: int) -> "Box":
        """This place for somebody who turns the sheet to read what is written at `turn` degrees."""
        if turn == 90:
            return Box(self.bottom, -self.right, self.top, -self.left)
        if turn == 180:
            return Box(-self.right, -self.top, -self.left, -self.bottom)
        if turn == 270:
            return Box(-self.top, self.left, -self.bottom, self.right)
        return self


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field shows: page from 0 (-1 for nowhere), and the state that a box sets."""

    page: int
    box: Box
    state: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """One field. `kind`: text, box, choice, list or signature. `drawn`: a blank of a PDF without fields."""

    name: str
    kind: str
    places: tuple[Place, ...]
    turn: int = 0
    length: int = 0
    comb: bool = False
    multiline: bool = False
    tooltip: str = ""
    options: tuple[tuple[str, str], ...] = ()
    hidden: bool = False
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a line: words without a wide gap. `size` of its largest letter in points."""

    page: int
    box: Box
    text: str
    size: float
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole form."""

    fields: tuple[Seen, ...]
    said: tuple[Said, ...]
    pages: int
    title: str = ""
