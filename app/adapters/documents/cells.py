"""Turns a line of the neutral summary into what a Cerfa draws: combs, tick boxes, lines, blocks.

It chooses shapes and widths and knows the form's paper hints; it refuses to know HTML, fonts
and millimetres, which belong to the templates.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.adapters.documents import widths
from app.core.definition import Field
from app.core.field_types import field_type
from app.core.language import _
from app.core.summary import Line

Json = Any

HALF_LINE_KINDS = frozenset({"date", "phone", "postcode", "department", "region", "country", "siret",
                             "voter-number", "integer", "decimal", "amount", "siren", "rna", "plate", "vin",
                             "nir", "tax-number", "month", "partial-date", "time", "date-time"})  # fmt: skip
# One line of words: half a line is enough unless the answer, or what may be answered, is longer.
WORDS_KINDS = frozenset({"text", "person-name", "email", "commune", "choice", "voter-number"})
LONGEST_IN_HALF = 120  # characters that a schema may allow
ADDRESS_KINDS = frozenset({"address", "address-in-france"})
TICKED_KINDS = frozenset({"choice", "choices", "yes-no", "civility"})
# What a pale model says in the boxes of a blank form.
MODELS = {
    "date": lambda: _("JJ MM AAAA"),
    "partial-date": lambda: _("JJ MM AAAA"),
    "month": lambda: _("MM AAAA"),
    "time": lambda: _("HH MM"),
    "date-time": lambda: _("JJ MM AAAA HH MM"),
}
PHONE_BOXES = (2, 2, 2, 2, 2)  # the kind has no boxes of its own: a foreign number would not fit them
MOST_TICKS = 12  # longer lists (departments…) read better as one line of text
MOST_LINES = 2  # of words in a part of a line: longer ones have the whole of it
LONG_LIST = 4  # options from which a stack of them leaves too much blank at its side
MOST_COLUMNS = 6  # of a table on a page
LABEL, TEXT, TICKED = 7.5, 9.5, 8.5  # points: as style.css has them


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
    texts: tuple[str, ...] = ()  # in a table: one a column, "" where nothing is asked or answered


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: figures stand at the right."""

    title: str
    figures: bool


SHAPES = ("text", "long", "comb", "ticks", "sentence", "piece", "parts", "rows", "table", "amounts")


@dataclass(frozen=True, slots=True)
class Cell:
    """One question, its answer; `shape` is one of SHAPES."""

    label: str
    shape: str
    width: str = "full"  # full | two-thirds | half | third
    text: str = ""
    optional: bool = False
    groups: tuple[Group, ...] = ()
    options: tuple[Tick, ...] = ()
    inline: bool = False  # options at the right of the question
    columns: int = 0  # of options that stand under one another; 0: all on one line
    rows: tuple[Block, ...] = ()
    head: tuple[Column, ...] = ()  # a table: its columns; `rows` are its lines
    lines: tuple[tuple[str, str], ...] = ()  # amounts: label, text
    condition: str = ""  # blank form: when the question is asked

    @property
    def listed(self) -> bool:
        """One option a line."""
        return self.columns == 1


def cell(line: Line, *, blank: bool) -> Cell:
    """How this line is drawn."""
    field = line.field
    if field.kind == "repeat":
        shape = "table" if _fits_a_table(field) else "rows"
        return Cell(
            line.label, shape, rows=tuple(_blocks(line, blank)), head=tuple(map(_column, field.fields))
        )
    if line.table:
        return Cell(line.label, "amounts", lines=line.table, optional=_optional(field, blank))
    if field.kind in ADDRESS_KINDS:
        return Cell(line.label, "parts", rows=(Block("", tuple(_address(line, blank))),))
    if field.kind == "declaration":
        return Cell(line.label, "sentence", options=(Tick(line.label, line.value is True),))
    if field_type(field).value_type == "file" and field.kind != "signature":
        ticked = Tick(line.label, bool(line.value))
        return Cell(line.label, "piece", text=line.text, options=(ticked,), optional=_optional(field, blank))
    if field.kind in TICKED_KINDS and len(field_type(field).options(field)) <= MOST_TICKS:
        return _ticks(line, blank)
    return _written(line, blank)


def _address(line: Line, blank: bool) -> Iterator[Cell]:
    """An address by its parts, with the boxes of its postcode; a foreign one by its lines."""
    held = line.value if isinstance(line.value, dict) else {}
    if held.get("lignes"):
        yield Cell(_("Adresse complète"), "long", text=str(held["lignes"]))
        yield Cell(_("Pays"), "text", text=field_type(line.field).letter_lines(held)[-1])
        return
    yield Cell(_("Numéro et rue"), "text", text=str(held.get("numero_voie", "")))
    more = {"complement": _("Complément d’adresse"), "lieu_dit": _("Lieu-dit")}
    shown = [part for part in more if blank or held.get(part)]
    for part in shown:
        width = "half" if len(shown) > 1 else "full"
        yield Cell(more[part], "text", width=width, text=str(held.get(part, "")), optional=blank)
    postcode = str(held.get("code_postal", ""))
    if len(postcode) in (0, 5):
        yield Cell(_("Code postal"), "comb", width="third", groups=(Group(5, postcode),))
    else:
        yield Cell(_("Code postal"), "text", width="third", text=postcode)
    yield Cell(_("Commune"), "text", width="two-thirds", text=str(held.get("commune", "")))
    if blank and line.field.kind == "address":
        yield Cell(_("Pays, si ce n’est pas la France"), "text", optional=True)


def _blocks(line: Line, blank: bool) -> Iterator[Block]:
    for row in line.rows:
        cells = tuple(cell(item, blank=blank) for item in row.lines)
        by_path = {item.field.path: item.text for item in row.lines}
        yield Block(row.title, cells, tuple(by_path.get(field.path, "") for field in line.field.fields))


def _column(field: Field) -> Column:
    return Column(field.label, field_type(field).value_type == "number")


def _fits_a_table(field: Field) -> bool:
    """Drawn as on the screen, while the columns fit the width of a page."""
    return field.layout == "table" and len(field.fields) <= MOST_COLUMNS


def _ticks(line: Line, blank: bool) -> Cell:
    """Options at the right of a short question when they fit there, else on lines of their own."""
    field = line.field
    options = tuple(_options(field, line.value))
    titles = [option.title for option in options]
    width = _width_of_options(str(field.paper.get("width", "full")), titles)
    inline = width == "full" and widths.columns(titles, "half", TICKED) == 0
    return Cell(
        line.label,
        "ticks",
        width=width,
        optional=_optional(field, blank),
        options=options,
        inline=inline,
        columns=0 if inline else widths.columns(titles, width, TICKED),
    )


def _width_of_options(width: str, titles: Sequence[str]) -> str:
    """The whole line for a long list that a part of it would stack up."""
    stacked = len(titles) >= LONG_LIST and widths.columns(titles, width, TICKED) == 1
    return "full" if stacked and widths.columns(titles, "full", TICKED) != 1 else width


def _options(field: Field, value: Json) -> Iterator[Tick]:
    if field.kind == "yes-no":
        yield Tick(_("Oui"), value is True)
        yield Tick(_("Non"), value is False)
        return
    chosen = value if isinstance(value, list | tuple) else [value]
    for option in field_type(field).options(field):
        yield Tick(option.title, option.value in chosen)


def _written(line: Line, blank: bool) -> Cell:
    field = line.field
    optional = _optional(field, blank)
    if field.kind == "long-text":
        return Cell(line.label, "long", text=line.text, optional=optional)
    groups = _comb(line, blank)
    shape = "comb" if groups else "text"
    width = str(field.paper.get("width", _usual_width(line)))
    if shape == "text" and widths.breadth(line.text, TEXT) > MOST_LINES * widths.room(width):
        width = "full"
    return Cell(
        line.label, shape, width=width, text="" if groups else line.text, groups=groups, optional=optional
    )


def _usual_width(line: Line) -> str:
    """Half a line for what is short by nature, or is one line of words that half a line holds."""
    field = line.field
    if field.kind in HALF_LINE_KINDS:
        return "half"
    short = field.kind in WORDS_KINDS and int(field.schema.get("maxLength", 0)) <= LONGEST_IN_HALF
    words = max(widths.breadth(line.text, TEXT), widths.breadth(line.label, LABEL))
    return "half" if short and words <= widths.room("half") else "full"


def _optional(field: Field, blank: bool) -> bool:
    """Told on the blank only: on a filled form it is too late to matter."""
    return blank and not field.required and field.calculated is None


def _comb(line: Line, blank: bool) -> tuple[Group, ...]:
    """The answer cut into its boxes; () when the kind has none or the answer does not fit them."""
    kind = field_type(line.field)
    if line.value is not None:
        found = _phone(line.text) if kind.kind == "phone" else kind.in_cells(line.value)
        return tuple(Group(size, text) for size, text in found)
    sizes = PHONE_BOXES if kind.kind == "phone" else kind.cells
    if blank and kind.kind in MODELS:
        model = MODELS[kind.kind]().split()
        return tuple(Group(size, text, ghost=True) for size, text in zip(sizes, model, strict=True))
    return tuple(Group(size) for size in sizes)


def _phone(text: str) -> tuple[tuple[int, str], ...]:
    """The pairs of digits of a French number; () for a foreign one: on a plain line rather than cut."""
    pairs = text.split()
    fits = tuple(map(len, pairs)) == PHONE_BOXES and "".join(pairs).isdecimal()
    return tuple((len(pair), pair) for pair in pairs) if fits else ()
