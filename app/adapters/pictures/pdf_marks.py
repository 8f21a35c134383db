"""A sentence across every page of a PDF, and nothing that runs left inside.

It draws over pages only: what they say is not read.
"""

from typing import BinaryIO

import pikepdf
from pikepdf import Dictionary, Name

from app.usecases.ports import PictureRefused

MOST_PAGES = 100
ACTIVE = ("/OpenAction", "/AA")  # of the document; scripts and files inside are under /Names
FONT, CLEAR = "/GuichetMark", "/GuichetClear"


def mark_pdf(source: BinaryIO, into: BinaryIO, mark: str) -> None:
    """Write the PDF with `mark` over each page, or raise PictureRefused("file-broken")."""
    try:
        with pikepdf.open(source) as document:
            if not 0 < len(document.pages) <= MOST_PAGES:
                raise PictureRefused("file-broken")
            for key in ACTIVE:
                if key in document.Root:
                    del document.Root[key]
            if "/Names" in document.Root:
                for key in ("/JavaScript", "/EmbeddedFiles"):
                    if key in document.Root.Names:
                        del document.Root.Names[key]
            for page in document.pages:
                _mark(document, page, mark)
            document.save(into)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        raise PictureRefused("file-broken") from None


def _mark(document: pikepdf.Pdf, page: pikepdf.Page, mark: str) -> None:
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    page.add_resource(font, Name.Font, Name(FONT))
    page.add_resource(Dictionary(ca=0.35), Name.ExtGState, Name(CLEAR))
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"\nQ\n" + _drawing(mark, left, bottom, right - left, top - bottom))


def _drawing(mark: str, left: float, bottom: float, width: float, height: float) -> bytes:
    """Lines of the sentence, repeated, turned by 30 degrees."""
    size = max(6.0, width / 28)
    text = mark.encode("cp1252", errors="replace").hex().encode()
    lines = [b"q %b gs 0.45 g BT %b %.1f Tf\n" % (CLEAR.encode(), FONT.encode(), size)]
    y = bottom - height
    while y < bottom + height:
        for x in (left, left + width * 0.75):
            lines.append(b"0.866 0.5 -0.5 0.866 %.1f %.1f Tm <%b> Tj\n" % (x, y, text))
        y += size * 5
    return b"".join(lines) + b"ET Q\n"
