"""JSON: one object a dossier, its lists inside. Values keep their types; nothing is neutralised here.

The keys are those of the columns, stable over versions; an unanswered question is absent.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from json.encoder import encode_basestring as quoted

from app.adapters.tables.streams import Outlet
from app.core.exporting.layout import Layout, Record, Row, Sheet
from app.core.exporting.readers import Cell


def write_array(layout: Layout, records: Iterable[Record]) -> Iterator[bytes]:
    """One array: "[", an object a line, "]"."""
    yield b"["
    before = b"\n"
    for piece in _objects(layout, records):
        yield before + piece
        before = b",\n"
    yield b"\n]\n"


def write_lines(layout: Layout, records: Iterable[Record]) -> Iterator[bytes]:
    """JSON Lines: one object a line."""
    outlet = Outlet()
    for piece in _objects(layout, records):
        outlet.write(piece + b"\n")
        if outlet.full:
            yield outlet.take()
    yield outlet.take()


def _objects(layout: Layout, records: Iterable[Record]) -> Iterator[bytes]:
    main, *others = [_Object(sheet) for sheet in layout.sheets]
    for record in records:
        pairs = main.pairs(record[0][0], 0)
        for other, rows in zip(others, record[1:], strict=True):
            if rows:
                # The reference is the dossier's own: each row begins with its numbers.
                listed = ",".join("{" + ",".join(other.pairs(row, 1)) + "}" for row in rows)
                pairs.append(f"{other.name}:[{listed}]")
        yield ("{" + ",".join(pairs) + "}").encode()


class _Object:
    """How the rows of a list are written: its keys are quoted once."""

    def __init__(self, sheet: Sheet) -> None:
        self.name = quoted(sheet.path)
        self._keys = [quoted(column.key) for column in sheet.columns]

    def pairs(self, row: Row, first: int) -> list[str]:
        cells = zip(self._keys[first:], row[first:], strict=True)
        return [f"{key}:{_value(cell)}" for key, cell in cells if cell is not None]


def _value(cell: Cell) -> str:
    if isinstance(cell, str):
        return quoted(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, Decimal):
        return format(cell, "f")  # every digit, never a float
    if isinstance(cell, date):  # a datetime is one
        return quoted(cell.isoformat())
    return "[" + ",".join(map(quoted, cell or ())) + "]"
