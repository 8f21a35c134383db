"""A spreadsheet of any kind is read as rows of text, and a hostile one is refused within bounds."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from app.adapters.official.bounded import within_bounds
from app.adapters.sheets import MOST_ROWS, SheetReader, SheetRefused
from tests.plain import plain

ROWS = [["Question", "Obligatoire"], ["Né le", "oui"], ["Montant", "3"]]
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
READER = SheetReader(within_bounds)


def _xlsx() -> bytes:
    book, out = openpyxl.Workbook(), BytesIO()
    for row in (["Question", "Obligatoire"], [None, None], ["Né le", True], ["Montant", 3.0]):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def _ods() -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in ROWS)
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content{spaces}><office:body><office:spreadsheet>"
        f"<table:table table:name='a'>{rows}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    files = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    return _zip({**files, "META-INF/manifest.xml": f"<m:manifest xmlns:m='{MANIFEST}'/>"})


def _zip(files: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        _xlsx,
        _ods,
        lambda: "Question;Obligatoire\nNé le;oui\n;\nMontant;3\n".encode("utf-8-sig"),
        lambda: 'Question,Obligatoire\r\n"Né le",oui\r\nMontant,3'.encode("cp1252"),
        lambda: "Question\tObligatoire\nNé le\toui\nMontant\t3".encode(),
    ],
    ids=["xlsx", "ods", "semicolons", "commas", "pasted"],
)
def test_each_format_gives_the_same_rows(content: Callable[[], bytes]) -> None:
    assert READER.rows(content(), "questions") == ROWS


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (lambda: b"PK\x03\x04 not a zip", "abîmé"),
        (lambda: _zip({"a.txt": "b"}), "abîmé"),
        (lambda: _zip({"xl/workbook.xml": b"\0" * 120_000_000}), "trop de temps ou de mémoire"),
        (lambda: b"%PDF-1.4", "n’est pas un tableau"),
        (lambda: b"a\0b", "n’est pas un tableau"),
        (lambda: b'"' + b"a" * 200_000, "n’est pas un tableau"),
        (lambda: b"a\n" * (MOST_ROWS + 1), "dépasse 2000 lignes"),
        (lambda: b"a" * 5_000_001, "dépasse 5 Mo"),
    ],
    ids=["no zip", "no sheet", "bomb", "pdf", "binary", "endless cell", "rows", "bytes"],
)
def test_what_is_no_table_is_refused_with_a_sentence(content: Callable[[], bytes], told: str) -> None:
    with pytest.raises(SheetRefused) as refused:
        READER.rows(content(), "x")
    assert told in plain(str(refused.value))
