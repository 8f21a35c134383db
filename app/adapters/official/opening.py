"""Opens a PDF that anybody may have made, or refuses it with one sentence.

Scripts are never run. Those of the fields are dropped; a PDF that acts by itself when opened is refused.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from app.core.errors import GuichetError
from app.core.language import _

MOST_BYTES = 50_000_000
MOST_OBJECTS = 200_000
MOST_PAGES = 300
MOST_FIELDS = 5_000
QUIET = frozenset({"/GoTo"})  # what an official form may do when it is opened: show its first page


class PdfRefused(GuichetError):
    """The PDF cannot be used: the message says why and what to do; `reason` names it for programs."""

    code = "pdf-refused"

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@contextmanager
def opened(content: bytes, *, fields: bool = True) -> Iterator[pikepdf.Pdf]:
    """The PDF, closed at the end. Whatever a damaged file holds becomes PdfRefused, inside too.

    fields: refuse a PDF without fields.
    """
    if len(content) > MOST_BYTES:
        message = _("Ce PDF dépasse {size} Mo.").format(size=MOST_BYTES // 1_000_000)
        raise PdfRefused("huge", message)
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            _refuse(pdf, fields=fields)
            yield pdf
    except pikepdf.PasswordError:
        raise _encrypted() from None
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        # A damaged file may hold anything anywhere: no check can foresee each shape.
        raise _damaged() from error


def _encrypted() -> PdfRefused:
    message = _("Ce PDF est protégé. Demandez-en une copie sans mot de passe ni chiffrement.")
    return PdfRefused("encrypted", message)


def _damaged() -> PdfRefused:
    message = _("Ce PDF est abîmé, incomplet, ou ce n’est pas un PDF. Téléchargez-le de nouveau.")
    return PdfRefused("damaged", message)


def _refuse(pdf: pikepdf.Pdf, *, fields: bool) -> None:
    if pdf.is_encrypted:
        raise _encrypted()
    if int(pdf.trailer.get("/Size", 0)) > MOST_OBJECTS or len(pdf.pages) > MOST_PAGES:
        raise PdfRefused("huge", _("Ce PDF a trop de pages ou d’objets pour un formulaire."))
    if not len(pdf.pages):
        raise _damaged()
    if acts(pdf):
        message = _("Ce PDF lance un programme quand on l’ouvre : il n’est pas utilisé. Cherchez l’original.")
        raise PdfRefused("scripted", message)
    form = holder(pdf.Root, "/AcroForm")
    asked = form.get("/Fields", [])
    if "/XFA" in form and (not len(asked) or pdf.Root.get("/NeedsRendering", False)):
        message = _("Ce PDF est un formulaire XFA dynamique. Demandez sa version AcroForm.")
        raise PdfRefused("xfa", message)
    if fields and not len(asked):
        raise PdfRefused("flat", _("Ce PDF n’a pas de champs à remplir : il est fait pour être imprimé."))


def acts(pdf: pikepdf.Pdf) -> bool:
    """True when opening the document does more than show a page."""
    if "/AA" in pdf.Root:
        return True
    action = pdf.Root.get("/OpenAction")
    seen = 0
    while isinstance(action, Dictionary):
        if str(action.get("/S", "/GoTo")) not in QUIET or seen > MOST_OBJECTS:
            return True
        action, seen = action.get("/Next"), seen + 1
    return isinstance(action, Array) and any(isinstance(part, Dictionary) and "/S" in part for part in action)


def holder(around: Any, name: str) -> Any:
    """The dictionary under this name; an empty one when there is none."""
    found = around.get(name)
    return found if isinstance(found, Dictionary) else Dictionary()


def clean(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Take out what a save would break or what would run; the names of what was there, in French."""
    found = []
    form = pdf.Root.AcroForm if "/AcroForm" in pdf.Root else Dictionary()
    for around, key, told in (
        (form, Name.XFA, _("le double XFA")),
        (pdf.Root, Name.Perms, _("les droits d’usage signés")),
        (holder(pdf.Root, "/Names"), Name.JavaScript, _("les programmes du document")),
    ):
        if key in around:
            del around[key]
            found.append(told)
    for key in (Name.SigFlags, Name.NeedAppearances, Name.CO):
        if key in form:
            del form[key]
    return tuple(found)
