"""What writes exports, as Protocols: tables in a format, files in an archive, piece by piece."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from app.core.exporting.layout import Layout, Record
from app.core.exporting.manifest import Member


class Tables(Protocol):
    """Writers of tables."""

    def write(self, format_name: str, layout: Layout, records: Iterable[Record]) -> Iterator[bytes]:
        """The file in pieces, one pass over the records, in memory that does not grow with them.

        What cannot be sent before the end (other lists, a workbook) waits in temporary files, which are
        gone when the iterator ends or is closed. KeyError for a format of no table.
        """


class Archives(Protocol):
    """Writers of archives of files."""

    def write(self, members: Iterable[Member]) -> Iterator[bytes]:
        """A ZIP in pieces: the files, then manifeste.json and manifeste.txt, which list every member
        with its SHA-256, those that are missing or must not be included too."""
