"""The places of a fitted layout, read from its style sheet: how wide, how tall, in which size.

Millimetres are written once, where the page is drawn: the rule of a place `.nom-v { … }` says where the
answer stands, and so how much text it holds. It refuses to know answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from re import compile as pattern

SIZE, LEADING = 9.5, 4.4  # of an answer, as base/fitted.css has them: points, mm
INDENT = 0.6  # mm before an answer on one line, as base/fitted.css has it
_RULES = pattern(r"(?m)^([^{}@/]*-v[^{}]*)\{([^}]*)\}")
_NAMES = pattern(r"\.([\w-]+)-v\b")
_EVERY = pattern(r"(?m)^\.v\s*\{([^}]*)\}")  # of all the answers of this form


@dataclass(frozen=True, slots=True)
class Place:
    """`width` in mm, `size` in points; `lines` of text that its height holds."""

    width: float
    size: float = SIZE
    lines: int = 1


def places(css: str) -> Mapping[str, Place]:
    """Each place by its name; a later rule for the same name completes it, as in the page."""
    every = _EVERY.search(css)
    usual = {"font-size": SIZE, "line-height": LEADING, **(_measures(every[1]) if every else {})}
    found: dict[str, dict[str, float]] = {}
    for selectors, body in _RULES.findall(css):
        measures = _measures(body)
        for name in _NAMES.findall(selectors):
            found.setdefault(name, {}).update(measures)
    return {name: _place({**usual, **own}) for name, own in found.items() if "width" in own}


def _measures(body: str) -> dict[str, float]:
    declared = (part.partition(":") for part in body.split(";"))
    known = {name.strip(): value.strip() for name, _colon, value in declared}
    units = {"width": "mm", "height": "mm", "line-height": "mm", "font-size": "pt"}
    return {name: float(known[name].removesuffix(unit)) for name, unit in units.items() if name in known}


def _place(measures: Mapping[str, float]) -> Place:
    lines = int(measures.get("height", 0) / measures["line-height"] + 0.01)
    width = measures["width"] - (INDENT if lines <= 1 else 0)
    return Place(width, measures["font-size"], max(1, lines))
