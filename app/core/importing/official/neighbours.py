"""Which words of the paper name a field: beside, above or below it, the nearest that no other field owns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from re import compile as pattern

from app.core.importing.official.paper import Box, Place, Said, Seen

_NEAR_LEFT, _NEAR_RIGHT, _NEAR_ABOVE, _NEAR_BELOW = 60.0, 40.0, 16.0, 7.0
_OVER = 14.0  # a field may begin over the end of its words
_TALL = 24.0  # points: a field for several lines has its words above
_FOOTNOTE = pattern(r"(?<=[^\W\d_])\d(?=[\s:)]|$)")
_AROUND = " :;,.*…_-–—/"
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Page:
    """What is read in one direction on one page; `owned` are the words that stand before a field."""

    said: tuple[Said, ...]
    boxes: tuple[Box, ...]  # every place of every field
    owned: frozenset[Said] = frozenset()


def pages_of(fields: Sequence[Seen], said: Sequence[Said]) -> dict[tuple[int, int], Page]:
    """By (page, turn)."""
    places: dict[tuple[int, int], list[Box]] = {}
    written: dict[tuple[int, int], list[Box]] = {}
    for field in fields:
        for place in field.places:
            key = (place.page, field.turn)
            places.setdefault(key, []).append(place.box)
            if field.kind == "text":
                written.setdefault(key, []).append(place.box)
    found = {}
    for key, boxes in places.items():
        page = Page(tuple(s for s in said if (s.page, s.turn) == key), tuple(boxes))
        owned = (_left(box, page) for box in written.get(key, ()))
        found[key] = replace(page, owned=frozenset(word for word in owned if word is not None))
    return found


def cleaned(text: str) -> str:
    """A label without its colon, its dots to write on and the number of a footnote."""
    return " ".join(_FOOTNOTE.sub("", text).split()).strip(_AROUND)


def text_label(place: Place, page: Page, *, multiline: bool) -> str:
    """The words of a field to write in, "" when none is near."""
    beside, above, below = (_words(find(place.box, page)) for find in (_left, _above, _below))
    if multiline or place.box.top - place.box.bottom > _TALL:
        return above or beside or below
    if len(beside) > _SHORT:
        return beside
    return below or beside or above


def _words(said: Said | None) -> str:
    return cleaned(said.text) if said is not None else ""


def box_label(place: Place, page: Page) -> str:
    """The words of a box to tick: on the side where they are nearer."""
    left, right = _left(place.box, page), _right(place.box, page)
    gaps = [
        (place.box.left - left.box.right, left) if left else None,
        (right.box.left - place.box.right, right) if right else None,
    ]
    near = min((gap for gap in gaps if gap), key=lambda gap: gap[0], default=None)
    return cleaned(near[1].text) if near else ""


def choice_label(place: Place, page: Page, options: Iterable[str]) -> str:
    """The words over or before a list of boxes, which are no option."""
    taken = set(options)
    found = (_words(_left(place.box, page)), _words(_above(place.box, page)))
    return next((text for text in found if text and text not in taken), "")


def _level(box: Box, said: Said) -> bool:
    return abs(box.middle - said.box.middle) < max(5.0, 0.75 * said.size)


def _left(box: Box, page: Page) -> Said | None:
    """On the same line, before; nothing to fill in stands between."""
    before = [
        said for said in page.said
        if _level(box, said) and said.box.left < box.left - 3 and said.box.right <= box.left + _OVER
    ]  # fmt: skip
    near = max(before, key=lambda said: said.box.right, default=None)
    if (
        near is None
        or box.left - near.box.right > _NEAR_LEFT
        or _between(near.box.right, box.left, box, page)
    ):
        return None
    return near


def _right(box: Box, page: Page) -> Said | None:
    after = [said for said in page.said if _level(box, said) and said.box.left >= box.right - 3]
    near = min(after, key=lambda said: said.box.left, default=None)
    if (
        near is None
        or near.box.left - box.right > _NEAR_RIGHT
        or _between(box.right, near.box.left, box, page)
    ):
        return None
    return near


def _between(left: float, right: float, box: Box, page: Page) -> bool:
    return any(
        other != box
        and abs(other.middle - box.middle) < 6
        and left - 3 < (other.left + other.right) / 2 < right
        for other in page.boxes
    )


def _above(box: Box, page: Page) -> Said | None:
    over = [
        said for said in page.said
        if -4 <= said.box.bottom - box.top <= _NEAR_ABOVE and said not in page.owned
        and said.box.left < box.right and said.box.right > box.left
    ]  # fmt: skip
    return min(over, key=lambda said: said.box.bottom, default=None)


def _below(box: Box, page: Page) -> Said | None:
    """A caption under the line: it begins with the field, or stands in its middle."""
    middle = (box.left + box.right) / 2
    under = [
        said for said in page.said
        if -4 <= box.bottom - said.box.top <= _NEAR_BELOW and said not in page.owned
        and (abs(said.box.left - box.left) < 12 or abs((said.box.left + said.box.right) / 2 - middle) < 12)
    ]  # fmt: skip
    return max(under, key=lambda said: said.box.top, default=None)
