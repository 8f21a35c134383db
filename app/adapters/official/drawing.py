"""Appearances: the small drawing that each place of a field shows, made by us so that all viewers agree."""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from app.adapters.official.fields import PdfField, Widget
from app.adapters.official.fonts import Pen
from app.adapters.official.layout import Box, laid, styled
from app.adapters.official.opening import holder

_COLOURS = {1: ("g", "G"), 3: ("rg", "RG"), 4: ("k", "K")}
_FORM = Name.Form  # names are made at each mention: a long form has a thousand
UPRIGHT: tuple[float, ...] = (1, 0, 0, 1, 0, 0)
CROSS = b"0 G %.2f w 1 J %.2f %.2f m %.2f %.2f l %.2f %.2f m %.2f %.2f l S\n"


def write(pdf: pikepdf.Pdf, pen: Pen, field: PdfField, text: str) -> bool:
    """Show the text in every place of the field; True when it does not fit in one of them."""
    size, colour = styled(field.look)
    over = False
    for widget in field.widgets:
        width, height, matrix = turned(widget)
        own = widget.obj.get("/DA")
        if own is not None:
            size, colour = styled(str(own))
        cells = field.length if field.comb else 0
        box = Box(width, height, size, colour, field.align, cells, field.multiline)
        found = laid(pen, text, box)
        over = over or found.over
        inside = b"q %.2f %.2f %.2f %.2f re W n\n%bQ\n" % (0, 0, width, height, found.operators)
        body = _frame(widget, width, height) + b"/Tx BMC\n" + (inside if text else b"") + b"EMC\n"
        widget.obj["/AP"] = Dictionary(N=form(pdf, body, width, height, matrix, pen if text else None))
        if "/AS" in widget.obj:
            del widget.obj["/AS"]
    return over


def turned(widget: Widget) -> tuple[float, float, tuple[float, ...]]:
    """(width, height, matrix) of the drawing of a place that is turned by quarters."""
    left, bottom, right, top = widget.box
    width, height = right - left, top - bottom
    turn = int(holder(widget.obj, "/MK").get("/R", 0)) % 360
    if turn == 90:
        return height, width, (0, 1, -1, 0, width, 0)
    if turn == 180:
        return width, height, (-1, 0, 0, -1, width, height)
    if turn == 270:
        return height, width, (0, -1, 1, 0, 0, height)
    return width, height, UPRIGHT


def form(
    pdf: pikepdf.Pdf, body: bytes, width: float, height: float, matrix: tuple[float, ...], pen: Pen | None
) -> Any:
    """A drawing of its own, to be shown at a place."""
    drawing = Stream(pdf, body)
    drawing["/Subtype"] = _FORM
    drawing["/BBox"] = [0, 0, round(width, 2), round(height, 2)]
    if matrix != UPRIGHT:
        drawing["/Matrix"] = [round(part, 2) for part in matrix]
    if pen:
        drawing["/Resources"] = pen.resources()
    return drawing


def _frame(widget: Widget, width: float, height: float) -> bytes:
    """The background and border that the form asks for."""
    look = holder(widget.obj, "/MK")
    found = b""
    if colour := _operator(look.get("/BG"), 0):
        found += b"q %b 0 0 %.2f %.2f re f Q\n" % (colour, width, height)
    if colour := _operator(look.get("/BC"), 1):
        line = float(holder(widget.obj, "/BS").get("/W", 1))
        if line > 0:
            found += b"q %b %.2f w %.2f %.2f %.2f %.2f re S Q\n" % (
                colour, line, line / 2, line / 2, max(0, width - line), max(0, height - line),
            )  # fmt: skip
    return found


def _operator(colour: Any, which: int) -> bytes:
    if not isinstance(colour, Array) or len(colour) not in _COLOURS:
        return b""
    parts = " ".join(f"{float(part):.3f}" for part in colour)
    return f"{parts} {_COLOURS[len(colour)][which]}".encode()


def tick(pdf: pikepdf.Pdf, field: PdfField, state: str) -> None:
    """Set a box or a choice to this state ("" for none), making the drawing that a file lacks."""
    if state:
        field.obj[Name.V] = Name(f"/{state}")
    elif Name.V in field.obj:
        field.obj[Name.V] = Name.Off
    for widget in field.widgets:
        chosen = bool(state) and state in widget.states
        widget.obj[Name.AS] = Name(f"/{state}") if chosen else Name.Off
        if chosen and widget.obj is not field.obj and Name.V in widget.obj:
            del widget.obj[Name.V]
        if chosen:
            _mark(pdf, widget, state)


def _mark(pdf: pikepdf.Pdf, widget: Widget, state: str) -> None:
    """Our cross over the empty box: the mark of the file may be too small to see, or of a font not there."""
    width, height, matrix = turned(widget)
    shown = holder(holder(widget.obj, "/AP"), "/N")
    empty = shown.get("/Off")
    kept = isinstance(empty, Stream) and matrix == UPRIGHT
    under = b"/Off Do\n" if kept else _frame(widget, width, height)
    made = form(pdf, under + cross(width, height), width, height, matrix, None)
    if kept:
        made["/Resources"] = Dictionary(XObject=Dictionary(Off=empty))
    if f"/{state}" in shown:
        shown[f"/{state}"] = made
    else:
        widget.obj[Name.AP] = Dictionary(N=Dictionary({**dict(shown.items()), f"/{state}": made}))


def cross(width: float, height: float) -> bytes:
    """Two strokes that fill most of a box."""
    side = min(width, height)
    left, bottom, gap = (width - side) / 2, (height - side) / 2, side * 0.18
    a, b, c, d = left + gap, bottom + gap, left + side - gap, bottom + side - gap
    return CROSS % (max(0.7, side * 0.11), a, b, c, d, a, d, c, b)
