"""Makes a layout from two drawings of one paper without its answers: narrow tokens, then wide ones.

What differs between both is where answers go, and how they are aligned; any other difference means that
the page moves with its answers, and there is no layout.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from re import compile as compiled

from app.adapters.documents.compiled import drawing as drawings
from app.adapters.documents.compiled.drawing import Drawing, Text, operators, reference, texts
from app.adapters.documents.compiled.layout import Choice, Code, Page, Part, Pattern, Slot, Spelling, Unfit
from app.adapters.documents.compiled.shaping import Face, width
from app.adapters.documents.shapes import is_tick_box
from app.adapters.documents.slots import TOKEN, Slots, number_of
from app.core.french import NO_BREAK

_SQUARE = compiled(r"(?<=\n)0 0 ([2-9]\d|1\d\d) \1 re\n")
NEAR = 0.02  # pixels: WeasyPrint writes six decimals of what Pango counts in 1/1024
LOOSE_GLYPH = 2  # thousandths of a size between our sum and its own


@dataclass(slots=True)
class Both:
    """Two drawings of one paper, and what is known of them."""

    narrow: Drawing
    wide: Drawing
    slots: Slots  # those of the wide one: `asked` tells the boxes in the order of the page
    faces: Mapping[str, Face]
    kids: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)  # (page, mcid) → kid, parent
    order: list[tuple[int, int]] = field(default_factory=list)  # (page, mcid) as they are read
    ticks: dict[tuple[int, int], int] = field(default_factory=dict)  # (page, mcid) → which box


def pattern_of(words: str) -> Pattern:
    """What stays, and the numbers of the answers."""
    found: list[str | int] = []
    done = 0
    for token in TOKEN.finditer(words):
        found += [words[done : token.start()], number_of(token[0])]
        done = token.end()
    return tuple(part for part in (*found, words[done:]) if part != "")


def pages(both: Both) -> tuple[Page, ...]:
    """Every page, cut; Unfit when they differ elsewhere than in their answers."""
    _read_structure(both)
    pairs = list(zip(both.narrow.pages, both.wide.pages, strict=True))
    found = [_texts_of(both, number, pair) for number, pair in enumerate(pairs)]
    _number_ticks(both, found)
    return tuple(
        Page(pair[1], tuple(_joined(_parts(both, number, pair, found[number]))))
        for number, pair in enumerate(pairs)
    )


def _texts_of(both: Both, number: int, pair: tuple[int, int]) -> list[tuple[Text, Text]]:
    narrow = texts(both.narrow.objects[pair[0]], both.narrow.fonts)
    wide = texts(both.wide.objects[pair[1]], both.wide.fonts)
    found = list(zip_longest(narrow, wide))
    if any(a is None or b is None or a.mcid != b.mcid for a, b in found):
        raise Unfit(f"page {number + 1} has not the same texts for all")
    return found


def _read_structure(both: Both) -> None:
    """Walk the tree in reading order."""
    objects = both.wide.objects
    page_numbers = {kid: n for n, kid in enumerate(both.wide.pdf.pages["Kids"][::3])}

    def walk(number: int) -> None:
        element = objects[number]
        for kid in element.get("K", ()):
            if isinstance(kid, int):
                place = (page_numbers[reference(element["Pg"])], kid)
                both.order.append(place)
                both.kids[place] = (number, reference(element["P"]))
            elif isinstance(kid, bytes):
                walk(reference(kid))

    walk(reference(both.wide.pdf.catalog["StructTreeRoot"]))


def _number_ticks(both: Both, found: list[list[tuple[Text, Text]]]) -> None:
    """Texts that differ without holding an answer are those of the boxes ("coché"), read in order."""
    differ = {
        (number, wide.mcid)
        for number, pairs in enumerate(found)
        for narrow, wide in pairs
        if narrow.words != wide.words and not TOKEN.search(narrow.words)
    }
    places = [place for place in both.order if place in differ]
    if len(places) != len(both.slots.asked) or len(places) != len(differ):
        raise Unfit(f"{len(differ)} texts change, {len(both.slots.asked)} boxes")
    both.ticks = dict(zip(places, both.slots.asked, strict=True))


def _parts(both: Both, number: int, pair: tuple[int, int], found: list[tuple[Text, Text]]) -> Iterator[Part]:
    """The operators of the wide drawing; where a text differs, a slot or a choice."""
    narrow, wide = both.narrow.objects[pair[0]], both.wide.objects[pair[1]]
    ours, theirs = operators(wide), operators(narrow)
    rooms = _rooms(both, number)
    done = other = 0
    for a, b in found:
        head, head_a = ours[done : b.start], theirs[other : a.start]
        special = a.words != b.words
        tick = both.ticks.get((number, b.mcid))
        boxes = tuple(_same(head, head_a, spelled=b.spelled and special))
        if boxes and tick is None:
            raise Unfit("a drawing differs beside no box")
        other, done = a.end, b.end
        if not special:
            if ours[b.start : b.end] != theirs[a.start : a.end]:
                raise Unfit(f"« {b.words} » moves")
            yield from (_text(head), _text(ours[b.start : b.end]))
        elif tick is not None:
            yield from _boxes(head, head_a, boxes, tick)
            yield Choice(tick, _text(theirs[a.start : a.end]), _text(ours[b.start : b.end]))
        else:
            yield from _around(head, _slot(both, number, a, b, rooms))
    if tuple(_same(ours[done:], theirs[other:], spelled=False)):
        raise Unfit("a drawing differs beside no box")
    yield _text(ours[done:])


def _same(ours: tuple[bytes, ...], theirs: tuple[bytes, ...], *, spelled: bool) -> Iterator[int]:
    """The places of boxes that are not ticked in both; Unfit when anything else differs."""
    if len(ours) != len(theirs):
        raise Unfit("the page has not the same drawings for all")
    skipped = _properties(ours) if spelled else -1
    for place, (one, other) in enumerate(zip(ours, theirs, strict=True)):
        if one == other or place == skipped:
            continue
        if not (is_tick_box(one) and is_tick_box(other)):
            raise Unfit(f"« {other.decode()} » becomes « {one.decode()} »")
        yield place


def _boxes(
    ours: tuple[bytes, ...], theirs: tuple[bytes, ...], places: tuple[int, ...], tick: int
) -> Iterator[Part]:
    """What comes before the text of a box; at these places, its drawing."""
    done = 0
    for place in places:
        yield _text(ours[done:place])
        yield Choice(tick, _text((theirs[place],)), _text((ours[place],)))
        done = place + 1
    yield _text(ours[done:])


def _around(head: tuple[bytes, ...], slot: Slot) -> Iterator[Part]:
    """A boxed text is said by its property list too."""
    if not slot.spelled:
        yield from (_text(head), slot)
        return
    place = _properties(head)
    yield from (_text(head[:place]), Spelling(slot.mcid, slot.pattern), _text(head[place + 1 :]), slot)


def _properties(head: tuple[bytes, ...]) -> int:
    """The place of the property list of the marked text that comes next."""
    return len(head) - 2 - head[::-1].index(b"BDC")


def _slot(
    both: Both, page: int, narrow: Text, wide: Text, rooms: Mapping[Pattern, tuple[float, float] | None]
) -> Slot:
    pattern = pattern_of(wide.words)
    if pattern != pattern_of(narrow.words) or not wide.font or wide.font != narrow.font or wide.y != narrow.y:
        raise Unfit(f"« {wide.words} » is not one line")
    size = float(wide.size)
    gaps = _gaps(both.faces[wide.font], wide)
    widths = [_width(both.faces[one.font], one, size, gaps) for one in (narrow, wide)]
    stretch, shift = widths[1] - widths[0], narrow.x - wide.x
    lean = round(shift / stretch, 2) if abs(shift) > NEAR and stretch else 0.0
    if lean not in (0, 0.5, 1) or abs(shift - lean * stretch) > 0.2:
        raise Unfit(f"« {wide.words} » moves by {shift}")
    edges = rooms.get(pattern)
    kid, parent = both.kids.get((page, wide.mcid), (0, 0))
    return Slot(
        pattern, wide.x, wide.y, widths[1], lean, _room(edges, wide, widths, lean), wide.font, wide.size,
        gaps,        wide.mcid, wide.spelled, kid, parent,
    )  # fmt: skip


def _room(
    edges: tuple[float, float] | None, wide: Text, widths: list[float], lean: float
) -> tuple[float, float]:
    """Alone on its line: up to the edge of its block. Among others: between both drawings, which agree."""
    if edges is None:
        return (min(widths), max(widths))
    left, right = edges
    return (0.0, right - (wide.x if not lean else left))


def _width(face: Face, text: Text, size: float, gaps: tuple[int, int]) -> float:
    return width(face.glyphs(text.words), size, gaps[1])


def _gaps(face: Face, text: Text) -> tuple[int, int]:
    """What spacing adds after the first glyph and after the others; Unfit when we would write otherwise."""
    glyphs = tuple(face.glyphs(text.words))
    if tuple(glyph.number for glyph in glyphs) != text.glyphs:
        raise Unfit(f"« {text.words} » is written with other glyphs")
    extra = [-move - glyph.shift for move, glyph in zip(text.moves, glyphs, strict=True)]
    first, others = extra[0], extra[1:-1] or extra[:1]
    if max(others) - min(others) > LOOSE_GLYPH:
        raise Unfit(f"« {text.words} » is spread unevenly")
    spread = round(others[0])
    return (round(first), spread) if abs(spread) > LOOSE_GLYPH else (0, 0)


def _rooms(both: Both, page: int) -> dict[Pattern, tuple[float, float] | None]:
    """The edges around each text, where both drawings agree."""
    found: dict[Pattern, tuple[float, float] | None] = {}
    for drawing in (both.narrow, both.wide):
        here = {
            pattern_of(room.words.replace(NO_BREAK, " ")): room.edges  # both spaces have one glyph
            for room in drawings.rooms(drawing.document.pages[page]._page_box)  # its only way in
            if TOKEN.search(room.words)
        }
        found = here if not found else {key: _agreed(found.get(key), edges) for key, edges in here.items()}
    return found


def _agreed(one: tuple[float, float] | None, other: tuple[float, float] | None) -> tuple[float, float] | None:
    if one is None or other is None:
        return None
    return one if all(abs(a - b) < NEAR for a, b in zip(one, other, strict=True)) else None


def _text(ops: tuple[bytes, ...]) -> str:
    return "".join(op.decode("latin-1") + "\n" for op in ops)


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    """Texts side by side become one."""
    held = ""
    for part in parts:
        if isinstance(part, str):
            held += part
            continue
        if held:
            yield from _with_code(held)
        held = ""
        yield part
    if held:
        yield from _with_code(held)


def _with_code(text: str) -> Iterator[Part]:
    """The square of as many units as a QR code has modules (21 or more) is the code's place."""
    before, *rest = _SQUARE.split(text, maxsplit=1)
    yield before
    if rest:
        yield from (Code(), rest[-1])
