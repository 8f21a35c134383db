"""Rules on fonts: embedded, and every character that is shown can be read aloud or copied.

Widths, encodings and missing glyphs are judged by the PDF/A checker (clauses 6.2.11 of ISO 19005-3).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pikepdf

from app.adapters.pdf_check.reading import Drawing, Reading, inside
from app.adapters.pdf_check.rules import UA, Found, rule
from app.core.language import _

PROGRAMS = frozenset({"/FontFile", "/FontFile2", "/FontFile3"})
KNOWN_ENCODINGS = frozenset({"/WinAnsiEncoding", "/MacRomanEncoding"})
SHOWING = frozenset({"Tj", "TJ", "'", '"'})
# The sections of a ToUnicode map (ISO 32000-1, 9.10.3) and what a line of each holds.
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(<[0-9A-Fa-f\s]*>|\[[^\]]*\])")
_WRITTEN = re.compile(rb"<([0-9A-Fa-f\s]*)>")
MOST_CODES = 65_536


@rule(UA, "31-009")
def _fonts_embedded(reading: Reading) -> Found:
    for place, font in _fonts(reading):
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        described = set(inside(inner, "/FontDescriptor").keys())
        if str(font.get("/Subtype")) != "/Type3" and not PROGRAMS & described:
            yield place, _("la police {name} n’est pas incorporée").format(name=font.get("/BaseFont"))


@rule(UA, "31-027")
def _fonts_say_their_characters(reading: Reading) -> Found:
    for place, font in _fonts(reading):
        if "/ToUnicode" not in font and str(font.get("/Encoding", "")) not in KNOWN_ENCODINGS:
            yield (
                place,
                _("la police {name} n’a pas de table de caractères").format(name=font.get("/BaseFont")),
            )


@rule(UA, "10-001")
def _characters_are_known(reading: Reading) -> Found:
    for number, (page, drawings) in enumerate(zip(reading.pdf.pages, reading.pages, strict=True), 1):
        for name, codes in _shown(page, drawings).items():
            yield from (
                (
                    _("page {number}").format(number=number),
                    _("le caractère {code} de la police {name} n’a pas de sens connu").format(
                        code=code, name=name
                    ),
                )
                for code in sorted(codes)[:1]
            )


@rule(UA, "31-028")
def _no_character_is_nothing(reading: Reading) -> Found:
    yield from _forbidden(reading, b"\x00\x00")


@rule(UA, "31-029")
def _no_character_is_a_byte_order_mark(reading: Reading) -> Found:
    yield from _forbidden(reading, b"\xfe\xff", b"\xff\xfe")


def _forbidden(reading: Reading, *values: bytes) -> Found:
    for place, font in _fonts(reading):
        if "/ToUnicode" in font and set(values) & set(_meanings(font.ToUnicode.read_bytes()).values()):
            yield (
                place,
                _("la police {name} donne à un caractère un sens qui n’est pas permis").format(
                    name=font.get("/BaseFont")
                ),
            )


def _fonts(reading: Reading) -> Iterator[tuple[str, Any]]:
    for number, page in enumerate(reading.pdf.pages, 1):
        for font in inside(page.resources, "/Font").values():
            yield _("page {number}").format(number=number), font


def _shown(page: pikepdf.Page, drawings: tuple[Drawing, ...]) -> dict[str, set[int]]:
    """Name of each font with a map → the codes shown that its map does not know."""
    fonts, unknown = inside(page.resources, "/Font"), dict[str, set[int]]()
    name, kept = "", list[str]()
    for drawing in drawings:
        if drawing.operator == "Tf":
            name = str(drawing.operands[0])
        elif drawing.operator == "q":
            kept.append(name)
        elif drawing.operator == "Q" and kept:
            name = kept.pop()
        elif drawing.operator in SHOWING and "/ToUnicode" in inside(fonts, name):
            known = _meanings(fonts[name].ToUnicode.read_bytes())
            wide = str(fonts[name].get("/Subtype")) == "/Type0"
            unknown.setdefault(name, set()).update(_codes(drawing, wide) - known.keys())
    return unknown


def _codes(drawing: Drawing, wide: bool) -> set[int]:
    """The codes of a showing operator: two bytes each in a composite font, else one."""
    last = drawing.operands[-1]
    texts = [bytes(one) for one in (last if isinstance(last, pikepdf.Array) else [last]) if _is_text(one)]
    if not wide:
        return {code for text in texts for code in text}
    return {int.from_bytes(text[at : at + 2]) for text in texts for at in range(0, len(text), 2)}


def _is_text(value: Any) -> bool:
    return isinstance(value, pikepdf.String)


@lru_cache(64)
def _meanings(written: bytes) -> dict[int, bytes]:
    """Code → its characters in UTF-16BE, of a ToUnicode map."""
    found: dict[int, bytes] = {}
    for kind, lines in _SECTION.findall(written):
        if kind == b"bfchar":
            found.update((int(code, 16), _bytes(value)) for code, value in _PAIR.findall(lines))
        else:
            for first, last, values in _RANGE.findall(lines):
                found.update(_range(int(first, 16), int(last, 16), values))
    return found


def _range(first: int, last: int, values: bytes) -> Iterator[tuple[int, bytes]]:
    given = [_bytes(value) for value in _WRITTEN.findall(values)]
    for code in range(first, min(last, first + MOST_CODES) + 1):
        if values.startswith(b"["):
            yield from [(code, given[code - first])] if code - first < len(given) else []
        elif given and given[0]:
            yield code, given[0][:-2] + ((int.from_bytes(given[0][-2:]) + code - first) % 65536).to_bytes(2)


def _bytes(written: bytes) -> bytes:
    digits = b"".join(written.split())
    return bytes.fromhex(digits.decode()) if len(digits) % 2 == 0 else b""
