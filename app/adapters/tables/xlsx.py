"""XLSX by XlsxWriter in constant memory: each row is written to the disk once the next one begins.

A text is a text whatever it begins with: it is never written as a formula, and the cells that begin
like one are quoted, so that editing them does not make them run.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryDirectory
from typing import Any

from xlsxwriter import Workbook

from app.adapters.tables.dictionary import dictionary, headers
from app.adapters.tables.streams import pieces, spool
from app.core.exporting.layout import Layout, Record, Row
from app.core.exporting.readers import Cell, joined
from app.core.exporting.texts import clean, fitted, sheet_titles, starts_a_formula
from app.core.language import _

LAST_ROW = 1_048_576  # rows of a sheet
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
    "use_zip64": True,
}
_FIRST_DATE = date(1900, 3, 1)  # before, Excel counts a 29 February 1900 that never was


def write_xlsx(layout: Layout, records: Iterable[Record]) -> Iterator[bytes]:
    """The workbook is made on the disk, then sent."""
    with TemporaryDirectory(prefix="guichet-export-") as folder, spool() as target:
        book = Workbook(target, {**_OPTIONS, "tmpdir": folder})
        try:
            _fill(book, layout, records)
        finally:
            book.close()
        yield from pieces(target)


def _fill(book: Workbook, layout: Layout, records: Iterable[Record]) -> None:
    styles = _Styles(book)
    titles = sheet_titles([*(sheet.title for sheet in layout.sheets), _("Colonnes")])
    sheets = [
        _Sheet(book, title, [column.label for column in sheet.columns], styles)
        for title, sheet in zip(titles, layout.sheets, strict=False)
    ]
    for record in records:
        for sheet, rows in zip(sheets, record, strict=True):
            for row in rows:
                sheet.add(row)
    meanings = _Sheet(book, titles[-1], headers(), styles)
    for row in dictionary(layout):
        meanings.add(row)


class _Styles:
    def __init__(self, book: Workbook) -> None:
        self.header = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.date = book.add_format({"num_format": "dd/mm/yyyy"})
        self.moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        self.quoted = book.add_format({"quote_prefix": True})


class _Sheet:
    """One list; what does not fit a sheet goes on in another one."""

    def __init__(self, book: Workbook, title: str, labels: Sequence[str], styles: _Styles) -> None:
        self._book, self._title, self._labels, self._styles = book, title, labels, styles
        self._number = 0
        self._begin()

    def _begin(self) -> None:
        self._number += 1
        ending = _(" (suite {n})").format(n=self._number) if self._number > 1 else ""
        self._sheet: Any = self._book.add_worksheet(self._title[: 31 - len(ending)] + ending)
        self._sheet.freeze_panes(1, 1)
        self._sheet.set_column(0, max(len(self._labels) - 1, 0), 18)
        for column, label in enumerate(self._labels):
            self._sheet.write_string(0, column, fitted(clean(label)), self._styles.header)
        self._row = 1

    def add(self, row: Row) -> None:
        if self._row >= LAST_ROW:
            self._begin()
        for column, cell in enumerate(row):
            if cell is not None and cell != "":
                self._write(column, cell)
        self._row += 1

    def _write(self, column: int, cell: Cell) -> None:
        if isinstance(cell, str):
            self._text(column, cell)
        elif isinstance(cell, bool):
            self._text(column, _("Oui") if cell else _("Non"))
        elif isinstance(cell, int | Decimal):
            self._sheet.write_number(self._row, column, cell)
        elif isinstance(cell, date):
            self._date(column, cell)
        elif cell is not None:
            self._text(column, joined(cell))

    def _text(self, column: int, text: str) -> None:
        style = self._styles.quoted if starts_a_formula(text) else None
        self._sheet.write_string(self._row, column, fitted(text), style)

    def _date(self, column: int, day: date) -> None:
        """A birth before 1900 has no number in Excel: it is written as a text."""
        whole = isinstance(day, datetime)
        if (day.date() if isinstance(day, datetime) else day) < _FIRST_DATE:
            self._text(column, day.isoformat())
        else:
            self._sheet.write_datetime(
                self._row, column, day, self._styles.moment if whole else self._styles.date
            )
