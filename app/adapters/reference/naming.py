"""The keys under which a place is found, sorted once and for all when the reference file is made.

A key is the name as `search_key` reads it, or a part of it that people write. It knows names, no codes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from app.adapters.reference.lookup import OTHER
from app.core.places.search import search_key

_ARTICLE = re.compile(r"(?:l[ae]s?[ -]|l[’'])", re.IGNORECASE)
_NUMBERED = re.compile(r"(.+) (\d+)(er|e) arrondissement", re.IGNORECASE)


def keys(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """The keys in order, and the number of the name that each belongs to."""
    whole = search_key("\n".join(names)).split("\n")
    pairs = sorted({*zip(whole, range(len(names)), strict=True), *_other_keys(names)})
    numbers = [f"{number}" if key == whole[number] else f"{OTHER}{number}" for key, number in pairs]
    return [key for key, _number in pairs], numbers


def _other_keys(names: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Without the article ("Havre") or the brackets ("Bors"); arrondissements ("Paris 13", "Paris 13ème")."""
    for number, name in enumerate(names):
        article = _ARTICLE.match(name)
        if article:
            yield search_key(name[article.end() :]), number
        if " (" in name:
            yield search_key(name.partition(" (")[0]), number
        numbered = _NUMBERED.fullmatch(name)
        if numbered:
            start = search_key(numbered[1]) + numbered[2]
            for ending in ("", numbered[3], "eme", "ème"):
                yield start + search_key(ending), number
