"""ODS, a stream of our own: one XML text in a ZIP, written row by row (OpenDocument 1.3, part 3).

The dossiers go straight into it, the other lists wait on the disk. A text is a text whatever it
begins with: its cell has the format "text", so that editing it does not make it run.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Protocol
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from app.adapters.tables.dictionary import dictionary, headers
from app.adapters.tables.ods_parts import AFTER, BEFORE, MANIFEST, MEDIA_TYPE, STYLES
from app.adapters.tables.streams import pieces, spool
from app.core.exporting.layout import Layout, Record, Row
from app.core.exporting.readers import Cell, joined
from app.core.exporting.texts import clean, fitted, sheet_titles
from app.core.language import _

LAST_ROW = 1_048_576  # rows of a sheet in LibreOffice and Excel


class _Writable(Protocol):
    def write(self, data: bytes, /) -> int: ...


def write_ods(layout: Layout, records: Iterable[Record]) -> Iterator[bytes]:
    """Made on the disk, then sent: LibreOffice wants the first entry without a data descriptor."""
    with spool() as target:
        with ZipFile(target, "w", ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", MEDIA_TYPE, compress_type=ZIP_STORED)
            archive.writestr("META-INF/manifest.xml", MANIFEST)
            archive.writestr("styles.xml", STYLES)
            with archive.open("content.xml", "w", force_zip64=True) as content:
                content.write(BEFORE.encode())
                _fill(content, layout, records)
                content.write(AFTER.encode())
        yield from pieces(target)


def _fill(content: IO[bytes], layout: Layout, records: Iterable[Record]) -> None:
    titles = sheet_titles([*(sheet.title for sheet in layout.sheets), _("Colonnes")])
    with ExitStack() as stack:
        waiting = [stack.enter_context(spool()) for _sheet in layout.sheets[1:]]
        tables = [
            _Table(stream, title, [column.label for column in sheet.columns])
            for stream, title, sheet in zip([content, *waiting], titles, layout.sheets, strict=False)
        ]
        for record in records:
            for table, rows in zip(tables, record, strict=True):
                for row in rows:
                    table.add(row)
        for table in tables:
            table.end()
        for stream in waiting:
            for piece in pieces(stream):
                content.write(piece)
    meanings = _Table(content, titles[-1], headers())
    for row in dictionary(layout):
        meanings.add(row)
    meanings.end()


class _Table:
    """One list; what does not fit a sheet goes on in another one."""

    def __init__(self, stream: _Writable, title: str, labels: Sequence[str]) -> None:
        self._stream, self._title, self._labels = stream, title, labels
        self._number = 0
        self._begin()

    def _begin(self) -> None:
        self._number += 1
        ending = _(" (suite {n})").format(n=self._number) if self._number > 1 else ""
        name = quoteattr(self._title[: 31 - len(ending)] + ending)
        columns = f'<table:table-column table:number-columns-repeated="{max(len(self._labels), 1)}"/>'
        self._stream.write(f"<table:table table:name={name}>{columns}".encode())
        cells = "".join(_text_cell(label, "header") for label in self._labels)
        header = (
            f"<table:table-header-rows><table:table-row>{cells}</table:table-row></table:table-header-rows>"
        )
        self._stream.write(header.encode())
        self._row = 1

    def add(self, row: Row) -> None:
        if self._row >= LAST_ROW:
            self.end()
            self._begin()
        self._stream.write(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>".encode())
        self._row += 1

    def end(self) -> None:
        self._stream.write(b"</table:table>")


def _cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, str):
        return _text_cell(cell)
    if isinstance(cell, bool):
        return _text_cell(_("Oui") if cell else _("Non"))
    if isinstance(cell, int | Decimal):
        value = format(cell, "f") if isinstance(cell, Decimal) else str(cell)
        return _typed("float", "value", value, value.replace(".", ","), "number")
    if isinstance(cell, datetime):
        return _typed("date", "date-value", cell.isoformat(), f"{cell:%d/%m/%Y %H:%M}", "moment")
    if isinstance(cell, date):
        return _typed("date", "date-value", cell.isoformat(), f"{cell:%d/%m/%Y}", "date")
    return _text_cell(joined(cell))


def _typed(kind: str, attribute: str, value: str, shown: str, style: str) -> str:
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="{kind}" '
        f'office:{attribute}="{value}"><text:p>{shown}</text:p></table:table-cell>'
    )


def _text_cell(text: str, style: str = "text") -> str:
    """A paragraph a line; runs of spaces are written as elements, or they would be one space."""
    paragraphs = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in fitted(clean(text)).split("\n"))
    opening = f'<table:table-cell table:style-name="{style}" office:value-type="string">'
    return f"{opening}{paragraphs}</table:table-cell>"


def _spaced(line: str) -> str:
    shown = escape(line)
    if "  " not in shown and not shown.startswith(" ") and not shown.endswith(" "):
        return shown
    return shown.replace(" ", "<text:s/>")
