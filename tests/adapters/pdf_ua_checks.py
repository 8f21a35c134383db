"""The points of the Matterhorn protocol that a program can judge: what PDF/UA-1 asks of our documents.

Not a validator: no claim of conformance rests on it. Fast, with failures that can be read.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf

from tests.adapters.pdf_reading import elements, opened

PAINTING = frozenset(["Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI"])
HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")


def problems(content: bytes) -> list[str]:
    """Everything found wrong, in words; [] is what we want."""
    with opened(content) as pdf:
        return [
            *_catalogue(pdf),
            *_metadata(pdf),
            *_structure(pdf),
            *(problem for number, page in enumerate(pdf.pages, 1) for problem in _page(pdf, number, page)),
        ]


def _catalogue(pdf: pikepdf.Pdf) -> Iterator[str]:
    if not pdf.Root.get("/MarkInfo", {}).get("/Marked"):
        yield "the document does not say that it is tagged"
    if str(pdf.Root.get("/Lang", "")) != "fr-FR":
        yield "the language is not fr-FR"
    if not pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the window would show the file name, not the title"
    if "/Outlines" not in pdf.Root:
        yield "there are no bookmarks"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    with pdf.open_metadata() as metadata:
        if not metadata.get("dc:title"):
            yield "the metadata have no title"
        if str(metadata.get("pdfuaid:part")) != "1":
            yield "the metadata do not claim PDF/UA-1"


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/StructTreeRoot" not in pdf.Root or "/ParentTree" not in pdf.Root.StructTreeRoot:
        yield "there is no structure tree"
        return
    level = 0
    for element in elements(pdf):
        kind = str(element.S)
        if kind in HEADINGS:
            if HEADINGS.index(kind) > level:
                yield f"{kind} follows a heading of level {level}"
            level = HEADINGS.index(kind) + 1
        if kind == "/Figure" and not str(element.get("/Alt", "")):
            yield "a figure has no alternative"
        if kind == "/TH" and not ("/ID" in element or "/Scope" in element.get("/A", {})):
            yield "a table header has no scope"
    if level == 0:
        yield "there is no heading"


def _page(pdf: pikepdf.Pdf, number: int, page: pikepdf.Page) -> Iterator[str]:
    if str(page.obj.get("/Tabs", "")) != "/S":
        yield f"page {number}: tabulation does not follow the structure"
    if "/StructParents" not in page.obj:
        yield f"page {number}: content is not bound to the structure"
    yield from (f"page {number}: {problem}" for problem in _fonts(page))
    yield from (f"page {number}: {problem}" for problem in _content(page))


def _fonts(page: pikepdf.Page) -> Iterator[str]:
    for font in page.resources.get("/Font", {}).values():
        name = str(font.BaseFont)
        if "/ToUnicode" not in font:
            yield f"{name} has no table of characters"
        descendant = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys()):
            yield f"{name} is not embedded"


def _content(page: pikepdf.Page) -> Iterator[str]:
    """All that paints is either content of the structure or an artifact."""
    marks: list[bool] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            marks.append(_is_marked(operands))
        elif name == "EMC":
            marks.pop()
        elif name in PAINTING and not any(marks):
            yield f"{name} paints outside the structure"
            return


def _is_marked(operands: Any) -> bool:
    return str(operands[0]) == "/Artifact" or (len(operands) > 1 and "/MCID" in operands[1])
