"""Sorts the objects of a drawing: those that every document has alike are written once, others stay loose.

It writes the start of the file and the cross-references of what is in it.
"""

import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import pydyf

from app.adapters.documents.compiled.compiling import Both, pages
from app.adapters.documents.compiled.drawing import Drawing, reference, written
from app.adapters.documents.compiled.layout import Layout, Slot, Unfit
from app.adapters.documents.slots import TOKEN

HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
FONT_TYPES = frozenset({"/Font", "/FontDescriptor"})
FREE = (0, 0, 65535)  # an object that is not in the file, and whose number is not to be used again


def layout(both: Both, fonts: Mapping[str, tuple[str, str]]) -> Layout:
    """The whole layout; `fonts`: for each name in the pages, the file to shape with and its letters."""
    cut = pages(both)
    wide = both.wide
    wide.pdf.add_object(wide.pdf.info)
    catalog = wide.pdf.catalog
    parent_tree = reference(wide.objects[reference(catalog["StructTreeRoot"])]["ParentTree"])
    slots = [part for page in cut for part in page.parts if isinstance(part, Slot) and part.kid]
    loose = {
        number: _dictionary(wide.objects[number])
        for number in {*(slot.kid for slot in slots), *(slot.parent for slot in slots), parent_tree,
                       wide.pdf.info.number}
    }  # fmt: skip
    loose |= dict(_with_tokens(both))
    metadata, deposit = reference(catalog["Metadata"]), _deposit(wide)
    moving = {*loose, *(page.number for page in cut), metadata, deposit, 0}
    _require_same(both, moving)
    fixed, rows = _fixed(wide, moving)
    loose[metadata] = _content(wide.objects[metadata])
    return Layout(
        fixed, rows, catalog.number, wide.pdf.info.number, cut, loose, parent_tree, metadata, deposit,
        dict(fonts),
    )  # fmt: skip


def _dictionary(held: Any) -> str:
    return str(held.data.decode("latin-1"))


def _content(stream: Any) -> str:
    return "\n".join(written(item).decode("latin-1") for item in stream.stream)


def _with_tokens(both: Both) -> Iterator[tuple[int, str]]:
    """Elements whose description holds an answer; the answer stays as the narrow and wide tokens."""
    for held in both.wide.objects:
        alt = held.get("Alt") if isinstance(held, pydyf.Dictionary) else None
        if isinstance(alt, pydyf.String) and TOKEN.search(str(alt.string)):
            data = _dictionary(held).replace(alt.data.decode("latin-1"), "\0")
            yield held.number, f"{alt.string}\0{data}"


def _deposit(drawing: Drawing) -> int:
    """The number of the attached file."""
    return next(
        (held.number for held in drawing.objects
         if isinstance(held, pydyf.Stream) and held.extra.get("Type") == "/EmbeddedFile"), 0,
    )  # fmt: skip


def _require_same(both: Both, moving: set[int]) -> None:
    """All the rest must be the same in both drawings, but fonts, which the wide one has with more letters."""
    pairs = list(zip(both.narrow.objects, both.wide.objects[:-1], strict=False))
    if len(both.narrow.objects) != len(pairs) or len(both.wide.objects) != len(pairs) + 1:
        raise Unfit("the file has not the same objects for all")
    fonts = set(_font_objects(both.wide))
    for narrow, wide in pairs:
        if wide.number not in moving and wide.number not in fonts and narrow.data != wide.data:
            raise Unfit(f"object {wide.number} differs: {wide.data[:80]!r}")


def _font_objects(drawing: Drawing) -> Iterator[int]:
    for held in drawing.objects:
        if isinstance(held, pydyf.Dictionary) and held.get("Type") in FONT_TYPES:
            yield held.number
            yield from (
                reference(held[key]) for key in ("ToUnicode", "FontFile2", "FontFile3") if key in held
            )


def _fixed(drawing: Drawing, moving: set[int]) -> tuple[bytes, tuple[tuple[int, int, int], ...]]:
    """The start of the file: streams one by one, all else in one object stream."""
    out, rows = bytearray(HEADER), [FREE] * len(drawing.objects)
    packed = []
    for held in drawing.objects:
        if held.number in moving:
            continue
        if isinstance(held, pydyf.Stream):
            held.compress = True
            rows[held.number] = (1, len(out), 0)
            out += held.indirect + b"\n"
        else:
            packed.append(held)
    container = len(drawing.objects)
    for index, held in enumerate(packed):
        rows[held.number] = (2, container, index)
    rows.append((1, len(out), 0))
    out += _object_stream(container, packed)
    return bytes(out), tuple(rows)


def _object_stream(number: int, packed: list[Any]) -> bytes:
    """ISO 32000-1, 7.5.7."""
    heads, bodies, place = [], [], 0
    for held in packed:
        data = held.data
        heads.append(f"{held.number} {place}")
        bodies.append(data)
        place += len(data) + 1
    head = " ".join(heads).encode() + b"\n"
    content = zlib.compress(head + b"\n".join(bodies), 9)
    extra = f"<</Type/ObjStm/N {len(packed)}/First {len(head)}/Filter/FlateDecode/Length {len(content)}>>"
    return f"{number} 0 obj\n{extra}\nstream\n".encode() + content + b"\nendstream\nendobj\n"
