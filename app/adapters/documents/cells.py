"""Turns a line of the neutral summary into what a Cerfa draws: combs, tick boxes, lines, blocks.

It chooses shapes and widths and knows the form's paper hints; it refuses to know HTML, fonts
and millimetres, which belong to the templates.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from app.core.definition import Field
from app.core.field_types import field_type
from app.core.language import _
from app.core.summary import Line

Json = Any

HALF_LINE_KINDS = frozenset({"date", "phone", "postcode", "department", "country", "siret", "voter-number",
                             "integer", "decimal", "amount"})  # fmt: skip
TICKED_KINDS = frozenset({"choice", "choices", "yes-no"})
PHONE_BOXES = (2, 2, 2, 2, 2)  # the kind has no boxes of its own: a foreign number would not fit them
MOST_TICKS = 12  # longer lists (departments…) read better as one line of text
INLINE_TICKS = 28  # characters of options that fit at the right of their question
LISTED_TICKS = 44  # characters of one option from which each option takes its own line


@dataclass(frozen=True, slots=True)
class Group:
    """Some boxed characters side by side; `ghost` is a pale model ("JJ") in a blank form."""

    size: int
    text: str = ""
    ghost: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """One option, ticked or not: all the options are shown, as on paper."""

    title: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One row of a repeat."""

    title: str
    cells: tuple["Cell", ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One question and its answer. `shape` is text, long, comb, ticks, sentence or rows."""

    label: str
    shape: str
    width: str = "full"  # full | half | third
    text: str = ""
    optional: bool = False
    groups: tuple[Group, ...] = ()
    options: tuple[Tick, ...] = ()
    inline: bool = False  # options at the right of the question
    listed: bool = False  # one option a line
    rows: tuple[Block, ...] = ()
    condition: str = ""  # blank form: when the question is asked


def cell(line: Line, *, blank: bool) -> Cell:
    """How this line is drawn."""
    field = line.field
    if field.kind == "repeat":
        return Cell(line.label, "rows", rows=tuple(_blocks(line, blank)))
    if field.kind == "declaration":
        return Cell(line.label, "sentence", options=(Tick(line.label, line.value is True),))
    if field.kind in TICKED_KINDS and len(field.options) <= MOST_TICKS:
        return _ticks(line, blank)
    return _written(line, blank)


def _blocks(line: Line, blank: bool) -> Iterator[Block]:
    for row in line.rows:
        yield Block(row.title, tuple(cell(item, blank=blank) for item in row.lines))


def _ticks(line: Line, blank: bool) -> Cell:
    field = line.field
    options = tuple(_options(field, line.value))
    length = sum(len(option.title) for option in options)
    listed = max((len(option.title) for option in options), default=0) > LISTED_TICKS
    return Cell(
        line.label,
        "ticks",
        width=str(field.paper.get("width", "full")),
        optional=_optional(field, blank),
        options=options,
        inline=not listed and length <= INLINE_TICKS and "width" not in field.paper,
        listed=listed,
    )


def _options(field: Field, value: Json) -> Iterator[Tick]:
    if field.kind == "yes-no":
        yield Tick(_("Oui"), value is True)
        yield Tick(_("Non"), value is False)
        return
    chosen = value if isinstance(value, list | tuple) else [value]
    for option in field.options:
        yield Tick(option.title, option.value in chosen)


def _written(line: Line, blank: bool) -> Cell:
    field = line.field
    width = str(field.paper.get("width", "half" if field.kind in HALF_LINE_KINDS else "full"))
    optional = _optional(field, blank)
    if field.kind == "long-text":
        return Cell(line.label, "long", text=line.text, optional=optional)
    groups = _comb(line, blank)
    if groups:
        return Cell(line.label, "comb", width=width, groups=groups, optional=optional)
    return Cell(line.label, "text", width=width, text=line.text, optional=optional)


def _optional(field: Field, blank: bool) -> bool:
    """Told on the blank only: on a filled form it is too late to matter."""
    return blank and not field.required and field.calculated is None


def _comb(line: Line, blank: bool) -> tuple[Group, ...]:
    """The answer cut into its boxes; () when the kind has none or the answer does not fit them."""
    sizes = PHONE_BOXES if line.field.kind == "phone" else field_type(line.field).cells
    if not sizes:
        return ()
    if blank and line.field.kind == "date":
        model = _("JJ MM AAAA").split()
        return tuple(Group(size, text, ghost=True) for size, text in zip(sizes, model, strict=True))
    written = _characters(line)
    if written and (len(written) != sum(sizes) if len(sizes) > 1 else len(written) > sizes[0]):
        return ()  # a foreign phone number, for instance: on a plain line rather than cut
    ends = tuple(accumulate(sizes))
    return tuple(Group(size, written[end - size : end]) for size, end in zip(sizes, ends, strict=True))


def _characters(line: Line) -> str:
    if line.field.kind == "date" and isinstance(line.value, str):
        return "".join(reversed(line.value.split("-")))  # day, month, year
    return "".join(char for char in line.text if char.isalnum())
