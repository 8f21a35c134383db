"""Rules on the document as a whole: its claims, language, title, bookmarks and fonts."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from app.adapters.pdf_check.rules import ARCHIVE, UA, Found, inside, rule
from app.core.language import _

PROGRAMS = frozenset({"/FontFile", "/FontFile2", "/FontFile3"})


@rule(UA, "06-001")
def _described(pdf: pikepdf.Pdf) -> Found:
    if "/Metadata" not in pdf.Root:
        yield _("le document"), _("il n’a pas de métadonnées XMP")


@rule(UA, "06-002")
def _claims_ua(pdf: pikepdf.Pdf) -> Found:
    metadata = pdf.open_metadata()
    if str(metadata.get("pdfuaid:part")) != "1":
        yield _("les métadonnées"), _("elles ne déclarent pas PDF/UA-1")


@rule(UA, "06-003")
def _titled(pdf: pikepdf.Pdf) -> Found:
    metadata = pdf.open_metadata()
    if not metadata.get("dc:title"):
        yield _("les métadonnées"), _("elles n’ont pas de titre")


@rule(UA, "07-001")
def _shows_its_title(pdf: pikepdf.Pdf) -> Found:
    if not inside(pdf.Root, "/ViewerPreferences").get("/DisplayDocTitle"):
        yield _("le document"), _("la fenêtre montre le nom du fichier au lieu du titre")


@rule(UA, "11-006")
def _speaks_a_language(pdf: pikepdf.Pdf) -> Found:
    if not str(pdf.Root.get("/Lang", "")):
        yield _("le document"), _("il ne dit pas sa langue")


@rule(UA, "31-009")
def _fonts_embedded(pdf: pikepdf.Pdf) -> Found:
    for place, font in _fonts(pdf):
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        if str(font.get("/Subtype")) != "/Type3" and not PROGRAMS & set(
            inside(inner, "/FontDescriptor").keys()
        ):
            yield place, _("la police {name} n’est pas incorporée").format(name=font.get("/BaseFont"))


@rule(UA, "31-027")
def _fonts_say_their_characters(pdf: pikepdf.Pdf) -> Found:
    for place, font in _fonts(pdf):
        if "/ToUnicode" not in font and str(font.get("/Encoding", "")) not in (
            "/WinAnsiEncoding", "/MacRomanEncoding",
        ):  # fmt: skip
            yield (
                place,
                _("la police {name} n’a pas de table de caractères").format(name=font.get("/BaseFont")),
            )


def _fonts(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    for number, page in enumerate(pdf.pages, 1):
        for font in inside(page.resources, "/Font").values():
            yield _("page {number}").format(number=number), font


@rule(ARCHIVE, "6.6.4")
def _claims_archive(pdf: pikepdf.Pdf) -> Found:
    metadata = pdf.open_metadata()
    if metadata.get("pdfaid:part") != "3" or metadata.get("pdfaid:conformance") != "A":
        yield _("les métadonnées"), _("elles ne déclarent pas PDF/A-3a")


@rule(ARCHIVE, "6.6.2.3.1")
def _own_properties_described(pdf: pikepdf.Pdf) -> Found:
    """The checker of pikepdf knows no property of ours, described or not: it is told to let them pass."""
    packet = pdf.Root.Metadata.read_bytes() if "/Metadata" in pdf.Root else b""
    for name, space in ((b"guichet:seal", b"urn:guichet:proof:1#"), (b"pdfuaid:part", b"/pdfua/ns/id/")):
        if name in packet and space + b"</pdfaSchema:namespaceURI>" not in packet:
            yield _("les métadonnées"), _("la propriété {name} n’est pas décrite").format(name=name.decode())


@rule(ARCHIVE, "6.8")
def _attached_files_have_a_relation(pdf: pikepdf.Pdf) -> Found:
    named = {file.objgen for file in pdf.Root.get("/AF", [])}
    for name, file in pdf.attachments.items():
        if "/AFRelationship" not in file.obj or file.obj.objgen not in named:
            yield _("fichier joint {name}").format(name=name), _("il n’est pas relié au document")
