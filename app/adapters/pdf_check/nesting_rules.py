"""Rules on what may stand in what: tables, lists, tables of contents, small annotations of text.

The table below is ISO 32000-1, 14.8.4.3 and 14.8.4.4; it refuses to know what a kind is for.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.adapters.pdf_check.reading import Element, Reading, kinds
from app.adapters.pdf_check.rules import UA, Found, rule
from app.core.language import _


@dataclass(frozen=True, slots=True)
class Family:
    """Kinds that go together: kind → those it may stand in, kind → those it may hold."""

    parents: Mapping[str, frozenset[str]]
    children: Mapping[str, frozenset[str]]


ROWS = kinds("Table THead TBody TFoot")
FAMILIES = {
    "09-004": Family(
        {"TR": ROWS, "TH": kinds("TR"), "TD": kinds("TR")}
        | dict.fromkeys(("THead", "TBody", "TFoot"), kinds("Table")),
        {"Table": kinds("TR THead TBody TFoot Caption"), "TR": kinds("TH TD")}
        | dict.fromkeys(("THead", "TBody", "TFoot"), kinds("TR")),
    ),
    "09-005": Family(
        {"LI": kinds("L"), "LBody": kinds("LI")},
        {"L": kinds("L LI Caption"), "LI": kinds("Lbl LBody")},
    ),
    "09-006": Family(
        {"TOCI": kinds("TOC")},
        {"TOC": kinds("TOC TOCI Caption"), "TOCI": kinds("Lbl Reference P NonStruct TOC")},
    ),
    "09-007": Family(
        dict.fromkeys(("RB", "RT", "RP"), kinds("Ruby")), {"Ruby": kinds("RB RT RP")}
    ),
    "09-008": Family(
        dict.fromkeys(("WT", "WP"), kinds("Warichu")), {"Warichu": kinds("WT WP")}
    ),
}  # fmt: skip


def _register(point: str, family: Family) -> None:
    @rule(UA, point)
    def _misplaced(reading: Reading) -> Found:
        for element in reading.elements:
            place = _("élément {kind}").format(kind=element.kind)
            around = element.parent.kind if element.parent else ""
            if around not in family.parents.get(element.kind, {around}):
                yield place, _("il ne peut pas être dans {parent}").format(parent=around or "/StructTreeRoot")
            for child in _strangers(element, family):
                yield place, _("il ne peut pas contenir {child}").format(child=child.kind)


def _strangers(element: Element, family: Family) -> list[Element]:
    allowed = family.children.get(element.kind)
    return [] if allowed is None else [child for child in element.children if child.kind not in allowed]


for _point, _family in FAMILIES.items():
    _register(_point, _family)
