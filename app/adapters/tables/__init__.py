"""Exports written as they are sent: CSV, XLSX, ODS, JSON, and ZIP archives of files.

One writer a format, in memory that does not grow; it refuses to know where the rows come from.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from app.adapters.tables.archive import StreamedArchives
from app.adapters.tables.csv_files import write_csv
from app.adapters.tables.json_text import write_array, write_lines
from app.adapters.tables.ods import write_ods
from app.adapters.tables.xlsx import write_xlsx
from app.core.exporting.layout import Layout, Record

__all__ = ["StreamedArchives", "StreamedTables"]

WRITERS: Mapping[str, Callable[[Layout, Iterable[Record]], Iterator[bytes]]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "ods": write_ods,
    "json": write_array,
    "jsonl": write_lines,
}


class StreamedTables:
    """Fits the port `Tables`."""

    def write(self, format_name: str, layout: Layout, records: Iterable[Record]) -> Iterator[bytes]:
        return WRITERS[format_name](layout, records)
