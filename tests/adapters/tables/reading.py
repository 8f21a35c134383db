"""Exports read back with other people's readers: csv, openpyxl, ZIP and XML, json."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any
from zipfile import ZipFile

from lxml import etree
from openpyxl import load_workbook

from app.adapters.tables import StreamedTables
from app.core.exporting.facts import Facts
from app.core.exporting.layout import Layout
from tests.core.exporting.cases import NAMES

Lists = dict[str, list[list[Any]]]  # title → rows, the header first
BOM = "\ufeff"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def written(format_name: str, layout: Layout, dossiers: Iterable[Facts]) -> bytes:
    records = (layout.record(one, NAMES) for one in dossiers)
    return b"".join(StreamedTables().write(format_name, layout, records))


def read_csv(content: bytes) -> list[list[str]]:
    text = content.decode()
    assert text.startswith(BOM)
    assert text.endswith("\r\n")
    return list(csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=";", strict=True))


def read_csv_zip(content: bytes) -> Lists:
    with ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name.removesuffix(".csv"): read_csv(archive.read(name)) for name in archive.namelist()}


def read_xlsx(content: bytes) -> Lists:
    book = load_workbook(io.BytesIO(content))
    for sheet in book:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def read_ods(content: bytes) -> Lists:
    with ZipFile(io.BytesIO(content)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra, first.flag_bits & 8) == (
            "mimetype",
            0,
            b"",
            0,
        )
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
        listed = etree.fromstring(archive.read("META-INF/manifest.xml"))
        paths = {entry.get(listed.nsmap["manifest"].join("{}") + "full-path") for entry in listed}
        assert paths == {"/", *archive.namelist()} - {"mimetype", "META-INF/manifest.xml"}
        tree = etree.fromstring(archive.read("content.xml"))
    assert not tree.xpath("//@*[local-name()='formula']")
    return {
        table.get(f"{TABLE}name"): [list(map(_cell, row)) for row in table.iter(f"{TABLE}table-row")]
        for table in tree.iter(f"{TABLE}table")
    }


def _cell(cell: Any) -> Any:
    kind = cell.get(f"{OFFICE}value-type")
    if kind == "float":
        return float(cell.get(f"{OFFICE}value"))
    if kind == "date":
        return cell.get(f"{OFFICE}date-value")
    if kind is None:
        return None
    return "\n".join(_line(paragraph) for paragraph in cell.iter(f"{TEXT}p"))


def _line(paragraph: Any) -> str:
    return (paragraph.text or "") + "".join(" " + (space.tail or "") for space in paragraph)


def read_lines(content: bytes) -> list[Any]:
    return [json.loads(line) for line in content.decode().splitlines()]
