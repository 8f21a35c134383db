"""Writes answers into a layout: texts shaped and checked against their room, boxes ticked, elements without
content taken off the structure tree, metadata and attached file made for this document.

No PDF library at run time: objects are bytes. What does not fit raises Unfit, and nothing is written.
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import md5
from pathlib import Path
from re import compile as pattern

from app.adapters.documents.compiled.layout import (
    PDF_DATE,
    SEAL,
    Choice,
    Code,
    Layout,
    Page,
    Part,
    Pattern,
    Slot,
    Spelling,
    Unfit,
)  # fmt: skip
from app.adapters.documents.compiled.shaping import Face, Glyph, shown, width
from app.adapters.documents.slots import MADE_ON, TOKEN, number_of

QUICK = 5  # of zlib: a third of the time of the best, a tenth more bytes
NEAR = 0.05  # pixels
ROW = (1, 4, 2)  # bytes of the fields of a cross-reference
_ELEMENT = pattern(r"\b(\d+) 0 R\b")


@dataclass(frozen=True, slots=True)
class Filling:
    """What goes into a layout. `seal` and `code` are those of its mark, "" and () for none."""

    texts: Sequence[str]
    ticks: Sequence[bool]
    made_at: datetime | None
    seal: str = ""
    code: Sequence[bytes] = ()
    deposit: bytes = b""


@dataclass(slots=True)
class _Writing:
    """One document being written."""

    layout: Layout
    filling: Filling
    face: Callable[[str], Face]
    letters: dict[str, frozenset[str]]
    gone: set[int] = field(default_factory=set)  # elements without content
    parents: set[int] = field(default_factory=set)


def filled(layout: Layout, filling: Filling, face: Callable[[Path], Face], folder: Path) -> bytes:
    """The file; Unfit when an answer has no room or a letter that the layout lacks."""
    letters = {name: frozenset(known) for name, (_file, known) in layout.fonts.items()}
    writing = _Writing(layout, filling, lambda name: face(folder / layout.fonts[name][0]), letters)
    pages = [(page.number, _page(writing, page)) for page in layout.pages]  # first: it tells what is gone
    return _written(layout, [*pages, *_loose(writing)])


def _page(writing: _Writing, page: Page) -> bytes:
    content = "".join(_part(writing, part) for part in page.parts).encode("latin-1")
    return _stream("", content, QUICK)


def _part(writing: _Writing, part: Part) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Choice):
        return part.on if writing.filling.ticks[part.tick] else part.off
    if isinstance(part, Code):
        return "".join(run.decode() + "\n" for run in writing.filling.code)
    words = _words(writing, part.pattern)
    if isinstance(part, Spelling):
        said = f"/ActualText {_string(words)}" if words.strip() else ""
        return f"<</MCID {part.mcid}{said}>>\n"
    return _line(writing, part, words)


def _words(writing: _Writing, pattern: Pattern) -> str:
    texts = writing.filling.texts
    return "".join(part if isinstance(part, str) else texts[part] for part in pattern)


def _line(writing: _Writing, slot: Slot, words: str) -> str:
    """The operators of one line, none when nothing is said."""
    answers = [writing.filling.texts[part] for part in slot.pattern if isinstance(part, int)]
    if not words.strip() or not any(answers):
        return _nothing(writing, slot, words)
    if not all(answers) or not writing.letters[slot.font].issuperset(words):
        raise Unfit(f"« {words} » is not written with the letters of this layout")
    size = float(slot.size)
    glyphs = tuple(writing.face(slot.font).glyphs(words))
    wide = width(glyphs, size, slot.gaps[1])
    _require_room(slot, glyphs, wide, size, words)
    x = slot.x + slot.lean * (slot.width - wide)
    matrix = f"1 0 0 -1 {x:.4f} {slot.y} Tm"
    return f"BT\n{matrix}\n/{slot.font} {slot.size} Tf\n{shown(glyphs, *slot.gaps)}\nET\n"


def _require_room(slot: Slot, glyphs: Sequence[Glyph], wide: float, size: float, words: str) -> None:
    """The spaces and the spacing at the end of a boxed text hang outside."""
    hanging = len(words) - len(words.rstrip(" "))
    visible = glyphs[: len(glyphs) - hanging] if slot.spelled else glyphs
    taken = width(visible, size, slot.gaps[1]) - slot.gaps[1] * size / 1000 if slot.spelled else wide
    least, most = slot.room
    if not least - NEAR <= taken <= most + NEAR:
        raise Unfit(f"« {words} » takes {taken:.1f} of {most:.1f}")


def _nothing(writing: _Writing, slot: Slot, words: str) -> str:
    if words.strip() or slot.room[0] or not slot.kid:
        raise Unfit("a sentence without its answer")
    writing.gone.add(slot.kid)
    writing.parents.add(slot.parent)
    return ""


def _loose(writing: _Writing) -> Iterator[tuple[int, bytes]]:
    layout, filling = writing.layout, writing.filling
    touched = {*writing.parents, layout.parent_tree}
    for number, text in layout.loose.items():
        if number == layout.metadata:
            yield number, _stream("/Type/Metadata/Subtype/XML", _dated(text, filling).encode("latin-1"))
        elif number in writing.gone:
            yield number, b"null"
        elif number in touched:
            yield number, _without(writing.gone, text, "null" if number == layout.parent_tree else "")
        elif number == layout.info:
            yield number, text.replace(PDF_DATE, _pdf_date(filling.made_at)).encode("latin-1")
        else:
            yield number, _said(writing, text)
    if layout.deposit:
        yield layout.deposit, _deposit(filling)


def _dated(text: str, filling: Filling) -> str:
    made = filling.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if filling.made_at else ""
    return text.replace(MADE_ON, made).replace(SEAL, filling.seal)


def _pdf_date(made_at: datetime | None) -> str:
    return made_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ") if made_at else ""


def _without(gone: set[int], text: str, instead: str) -> bytes:
    """The references to elements that are gone, taken off."""
    if not gone:
        return text.encode("latin-1")
    return _ELEMENT.sub(lambda held: instead if int(held[1]) in gone else held[0], text).encode("latin-1")


def _said(writing: _Writing, text: str) -> bytes:
    """An element, its description with the answers in it."""
    description, mark, data = text.partition("\0")
    if not mark:
        return text.encode("latin-1")
    texts = writing.filling.texts
    said = TOKEN.sub(lambda token: texts[number_of(token[0])], description)
    return data.replace("\0", _string(said)).encode("latin-1")


def _deposit(filling: Filling) -> bytes:
    content = filling.deposit
    digest = md5(content, usedforsecurity=False).hexdigest()
    day = _pdf_date(filling.made_at)
    params = f"/CheckSum <{digest}>/Size {len(content)}/CreationDate ({day})/ModDate ({day})"
    return _stream(f"/Type/EmbeddedFile/Subtype/application#2fjson/Params<<{params}>>", content, QUICK)


def _string(words: str) -> str:
    """A text string (ISO 32000-1, 7.9.2)."""
    if words.isascii():
        return "(" + words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
    return f"<feff{words.encode('utf-16-be').hex()}>"


def _stream(extra: str, content: bytes, level: int = 0) -> bytes:
    if level:
        content, extra = zlib.compress(content, level), f"{extra}/Filter/FlateDecode"
    return f"<<{extra}/Length {len(content)}>>\nstream\n".encode("latin-1") + content + b"\nendstream"


def _written(layout: Layout, objects: Sequence[tuple[int, bytes]]) -> bytes:
    """The fixed start, these objects, cross-references (ISO 32000-1, 7.5.8) and the trailer in them."""
    out, rows = bytearray(layout.fixed), list(layout.rows)
    for number, data in objects:
        rows[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, data)
    rows.append((1, len(out), 0))
    identifier = md5(out, usedforsecurity=False).hexdigest()
    table = b"".join(
        value.to_bytes(size, "big") for row in rows for value, size in zip(row, ROW, strict=True)
    )
    extra = (
        f"/Type/XRef/W [1 4 2]/Size {len(rows)}/Root {layout.root} 0 R/Info {layout.info} 0 R"
        f"/ID [({identifier}) ({identifier})]"
    )
    start = len(out)
    out += b"%d 0 obj\n%b\nendobj\n" % (len(rows) - 1, _stream(extra, table, QUICK))
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)
