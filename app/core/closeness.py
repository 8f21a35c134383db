"""The name that somebody probably meant, among the names that exist; and how far two texts are."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from app.core.language import _


def closest(name: str, names: Iterable[Any]) -> str:
    """The nearest of the names, "" when none is near."""
    candidates = [str(candidate) for candidate in names]
    by_lower = {candidate.lower(): candidate for candidate in candidates}
    found = get_close_matches(name.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else ""


def suggestion(name: str, names: Iterable[Any]) -> str:
    """A French fix that offers the nearest name, "" when none is near."""
    near = closest(name, names)
    return _("Vouliez-vous dire « {near} » ?").format(near=near) if near else ""


def keystrokes(typed: str, meant: str) -> int:
    """How many slips make one text of the other: a letter too many, missing, wrong, or two swapped
    (restricted Damerau-Levenshtein distance). For short texts: its time is the product of the lengths."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for i, char in enumerate(typed, 1):
        previous, row = row, [i]
        for j, wanted in enumerate(meant, 1):
            least = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (char != wanted))
            if i > 1 and j > 1 and char == meant[j - 2] and typed[i - 2] == wanted:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        before = previous
    return row[-1]
