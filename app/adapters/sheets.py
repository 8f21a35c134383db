"""A spreadsheet that anybody may have made, as rows of text: CSV, XLSX or ODS, the first sheet.

Formulas are never run: their last result is read. It refuses to know what columns mean.
"""

import csv
from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import python_calamine

from app.core.errors import GuichetError
from app.core.language import _

LARGEST = 5_000_000  # bytes of the file
LARGEST_OPENED = 100_000_000  # bytes that a ZIP says it holds: more is refused before it is opened
MOST_ROWS, MOST_COLUMNS = 2_000, 30
LONGEST_CELL = 20_000  # signs
_SIGNS = ";,\t|"
Bounded = Callable[[Callable[[], Any]], Any]
Rows = Sequence[Sequence[str]]


class SheetRefused(GuichetError):
    """The file cannot be read as a spreadsheet: why, and what to do."""

    code = "sheet-refused"


class SheetReader:
    """`bounded` does a work within time and memory, and refuses by a GuichetError."""

    def __init__(self, bounded: Bounded) -> None:
        self._bounded = bounded

    def rows(self, content: bytes, name: str) -> Rows:
        """The rows, without those that are empty. Raises SheetRefused."""
        if len(content) > LARGEST:
            raise SheetRefused(_("Ce fichier dépasse {n} Mo.").format(n=LARGEST // 1_000_000))
        found = self._opened(content) if content.startswith(b"PK") else _text_rows(content)
        kept = [row for row in found if any(cell for cell in row)]
        if len(kept) > MOST_ROWS:
            raise SheetRefused(_("Ce tableau dépasse {n} lignes.").format(n=MOST_ROWS))
        return kept

    def _opened(self, content: bytes) -> Rows:
        """XLSX or ODS, read by another process: a small file may hold a thousand times its size."""
        _refuse_bombs(content)
        try:
            found = self._bounded(lambda: _workbook_rows(content))
        except GuichetError as error:
            raise SheetRefused(_("Ce tableau demande trop de temps ou de mémoire.")) from error
        if found is None:
            raise _unreadable()
        rows: Rows = found
        return rows


def _refuse_bombs(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            held = sum(entry.file_size for entry in archive.infolist())
    except (BadZipFile, ValueError, NotImplementedError):
        raise _unreadable() from None
    if held > LARGEST_OPENED:
        raise SheetRefused(_("Ce tableau demande trop de temps ou de mémoire."))


def _unreadable() -> SheetRefused:
    message = _("Ce fichier n’est pas un tableau CSV, XLSX ou ODS, ou il est abîmé.")
    return SheetRefused(f"{message} {_('Enregistrez-le de nouveau, ou collez ses cellules.')}")


def _workbook_rows(content: bytes) -> Rows | None:
    """None for what the library cannot read: its exceptions do not all travel between processes."""
    try:
        book = python_calamine.load_workbook(BytesIO(content))
        sheet = book.get_sheet_by_index(0)
        return [
            [_told(cell) for cell in row[:MOST_COLUMNS]]
            for row in sheet.to_python(nrows=MOST_ROWS + 1, skip_empty_area=True)
        ]
    except (python_calamine.CalamineError, OSError, ValueError, IndexError):
        return None


def _told(cell: Any) -> str:
    """A cell as it reads: whole numbers without a point, days as ISO dates."""
    if isinstance(cell, bool):
        return _("oui") if cell else _("non")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return str(cell)[:LONGEST_CELL].strip()


def _text_rows(content: bytes) -> Rows:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text or text.startswith("%PDF"):
        raise _unreadable()
    return read_pasted(text)


def read_pasted(text: str) -> Rows:
    """Cells as a spreadsheet copies them (tabs), or a CSV: its separator is the one of the first line."""
    first = text.lstrip("\r\n").partition("\n")[0]
    sign = max(_SIGNS, key=first.count) if any(sign in first for sign in _SIGNS) else "\t"
    try:
        found = csv.reader(StringIO(text, newline=""), delimiter=sign)
        return [[cell[:LONGEST_CELL].strip() for cell in row[:MOST_COLUMNS]] for row in found]
    except csv.Error:
        raise _unreadable() from None
