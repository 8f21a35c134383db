"""The title of the form and the headings of its parts, told by the size of letters and by capitals."""

from collections.abc import Sequence
from re import compile as pattern
from statistics import median

from app.core.importing.official.neighbours import Page, cleaned
from app.core.importing.official.paper import Place, Said

_LARGER = 1.12  # than the usual letters of the page
RESERVED = pattern(r"(?i)^(cadre|partie|espace|zone)?\s*réservée?s?\s+(à|au)\b")
_SHORTEST, _LONGEST = 3, 110
_BESIDE = 1.4  # sizes between two lines of one title


def title_of(said: Sequence[Said]) -> str:
    """The largest words of the first page, with the line that goes on below."""
    first = [s for s in said if s.page == 0 and s.turn == 0 and _may_be_a_title(cleaned(s.text))]
    if not first:
        return ""
    largest = max(s.size for s in first)
    lines = sorted((s for s in first if s.size > largest * 0.97), key=lambda s: -s.box.top)
    kept = lines[:1]
    for line in lines[1:]:
        if kept[-1].box.bottom - line.box.top < _BESIDE * largest:
            kept.append(line)
    return plain(" ".join(cleaned(line.text) for line in kept))


def _may_be_a_title(text: str) -> bool:
    return len(text) > _SHORTEST and text.lower() != "cerfa"


def plain(text: str) -> str:
    """Capitals made a sentence: nobody reads them well."""
    return text[:1] + text[1:].lower() if text.isupper() else text


def headings(page: Page) -> tuple[Said, ...]:
    """The pieces that stand out on a page in one direction, and name no field."""
    if not page.said:
        return ()
    usual = median(said.size for said in page.said)
    return tuple(said for said in page.said if said not in page.owned and _stands_out(said, usual))


def _stands_out(said: Said, usual: float) -> bool:
    text = cleaned(said.text)
    if not _SHORTEST < len(text) <= _LONGEST or text[-1].isdigit():
        return False
    capitals = said.text.isupper() and said.size >= usual and " " in text
    return capitals or said.size >= usual * _LARGER or bool(RESERVED.search(text))


def heading_over(place: Place, found: Sequence[Said]) -> str:
    """The nearest heading above, "" when the part has none."""
    over = [s for s in found if s.box.bottom >= place.box.top - 6]
    near = min(over, key=lambda s: s.box.bottom, default=None)
    return plain(cleaned(near.text)) if near else ""
