"""The name that somebody probably meant, among the names that exist."""

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
