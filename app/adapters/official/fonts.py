"""The font of what is written: cut down to French letters once a process, embedded as it is in each PDF.

Characters outside of it are looked for in a wider font, cut down for that one document. It refuses to
know where text goes.
"""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from subprocess import DEVNULL, PIPE, run
from typing import Any

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from app.adapters.official.opening import PdfRefused
from app.core.language import _

FAMILIES = ("Liberation Sans", "DejaVu Sans")  # the first writes, the second knows more characters
FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"))
# What the languages of France and its neighbours are written with, signs and money included.
USUAL = frozenset(
    [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x2010, 0x2011, 0x2013, 0x2014,
     0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2020, 0x2022, 0x2026, 0x202F, 0x2030, 0x2039, 0x203A,
     0x20AC, 0x2122, 0x2212]
)  # fmt: skip
_DROPPED = ["GSUB", "GPOS", "GDEF", "kern", "DSIG", "FFTM"]


@dataclass(frozen=True, slots=True)
class Face:
    """A font cut down: glyph numbers in hexadecimal and widths (for a size of 1) by character."""

    name: str
    codes: Mapping[str, str]
    advances: Mapping[str, float]
    widths: tuple[int, ...]  # by glyph, in thousandths of the size
    ascent: float
    descent: float  # negative
    program: bytes  # compressed
    length: int
    unicode: bytes  # compressed table of characters
    box: tuple[int, int, int, int]

    def width(self, text: str) -> float:
        """Of a text that this face knows, for a size of 1."""
        return sum(map(self.advances.__getitem__, text))

    def encoded(self, text: str) -> bytes:
        """Glyph numbers, in hexadecimal."""
        return "".join(map(self.codes.__getitem__, text)).encode()


@lru_cache(maxsize=4)
def _file(family: str) -> Path:
    """Where a family is: as the system says, else in the usual folders."""
    wanted = family.replace(" ", "")
    names = (f"{wanted}-Regular.ttf", f"{wanted}.ttf")
    try:
        asked = run(["fc-match", "-f", "%{file}", f"{family}:style=Regular,Book"],
                    stdout=PIPE, stderr=DEVNULL, timeout=5, check=False)  # fmt: skip
        found = Path(asked.stdout.decode(errors="replace"))
        if found.name in names and found.is_file():
            return found
    except (OSError, ValueError):
        pass  # no fontconfig here: the folders tell
    for folder in FOLDERS:
        for name in names:
            for path in folder.rglob(name):
                return path
    raise PdfRefused("no-font", _("La police « {name} » n’est pas installée.").format(name=family))


@lru_cache(maxsize=1)
def usual() -> Face:
    """The face of nearly every document."""
    return _face(FAMILIES[0], USUAL)


def _face(family: str, points: Iterable[int]) -> Face:
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True, drop_tables=_DROPPED)
    with subset.load_font(str(_file(family)), options, lazy=True) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=sorted(set(points)))
        cutter.subset(font)
        out = BytesIO()
        font.save(out, reorderTables=False)
        return _described(font, f"GUICHT+{family.replace(' ', '')}", out.getvalue())


def _described(font: TTFont, name: str, program: bytes) -> Face:
    scale = 1000 / font["head"].unitsPerEm
    order = font.getGlyphOrder()
    numbers = {glyph: number for number, glyph in enumerate(order)}
    glyphs = {point: numbers[glyph] for point, glyph in font.getBestCmap().items()}
    head, metrics = font["head"], font["hhea"]
    widths = tuple(round(font["hmtx"][glyph][0] * scale) for glyph in order)
    return Face(
        name, {chr(point): f"{number:04x}" for point, number in glyphs.items()},
        {chr(point): widths[number] / 1000 for point, number in glyphs.items()}, widths,
        metrics.ascent * scale / 1000, metrics.descent * scale / 1000,
        zlib.compress(program, 9), len(program), zlib.compress(_table(glyphs), 9),
        tuple(round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)),
    )  # fmt: skip


def _table(glyphs: dict[int, int]) -> bytes:
    """Which character each glyph is, for copying and reading aloud; 100 a block, as the format asks."""
    # A hyphen and a soft hyphen, a space and a no-break space share a glyph: the plain one is read back.
    plain = {number: point for point, number in sorted(glyphs.items(), reverse=True)}
    pairs = [f"<{number:04x}> <{_utf16(point)}>" for number, point in sorted(plain.items())]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n" for part in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Guichet def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{body}endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


def _utf16(point: int) -> str:
    return chr(point).encode("utf-16-be").hex()


class Pen:
    """The faces of one document, each embedded when it first writes; `lost`: characters that none has."""

    def __init__(self, pdf: pikepdf.Pdf, texts: Iterable[str]) -> None:
        self._pdf = pdf
        self.faces: list[Face] = [usual()]
        self._resources: Any = None  # the same for every drawing
        self._widths = dict(usual().advances)
        rare = {char for text in texts for char in text if char.isprintable()} - set(map(chr, USUAL))
        self.lost = frozenset(rare)
        if rare:
            wide = _face(FAMILIES[1], map(ord, rare | {"□"}))
            self.faces.append(wide)
            self.lost = frozenset(rare - wide.codes.keys())

    def runs(self, text: str) -> list[tuple[int, str]]:
        """(face, text) pieces; a character that no face has is shown as an empty square."""
        if self.faces[0].codes.keys() >= set(text):  # nearly always
            return [(0, text)] if text else []
        found: list[tuple[int, str]] = []
        for char in text:
            face = next((n for n, face in enumerate(self.faces) if char in face.codes), -1)
            if face < 0:
                if not char.isprintable():
                    continue
                face, char = len(self.faces) - 1, "□"
            if found and found[-1][0] == face:
                found[-1] = (face, found[-1][1] + char)
            else:
                found.append((face, char))
        return found

    def width(self, text: str) -> float:
        """For a size of 1."""
        widths = self._widths
        try:
            return sum(map(widths.__getitem__, text))
        except KeyError:  # a rare character, met for the first time
            for char in set(text) - widths.keys():
                widths[char] = sum(self.faces[face].width(piece) for face, piece in self.runs(char))
            return sum(map(widths.__getitem__, text))

    def show(self, text: str, size: float) -> bytes:
        """The operators that write this text where the pen is."""
        return b"".join(
            b"/GF%d %.3f Tf <%b> Tj\n" % (face, size, self.faces[face].encoded(piece))
            for face, piece in self.runs(text)
        )

    def resources(self) -> Any:
        """What a stream that `show` wrote needs."""
        if self._resources is None:
            fonts = Dictionary()
            for number, face in enumerate(self.faces):
                fonts[f"/GF{number}"] = self._pdf.make_indirect(_embedded(self._pdf, face))
            self._resources = self._pdf.make_indirect(Dictionary(Font=fonts))
        return self._resources


def _embedded(pdf: pikepdf.Pdf, face: Face) -> Any:
    program = Stream(pdf, face.program)
    program[Name.Filter], program[Name.Length1] = Name.FlateDecode, face.length
    table = Stream(pdf, face.unicode)
    table[Name.Filter] = Name.FlateDecode
    name = Name(f"/{face.name}")
    descriptor = pdf.make_indirect(Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=32, FontBBox=Array(list(face.box)), ItalicAngle=0,
        Ascent=round(face.ascent * 1000), Descent=round(face.descent * 1000), CapHeight=700, StemV=80,
        FontFile2=program,
    ))  # fmt: skip
    inner = pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, CIDToGIDMap=Name.Identity, DW=1000,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=descriptor, W=Object.parse(b"[0 [%b]]" % " ".join(map(str, face.widths)).encode()),
    ))  # fmt: skip
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([inner]), ToUnicode=table,
    )  # fmt: skip


def wrapped(pen: Pen, text: str, width: float, size: float) -> list[str]:
    """The lines of a text in this width; a word that is too long alone is cut."""
    room, space = width / size, pen.width(" ")
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line: list[str] = []
        used = 0.0
        for word in paragraph.split(" "):
            wide = pen.width(word)
            if line and used + space + wide > room:
                lines.append(" ".join(line))
                line, used = [], 0.0
            while wide > room and len(word) > 1:
                cut = _fitting(pen, word, room)
                lines.append(word[:cut])
                word = word[cut:]
                wide = pen.width(word)
            used += wide + (space if line else 0)
            line.append(word)
        lines.append(" ".join(line))
    return lines


def _fitting(pen: Pen, word: str, room: float) -> int:
    """How many characters of the word fit, at least one."""
    used = 0.0
    for place, char in enumerate(word):
        used += pen.width(char)
        if used > room:
            return max(1, place)
    return len(word)
