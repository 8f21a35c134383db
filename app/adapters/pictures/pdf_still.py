"""A PDF of which only the drawing of its pages is left: nothing to click, nothing that runs, nothing joined.

What its forms and notes show is drawn into the pages first. It never says what a page holds.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

import pikepdf

from app.usecases.ports import PictureRefused

IN_MEMORY = 2 * 1024 * 1024
# What may stay, so that a key which a later version of PDF invents goes too.
_OF_DOCUMENT = {"/Type", "/Pages", "/Version", "/Lang", "/OCProperties", "/PageLabels"}
_OF_PAGE = {"/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Contents", "/Rotate", "/Group",
            "/UserUnit"}  # fmt: skip


def page_count(source: BinaryIO) -> int:
    """How many pages, or PictureRefused: file-locked (a password is asked) or file-broken."""
    with _opened(source) as document:
        return len(document.pages)


def still(source: BinaryIO, most: int) -> BinaryIO:
    """The first `most` pages alone, to be read from the start, or PictureRefused."""
    with _opened(source) as document:
        del document.pages[most:]
        if "/AcroForm" in document.Root and document.Root.AcroForm.get("/NeedAppearances"):
            document.generate_appearance_streams()
        document.flatten_annotations("screen")
        _keep_only(document.Root, _OF_DOCUMENT)
        for page in document.pages:
            _keep_only(page.obj, _OF_PAGE)
        del document.docinfo
        into = cast(BinaryIO, SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 - the reader closes it
        document.save(into)
    into.seek(0)
    return into


@contextmanager
def _opened(source: BinaryIO) -> Iterator[pikepdf.Pdf]:
    try:
        with pikepdf.open(source) as document:
            if not len(document.pages):
                raise PictureRefused("file-broken")
            yield document
    except pikepdf.PasswordError:
        raise PictureRefused("file-locked") from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        raise PictureRefused("file-broken") from None


def _keep_only(holder: pikepdf.Object, names: set[str]) -> None:
    for name in set(holder.keys()) - names:
        del holder[name]
