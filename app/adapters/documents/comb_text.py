"""Gives boxed characters back their text: "1985", not "1 9 8 5", when a reader copies or searches.

The spread of a comb makes readers guess a space between two boxes. Each piece of text set in the
comb's typeface is given its /ActualText just before the file is written. It refuses to know
forms and answers.
"""

from collections.abc import Iterator, Mapping
from re import compile as pattern
from typing import Any

import pydyf

COMB_TYPEFACE = b"Mono"  # combs.css: nothing else is set in a monospace font
_FONT = pattern(rb"^/(\S+) \S+ Tf$")
_GLYPHS = pattern(rb"<([0-9a-f]*)>")


def spell_combs(document: Any, pdf: Any) -> None:
    """A WeasyPrint finisher: called with the pages laid out and the PDF not written yet."""
    fonts = {
        font.hash.encode(): font.to_unicode for font in document.fonts.values() if COMB_TYPEFACE in font.name
    }
    for content in pdf.objects:
        if isinstance(content, pydyf.Stream):
            for properties, text in _marked_texts(content.stream, fonts):
                properties["ActualText"] = pydyf.String(text)


def _marked_texts(stream: list[Any], fonts: Mapping[bytes, Mapping[int, str]]) -> Iterator[tuple[Any, str]]:
    """Each marked piece set in one of these fonts: its property list and its text."""
    properties: Any = None
    glyphs: Mapping[int, str] | None = None
    text = ""
    for position, operator in enumerate(stream):
        if operator == b"BDC":
            properties, glyphs, text = stream[position - 1], None, ""
        elif operator == b"EMC":
            if properties is not None and text:
                yield properties, text
            properties = None
        elif isinstance(operator, bytes) and (found := _FONT.match(operator)):
            glyphs = fonts.get(found[1])
        elif glyphs is not None and isinstance(operator, bytes) and operator.endswith(b"TJ"):
            text += "".join(glyphs.get(number, "") for number in _glyph_numbers(operator))


def _glyph_numbers(operator: bytes) -> Iterator[int]:
    for run in _GLYPHS.findall(operator):
        yield from (int(run[start : start + 4], 16) for start in range(0, len(run), 4))
