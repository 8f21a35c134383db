"""Texts as the glyphs of a font, placed as WeasyPrint places them (HarfBuzz shapes both).

It knows which letters a layout carries; a text with another one has no glyphs here. It refuses to know pages.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import uharfbuzz

# What French answers are written with: ASCII, Latin-1, Latin Extended-A, and the signs of typography.
ASCII = frozenset(map(chr, range(0x20, 0x7F)))
_SIGNS = "‐‑–—‘’‚“”„•…\u202f‹›€ȘșȚț"
USUAL = ASCII | frozenset(map(chr, [*range(0xA0, 0xAD), *range(0xAE, 0x180)])) | frozenset(_SIGNS)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph: `advance` is its own, `shift` what kerning adds, both in thousandths of the size."""

    number: int
    advance: int
    shift: int


class Face:
    """A font file, shaped at no particular size."""

    def __init__(self, content: bytes | Path) -> None:
        blob = (
            uharfbuzz.Blob(content) if isinstance(content, bytes) else uharfbuzz.Blob.from_file_path(content)
        )
        self._font = uharfbuzz.Font(uharfbuzz.Face(blob))
        self._scale = 1000 / self._font.face.upem

    def glyphs(self, text: str) -> Iterator[Glyph]:
        """The glyphs of a text written from left to right; number 0 for a letter that the font lacks."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            own = round(self._font.get_glyph_h_advance(info.codepoint) * self._scale)
            yield Glyph(info.codepoint, own, int(place.x_advance * self._scale - own))

    def known(self, letters: Iterable[str]) -> dict[str, Glyph]:
        """Those letters that the font has, as one glyph each."""
        shaped = ((letter, tuple(self.glyphs(letter))) for letter in sorted(letters))
        return {letter: found[0] for letter, found in shaped if len(found) == 1 and found[0].number}


@lru_cache(maxsize=16)
def face(path: Path) -> Face:
    """The face of a file, opened once a process."""
    return Face(path)


def width(glyphs: Iterable[Glyph], size: float, gap: float = 0) -> float:
    """How wide they are; `gap` is what spacing adds to each, in thousandths of the size."""
    return sum(glyph.advance + glyph.shift + gap for glyph in glyphs) * size / 1000


def shown(glyphs: Iterable[Glyph], first_gap: int = 0, gap: int = 0) -> str:
    """The operand and operator that show them."""
    operand, spacing = "", first_gap
    for glyph in glyphs:
        operand += f"{glyph.number:04x}"
        move = -(glyph.shift + spacing)
        if move:
            operand += f">{move}<"
        spacing = gap
    return f"[<{operand}>] TJ".replace("<>", "")
