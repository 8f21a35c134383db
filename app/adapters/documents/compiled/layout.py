"""A layout: the file of a document without its answers, cut where answers go. Plain values, kept as bytes.

It refuses to know how it was drawn and what goes in.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from app.adapters.documents.slots import MADE_ON

Json = Any
SEAL = "guichet-seal-goes-here"  # in the metadata of a layout
PDF_DATE = "D:" + MADE_ON.translate({ord(letter): None for letter in "-:T"})
Pattern = tuple[str | int, ...]  # texts that stay, numbers of answers


class Unfit(Exception):
    """These drawings, or these answers, do not make a fixed page: the full rendering does."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One line of text with answers in it, in user space (pixels of CSS).

    x: where it starts when it is `width` wide; `lean` of what is wider goes to the left (1: right-aligned).
    room: the widths that do not change the layout. kid and parent: its elements in the structure tree.
    """

    pattern: Pattern
    x: float
    y: str
    width: float
    lean: float
    room: tuple[float, float]
    font: str
    size: str
    gaps: tuple[int, int]
    mcid: int
    spelled: bool  # its properties say the text (/ActualText)
    kid: int
    parent: int


@dataclass(frozen=True, slots=True)
class Spelling:
    """The property list of a boxed text, which says it without its spaces."""

    mcid: int
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Choice:
    """What stands on the page for a box left empty, and for the same box ticked."""

    tick: int
    off: str
    on: str


@dataclass(frozen=True, slots=True)
class Code:
    """The QR code, drawn in the place of a square."""


Part = str | Slot | Spelling | Choice | Code


@dataclass(frozen=True, slots=True)
class Page:
    """The content of a page: operators as text, slots and choices."""

    number: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """`fixed` is the start of every file: what no answer changes. Numbers are those of the file's objects."""

    fixed: bytes
    rows: tuple[tuple[int, int, int], ...]  # cross-references of the fixed objects, free for the others
    root: int
    info: int
    pages: tuple[Page, ...]
    loose: dict[int, str] = field(default_factory=dict)  # objects with tokens, or whose elements may go
    parent_tree: int = 0
    metadata: int = 0
    deposit: int = 0  # the attached file, 0 for none
    fonts: dict[str, tuple[str, str]] = field(default_factory=dict)  # resource → file, letters

    def packed(self) -> bytes:
        """As kept on a disk: a line of JSON, then the fixed bytes."""
        told = {**asdict(self), "fixed": None, "pages": [_page(page) for page in self.pages]}
        return json.dumps(told, ensure_ascii=False).encode() + b"\n" + self.fixed


def unpacked(content: bytes) -> Layout:
    """The layout that was packed; ValueError or KeyError when it is anything else."""
    head, _line, fixed = content.partition(b"\n")
    told = json.loads(head)
    pages = tuple(Page(number, tuple(map(_part, parts))) for number, parts in told.pop("pages"))
    rows = tuple(map(tuple, told.pop("rows")))
    loose = {int(number): text for number, text in told.pop("loose").items()}
    fonts = {name: tuple(pair) for name, pair in told.pop("fonts").items()}
    return Layout(**{**told, "fixed": fixed}, pages=pages, rows=rows, loose=loose, fonts=fonts)


def _page(page: Page) -> Sequence[Json]:
    return page.number, [
        part if isinstance(part, str) else {"is": type(part).__name__, **asdict(part)} for part in page.parts
    ]


def _part(told: Json) -> Part:
    if isinstance(told, str):
        return told
    kind = _PARTS[told.pop("is")]
    part: Part = kind(**{name: tuple(one) if isinstance(one, list) else one for name, one in told.items()})
    return part


_PARTS: dict[str, Callable[..., Part]] = {"Slot": Slot, "Spelling": Spelling, "Choice": Choice, "Code": Code}
