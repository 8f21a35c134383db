"""Drawings set into the pages for good: what fields show, and what is written where no field is."""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from app.adapters.official.fields import PdfField, Widget
from app.adapters.official.opening import holder


def flatten(pdf: pikepdf.Pdf, fields: tuple[PdfField, ...]) -> None:
    """Draw what every place shows into its page, then take the fields away."""
    by_page: dict[int, list[tuple[Any, Widget]]] = {}
    gone: set[tuple[int, int]] = set()
    for field in fields:
        for widget in field.widgets:
            gone.add(widget.obj.objgen)
            drawing = _shown(widget)
            if drawing is not None and widget.page >= 0 and not widget.hidden:
                by_page.setdefault(widget.page, []).append((drawing, widget))
    for number, page in enumerate(pdf.pages):
        shown = by_page.get(number, [])
        _stamp(pdf, page, [(drawing, _placed(drawing, widget)) for drawing, widget in shown])
        if Name.Annots in page.obj:
            page.obj[Name.Annots] = Array([a for a in page.obj.Annots if not _is_field(a, gone)])
    del pdf.Root[Name.AcroForm]


def _is_field(annotation: Any, gone: set[tuple[int, int]]) -> bool:
    return annotation.objgen in gone or str(annotation.get("/Subtype")) == "/Widget"


def stamp(pdf: pikepdf.Pdf, page: int, drawings: list[tuple[Any, float, float]]) -> None:
    """Set drawings with their lower left corners at these points of the page."""
    _stamp(pdf, pdf.pages[page], [(drawing, (1, 0, 0, 1, x, y)) for drawing, x, y in drawings])


def _shown(widget: Widget) -> Any:
    shown = holder(widget.obj, "/AP").get("/N")
    if isinstance(shown, Dictionary) and not isinstance(shown, Stream):
        shown = shown.get(str(widget.obj.get("/AS", "/Off")))
    return shown if isinstance(shown, Stream) else None


def _placed(drawing: Any, widget: Widget) -> tuple[float, ...]:
    """The matrix that brings the drawing, turned by its own matrix, onto the place (ISO 32000-1, 12.5.5)."""
    x0, y0, x1, y1 = map(float, drawing.BBox)
    corners = [(x, y) for x in (x0, x1) for y in (y0, y1)]
    if "/Matrix" in drawing:
        a, b, c, d, e, f = map(float, drawing.Matrix)
        corners = [(a * x + c * y + e, b * x + d * y + f) for x, y in corners]
    left, right = min(x for x, _y in corners), max(x for x, _y in corners)
    bottom, top = min(y for _x, y in corners), max(y for _x, y in corners)
    wide = (widget.box[2] - widget.box[0]) / (right - left) if right > left else 1.0
    high = (widget.box[3] - widget.box[1]) / (top - bottom) if top > bottom else 1.0
    return wide, 0, 0, high, widget.box[0] - left * wide, widget.box[1] - bottom * high


def _stamp(pdf: pikepdf.Pdf, page: pikepdf.Page, drawings: list[tuple[Any, tuple[float, ...]]]) -> None:
    if not drawings:
        return
    parts = []
    first = str(page.add_resource(drawings[0][0], Name.XObject))  # a name that no page has
    held = page.resources.XObject
    for number, (drawing, matrix) in enumerate(drawings):
        if "/Subtype" not in drawing:  # some makers leave out what a drawing must say
            drawing["/Type"], drawing["/Subtype"] = Name.XObject, Name.Form
        name = f"{first}n{number}" if number else first
        if number:
            held[name] = drawing
        numbers = b" ".join(b"%.4f" % part for part in matrix)
        parts.append(b"q %b cm %b Do Q\n" % (numbers, name.encode()))
    # The page's own drawing may leave the pen anywhere: it is closed in first.
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"\nQ\n" + b"".join(parts))
