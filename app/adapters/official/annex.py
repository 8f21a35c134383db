"""The sheets that follow the form: the whole text of each answer that does not fit in its field."""

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from app.adapters.official.fonts import Pen, wrapped
from app.core.language import _

WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 57.0  # A4 in points, 2 cm
SIZE, TITLE = 10.0, 14.0
LINE = 14.0


def add_annex(pdf: pikepdf.Pdf, pen: Pen, told: Sequence[tuple[str, str]]) -> None:
    """Append pages with (where it belongs, whole text) pairs."""
    lines: list[tuple[float, str]] = [(TITLE, _("Annexe : suite des réponses")), (SIZE, "")]
    for where, text in told:
        lines.append((SIZE + 1, where))
        lines += [(SIZE, line) for line in wrapped(pen, text, WIDTH - 2 * MARGIN, SIZE)]
        lines.append((SIZE, ""))
    room = int((HEIGHT - 2 * MARGIN) / LINE)
    for start in range(0, len(lines), room):
        _page(pdf, pen, lines[start : start + room])


def _page(pdf: pikepdf.Pdf, pen: Pen, lines: Sequence[tuple[float, str]]) -> None:
    body = b"".join(
        b"1 0 0 1 %.1f %.1f Tm\n" % (MARGIN, HEIGHT - MARGIN - LINE * (number + 1)) + pen.show(text, size)
        for number, (size, text) in enumerate(lines)
        if text
    )
    page = Dictionary(
        Type=Name.Page, MediaBox=Array([0, 0, round(WIDTH), round(HEIGHT)]), Resources=pen.resources(),
        Contents=pdf.make_stream(b"BT 0 g\n" + body + b"ET\n"),
    )  # fmt: skip
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
