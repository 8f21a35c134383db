"""Opens a PDF that anybody may have made and gives every fault found, or one refusal.

PDF/A is also judged by pikepdf's own checker, which knows conformance B: its findings about what only
conformance A and PDF/UA bring are no faults.
"""

import re
from collections.abc import Iterable
from io import BytesIO

import pikepdf
import pikepdf.pdfa

from app.adapters.pdf_check import (
    annotation_rules,
    content_rules,
    document_rules,
    font_rules,
    french,
    nesting_rules,
    structure_rules,
)
from app.adapters.pdf_check.reading import inside
from app.adapters.pdf_check.rules import ARCHIVE, Fault, faults
from app.core.errors import GuichetError
from app.core.language import _

# Loaded for their rules.
REGISTERED = (
    document_rules, font_rules, content_rules, structure_rules, nesting_rules, annotation_rules,
)  # fmt: skip
MOST_BYTES = 50_000_000
MOST_OBJECTS = 200_000
MOST_PAGES = 2_000
MOST_DRAWN = 4_000_000  # bytes of one page once inflated: a small file may hide gigabytes
# Right in PDF/A-3a with the description of PDF/UA's property, unknown to a checker of PDF/A-3b.
EXPECTED = re.compile(
    r"XMP namespace (pdfa(Extension|Schema|Property)|guichet)="
    r"|XMP property (pdfuaid:part|guichet:seal|pdfaExtension:schemas) "
    r"|pdfaid:conformance is 'A'"
)
# Of a file whose only form is its signatures, which that checker does not judge, nor then what is attached.
SIGNED = re.compile(r"(interactive forms \(/AcroForm\)|embedded files) are not supported")
CLAUSE = re.compile(r"ISO_19005_3:([\d.]+)")


class NotReadable(GuichetError):
    """The file cannot be judged: the message says why, in French."""


def check(content: bytes) -> tuple[Fault, ...]:
    """Every fault; () when none is found. Raises `NotReadable`."""
    if len(content) > MOST_BYTES:
        raise NotReadable(_("le fichier dépasse {size} Mo").format(size=MOST_BYTES // 1_000_000))
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False) as pdf:
            _refuse(pdf)
            found = tuple(faults(pdf))
            excused = (EXPECTED, SIGNED) if _only_signed(pdf) else (EXPECTED,)
        return found + _archive(content, excused)
    except pikepdf.PasswordError as error:
        raise NotReadable(_("le fichier est protégé par un mot de passe")) from error
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        # A damaged file may hold anything anywhere: no rule can foresee each shape.
        raise NotReadable(_("le fichier est abîmé, incomplet, ou ce n’est pas un PDF")) from error


def _refuse(pdf: pikepdf.Pdf) -> None:
    if pdf.is_encrypted:
        raise NotReadable(_("le fichier est chiffré"))
    if "/XFA" in inside(pdf.Root, "/AcroForm"):
        raise NotReadable(_("le fichier est un formulaire XFA"))
    if len(pdf.objects) > MOST_OBJECTS or len(pdf.pages) > MOST_PAGES:
        raise NotReadable(_("le fichier a trop de pages ou d’objets"))
    for page in pdf.pages:
        page.contents_coalesce()
        if "/Contents" in page.obj and len(page.obj.Contents.read_bytes()) > MOST_DRAWN:
            raise NotReadable(_("une page du fichier est trop lourde"))


def _only_signed(pdf: pikepdf.Pdf) -> bool:
    fields = list(inside(pdf.Root, "/AcroForm").get("/Fields", []))
    return bool(fields) and all(str(field.get("/FT")) == "/Sig" for field in fields)


def _archive(content: bytes, excused: Iterable[re.Pattern[str]]) -> tuple[Fault, ...]:
    report = pikepdf.pdfa.validate_written(BytesIO(content), "3b")
    return tuple(
        _told(finding)
        for finding in report.findings
        if not any(one.match(finding.message) for one in excused)
    )


def _told(finding: pikepdf.pdfa.Finding) -> Fault:
    clause = CLAUSE.match(finding.rule)
    point = clause[1] if clause else finding.rule
    return Fault(ARCHIVE, point, french.place(finding.where), french.cause(point, finding.message))
