"""The words of a tagged PDF in the order of its structure tree, as a screen reader finds them.

Read by pikepdf in one pass a page: poppler says the same, and draws each page again for each element.
It knows the fonts that our documents have: two bytes a glyph, with a table of characters.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

Marks = Mapping[tuple[int, int], str]  # number of the page object, mark → its words
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def words(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The words of each marked content, in reading order."""
    marks: dict[tuple[int, int], str] = {}
    for page in pdf.pages:
        for mark, said in _page(page):
            at = (page.obj.objgen[0], mark)
            marks[at] = marks.get(at, "") + said
    yield from _walk(pdf.Root.StructTreeRoot.K, 0, marks)


def _walk(node: Any, page: int, marks: Marks) -> Iterator[str]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _walk(child, page, marks)
    elif isinstance(node, int):
        yield marks.get((page, node), "")
    elif isinstance(node, pikepdf.Dictionary):
        here = node.Pg.objgen[0] if "/Pg" in node else page
        if "/MCID" in node:
            yield marks.get((here, int(node.MCID)), "")
        elif "/K" in node:
            yield from _walk(node.K, here, marks)


def _page(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """Each piece of text with its mark; what is on another line is another word."""
    fonts = {name: _characters(font) for name, font in page.resources.get("/Font", {}).items()}
    nested: list[int | None] = []
    characters: Mapping[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page, "BT Tf Tj TJ BDC BMC EMC Tm Td"):
        name = str(operator)
        if name in ("BDC", "BMC"):
            nested.append(_mark(operands))
        elif name == "EMC":
            nested.pop()
        elif name == "Tf":
            characters = fonts[str(operands[0])]
        elif nested and nested[-1] is not None:
            yield nested[-1], _said(name, operands, characters)


def _said(name: str, operands: Any, characters: Mapping[int, str]) -> str:
    if name not in ("Tj", "TJ"):
        return " "
    pieces = operands[0] if name == "TJ" else [operands[0]]
    return "".join(_decoded(bytes(one), characters) for one in pieces if isinstance(one, pikepdf.String))


def _decoded(codes: bytes, characters: Mapping[int, str]) -> str:
    pairs = (codes[at : at + 2] for at in range(0, len(codes), 2))
    return "".join(characters.get(int.from_bytes(pair, "big"), "\ufffd") for pair in pairs)


def _mark(operands: Any) -> int | None:
    properties = operands[1] if len(operands) > 1 else {}
    return (
        int(properties.MCID) if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties else None
    )


def _characters(font: Any) -> Mapping[int, str]:
    """Glyph → characters, from the font's own table."""
    table: dict[int, str] = {}
    if "/ToUnicode" not in font:
        return table
    for kind, body in _SECTION.findall(font.ToUnicode.read_bytes()):
        if kind == b"bfchar":
            table |= {int(code, 16): _text(said) for code, said in _PAIR.findall(body)}
        else:
            for low, high, said in _RANGE.findall(body):
                first = int(said, 16)
                codes = range(int(low, 16), int(high, 16) + 1)
                table |= {code: chr(first + place) for place, code in enumerate(codes)}
    return table


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")
