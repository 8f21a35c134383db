"""The fields of an AcroForm: full names, kinds, places, states; whatever the tree looks like."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Stream

from app.adapters.official.opening import MOST_FIELDS, PdfRefused, holder
from app.core.language import _

# kinds
TEXT, BOX, CHOICE, LIST, BUTTON, SIGNATURE = "text", "box", "choice", "list", "button", "signature"
HIDDEN = 2 | 32  # flags of an annotation: hidden, no view
_MULTILINE, _PASSWORD, _COMB = 1 << 12, 1 << 13, 1 << 24
_RADIO, _PUSH = 1 << 15, 1 << 16
_INHERITED = ("/FT", "/Ff", "/MaxLen", "/DA", "/V", "/Q", "/Opt")
_READ = (*_INHERITED, "/T", "/TU")
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Widget:
    """One place of a field. `box` is (left, bottom, right, top) in points; `states` its on-states."""

    obj: Any
    page: int  # from 0; -1 when no page shows it
    box: tuple[float, float, float, float]
    states: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class PdfField:
    """`value` is the text or the state in the file; `length` 0 when there is no limit."""

    name: str
    kind: str
    obj: Any
    widgets: tuple[Widget, ...]
    length: int = 0
    comb: bool = False
    multiline: bool = False
    align: int = 0
    look: str = ""  # the default appearance string
    tooltip: str = ""
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()  # (value, words) of a list

    @property
    def hidden(self) -> bool:
        """True when no page shows it."""
        return all(widget.hidden or widget.page < 0 for widget in self.widgets)

    @property
    def states(self) -> tuple[str, ...]:
        """The on-states of all its boxes, in order, without their slash."""
        return tuple(dict.fromkeys(state for widget in self.widgets for state in widget.states))


@dataclass(slots=True)
class _Walk:
    pages: dict[tuple[int, int], int]
    found: list[PdfField] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)


def fields_of(pdf: pikepdf.Pdf) -> tuple[PdfField, ...]:
    """Every terminal field in the order of the file. Raises PdfRefused beyond MOST_FIELDS."""
    form = holder(pdf.Root, "/AcroForm")
    pages = {
        annotation.objgen: number
        for number, page in enumerate(pdf.pages)
        for annotation in _listed(page.obj, "/Annots")
        if isinstance(annotation, Dictionary)
    }
    walk = _Walk(pages)
    above = {"/DA": form["/DA"]} if "/DA" in form else {}
    for node in _listed(form, "/Fields"):
        _walk(node, "", above, walk, 0)
    return tuple(walk.found)


def _listed(around: Any, key: str) -> list[Any]:
    found = around.get(key)
    return list(found) if isinstance(found, Array) else []


def _walk(node: Any, prefix: str, above: dict[str, Any], walk: _Walk, depth: int) -> None:
    if not isinstance(node, Dictionary) or depth > _DEEPEST or node.objgen in walk.seen:
        return
    walk.seen.update({node.objgen} - {(0, 0)})
    if len(walk.found) >= MOST_FIELDS:
        raise PdfRefused("huge", _("Ce PDF a trop de champs pour un formulaire."))
    held = {key: node[key] for key in _READ if key in node}
    inherited = above | {key: held[key] for key in _INHERITED if key in held}
    own = str(held["/T"]) if "/T" in held else ""
    name = f"{prefix}.{own}" if prefix and own else prefix or own
    kids = [kid for kid in _listed(node, "/Kids") if isinstance(kid, Dictionary)]
    if any("/T" in kid for kid in kids):
        for kid in kids:
            _walk(kid, name, inherited, walk, depth + 1)
    elif name and "/FT" in inherited:
        walk.found.append(_field(node, name, inherited, tuple(_widgets(kids or [node], walk)), held))


def _widgets(nodes: list[Any], walk: _Walk) -> Iterator[Widget]:
    for node in nodes:
        box = [float(edge) for edge in node.get("/Rect", [0, 0, 0, 0])]
        left, bottom, right, top = (*box, 0.0, 0.0, 0.0, 0.0)[:4]
        yield Widget(
            node,
            walk.pages.get(node.objgen, -1),
            (min(left, right), min(bottom, top), max(left, right), max(bottom, top)),
            _states(node),
            bool(int(node.get("/F", 0)) & HIDDEN),
        )


def _states(node: Any) -> tuple[str, ...]:
    drawn = node.get("/AP")
    shown = drawn.get("/N") if isinstance(drawn, Dictionary) else None
    if not isinstance(shown, Dictionary) or isinstance(shown, Stream):
        return ()
    return tuple(name[1:] for name in shown.keys() if name != "/Off")  # noqa: SIM118 (a PDF dictionary)


def _field(node: Any, name: str, given: dict[str, Any], widgets: tuple[Widget, ...], held: Any) -> PdfField:
    flags = int(given.get("/Ff", 0))
    kind = _kind(str(given["/FT"]), flags, widgets)
    value = given.get("/V", "")
    return PdfField(
        name, kind, node, widgets,
        length=max(0, int(given.get("/MaxLen", 0))),
        comb=bool(flags & _COMB) and not flags & (_MULTILINE | _PASSWORD) and "/MaxLen" in given,
        multiline=bool(flags & _MULTILINE),
        align=int(given.get("/Q", 0)),
        look=str(given.get("/DA", "")),
        tooltip=str(held.get("/TU", "")),
        value=str(value).removeprefix("/") if isinstance(value, pikepdf.String | pikepdf.Name) else "",
        options=_options(given.get("/Opt")),
    )  # fmt: skip


def _kind(name: str, flags: int, widgets: tuple[Widget, ...]) -> str:
    """More than one on-state means a choice, whether the radio flag says it or not."""
    if name == "/Btn":
        if flags & _PUSH:
            return BUTTON
        states = {state for widget in widgets for state in widget.states}
        return CHOICE if len(states) > 1 or (flags & _RADIO and len(widgets) > 1) else BOX
    return {"/Tx": TEXT, "/Ch": LIST, "/Sig": SIGNATURE}.get(name, BUTTON)


def _options(given: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(given, Array):
        return ()
    pairs = (list(item) if isinstance(item, Array) else [item, item] for item in given)
    return tuple((str(pair[0]), str(pair[-1])) for pair in pairs if pair)
