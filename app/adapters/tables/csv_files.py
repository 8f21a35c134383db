"""CSV: UTF-8 with a byte order mark, ";" and every cell quoted (RFC 4180), as French spreadsheets read it.

One list is one file; several are a ZIP of one file each, with what the columns mean. Numbers have a
decimal comma; a text that a spreadsheet would run gets an apostrophe.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Protocol
from zipfile import ZIP_DEFLATED, ZipFile

from app.adapters.tables.dictionary import dictionary, headers
from app.adapters.tables.streams import Outlet, pieces, spool
from app.core.exporting.layout import Layout, Record, Row, Sheet
from app.core.exporting.manifest import safe_name
from app.core.exporting.readers import joined
from app.core.exporting.texts import neutral, sheet_titles
from app.core.language import _

BOM = b"\xef\xbb\xbf"
HELD = 100  # rows encoded and compressed at once: one by one they cost as much as their making


class _Writable(Protocol):
    def write(self, data: bytes, /) -> int: ...


def write_csv(layout: Layout, records: Iterable[Record]) -> Iterator[bytes]:
    """One file, or a ZIP when there are repeats."""
    return _several(layout, records) if len(layout.sheets) > 1 else _one(layout, records)


class _Lines:
    """Rows written as CSV into a binary stream, which stays its owner's."""

    def __init__(self, stream: _Writable) -> None:
        self._stream = stream
        self._held: list[str] = []
        self._writer = csv.writer(_Into(self._held), delimiter=";", quoting=csv.QUOTE_ALL,
                                  lineterminator="\r\n")  # fmt: skip

    def header(self, labels: Iterable[str]) -> None:
        self._stream.write(BOM)
        self._writer.writerow([neutral(label) for label in labels])

    def rows(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._writer.writerow([_TEXTS[type(cell)](cell) for cell in row])
        if len(self._held) >= HELD:
            self.done()

    def done(self) -> None:
        """What is held is written."""
        self._stream.write("".join(self._held).encode())
        self._held.clear()


class _Into:
    """Where `csv` writes: a list of lines."""

    def __init__(self, held: list[str]) -> None:
        self.write = held.append


# A cell in French: a comma in numbers, ISO dates (which every spreadsheet reads as dates).
_TEXTS: Mapping[type, Callable[[Any], str]] = {
    type(None): lambda cell: "",
    str: neutral,
    bool: lambda cell: _("Oui") if cell else _("Non"),
    int: str,
    Decimal: lambda cell: format(cell, "f").replace(".", ","),
    datetime: lambda cell: cell.isoformat(" ", "seconds"),
    date: date.isoformat,
    tuple: lambda cell: neutral(joined(cell)),
}


def _labels(sheet: Sheet) -> Iterator[str]:
    return (column.label for column in sheet.columns)


def _one(layout: Layout, records: Iterable[Record]) -> Iterator[bytes]:
    outlet = Outlet()
    lines = _Lines(outlet)
    lines.header(_labels(layout.sheets[0]))
    for record in records:
        lines.rows(record[0])
        if outlet.full:
            yield outlet.take()
    lines.done()
    yield outlet.take()


def _several(layout: Layout, records: Iterable[Record]) -> Iterator[bytes]:
    """The dossiers are sent as they are read; the other lists wait on the disk."""
    outlet = Outlet()
    names = [f"{safe_name(title)}.csv" for title in _file_titles(layout)]
    with ExitStack() as stack:
        archive = stack.enter_context(ZipFile(outlet, "w", ZIP_DEFLATED))
        waiting = [stack.enter_context(spool()) for _sheet in layout.sheets[1:]]
        lists = [_Lines(stream) for stream in waiting]
        for lines, sheet in zip(lists, layout.sheets[1:], strict=True):
            lines.header(_labels(sheet))
        with archive.open(names[0], "w", force_zip64=True) as member:
            main = _Lines(member)
            main.header(_labels(layout.sheets[0]))
            for record in records:
                main.rows(record[0])
                for lines, rows in zip(lists, record[1:], strict=True):
                    lines.rows(rows)
                if outlet.full:
                    yield outlet.take()
            main.done()
        for lines in lists:
            lines.done()
        for name, stream in zip(names[1:], waiting, strict=False):
            yield from _member(archive, outlet, name, stream)
        with archive.open(names[-1], "w") as member:
            meanings = _Lines(member)
            meanings.header(headers())
            meanings.rows(dictionary(layout))
            meanings.done()
    yield outlet.take()


def _member(archive: ZipFile, outlet: Outlet, name: str, stream: IO[bytes]) -> Iterator[bytes]:
    large = stream.seek(0, 2) >= 2**31
    with archive.open(name, "w", force_zip64=large) as member:
        for piece in pieces(stream):
            member.write(piece)
            if outlet.full:
                yield outlet.take()


def _file_titles(layout: Layout) -> tuple[str, ...]:
    return sheet_titles([*(sheet.title for sheet in layout.sheets), _("Colonnes")])
