"""A good file, and for each rule of the checker what breaks it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from app.adapters.documents.engine import Engine
from app.core.proof.marks import Mark
from tests.adapters.pdf_reading import elements, opened

TEMPLATES = Path(__file__).parents[2] / "pdf_templates"
PAGE = """<html lang="fr-FR"><title>Essai</title><h1>Un</h1><h2>Deux</h2>
<p>Voir <a href="https://exemple.fr">le site</a>.</p><ul><li>Un point</li></ul>
<table><tr><th scope="col">Nom</th></tr><tr><td>Anaïs</td></tr></table></html>"""


MARK = Mark("K4M92QXC7HFD", "", ("https://exemple.fr", ""), seal="x")


@cache
def good() -> bytes:
    engine = Engine(TEMPLATES)
    return engine.pdf("cerfa", PAGE, {"nom": "Anaïs"}, datetime(2026, 11, 26, tzinfo=UTC), mark=MARK)[0]


def broken(breaking: Callable[[pikepdf.Pdf], Any], **save: Any) -> bytes:
    """The good file after this, metadata left as they are."""
    out = BytesIO()
    with opened(good()) as pdf:
        breaking(pdf)
        pdf.save(out, **save)
    return out.getvalue()


def tagged(pdf: pikepdf.Pdf, kind: str) -> Any:
    return next(element for element in elements(pdf) if str(element.S) == kind)


def put(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    assert old in packet
    pdf.Root.Metadata.write(packet.replace(old, new))


def font(pdf: pikepdf.Pdf) -> Any:
    return next(iter(pdf.pages[0].resources.Font.values()))


def link(pdf: pikepdf.Pdf) -> Any:
    return pdf.pages[0].obj.Annots[0]


def unembed(pdf: pikepdf.Pdf) -> None:
    described = font(pdf).DescendantFonts[0].FontDescriptor
    for program in ("/FontFile", "/FontFile2", "/FontFile3"):
        if program in described:
            del described[program]


def unscope(pdf: pikepdf.Pdf) -> None:
    header = tagged(pdf, "/TH")
    for name in ("/ID", "/A"):
        if name in header:
            del header[name]


def paint(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"0 0 m 9 9 l S")


def delete(of: Callable[[pikepdf.Pdf], Any], name: str) -> Callable[[pikepdf.Pdf], None]:
    def breaking(pdf: pikepdf.Pdf) -> None:
        del of(pdf)[name]

    return breaking


def root(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root


def becomes(old: str, new: str, **entries: str) -> Callable[[pikepdf.Pdf], None]:
    """The first element of this kind is of another, with these entries."""

    def breaking(pdf: pikepdf.Pdf) -> None:
        element = tagged(pdf, old)
        element.S = pikepdf.Name(new)
        for name, value in entries.items():
            element[f"/{name}"] = value

    return breaking


def maps(**roles: str) -> Callable[[pikepdf.Pdf], None]:
    """The file gives these kinds these meanings."""

    def breaking(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.RoleMap = pikepdf.Dictionary(
            {f"/{name}": pikepdf.Name(f"/{kind}") for name, kind in roles.items()}
        )

    return breaking


def all_become(new: str, *old: str) -> Callable[[pikepdf.Pdf], None]:
    def breaking(pdf: pikepdf.Pdf) -> None:
        for element in list(elements(pdf)):
            if str(element.S) in old:
                element.S = pikepdf.Name(new)

    return breaking


def twice_the_same_note(pdf: pikepdf.Pdf) -> None:
    for kind in ("/P", "/H2"):
        becomes(kind, "/Note", ID="a")(pdf)


def draws(content: bytes, **xobject: Any) -> Callable[[pikepdf.Pdf], None]:
    """The first page draws this as well; /X is a form XObject with these entries."""

    def breaking(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        drawn = pdf.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, **xobject)
        page.resources.XObject = pikepdf.Dictionary(X=drawn)
        page.contents_add(content)

    return breaking


def annotates(kind: str, **entries: Any) -> Callable[[pikepdf.Pdf], None]:
    """The link is an annotation of another kind."""

    def breaking(pdf: pikepdf.Pdf) -> None:
        annotation = link(pdf)
        annotation.Subtype = pikepdf.Name(kind)
        del annotation["/Contents"]
        for name, value in entries.items():
            annotation[f"/{name}"] = value
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[annotation] if kind == "/Widget" else [])

    return breaking


def layers(**entries: Any) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: setattr(pdf.Root, "OCProperties", pikepdf.Dictionary(**entries))


def means(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    """The map of characters of the first font, with its first match of a pattern changed."""

    def breaking(pdf: pikepdf.Pdf) -> None:
        table = font(pdf).ToUnicode
        changed, times = re.subn(old, new, table.read_bytes(), count=1)
        assert times
        table.write(changed)

    return breaking


def unnamed(pdf: pikepdf.Pdf) -> None:
    del next(iter(pdf.attachments.values())).obj["/UF"]


PAIR = rb"beginbfchar\s*<(\w+)> <\w+>"
BREAKINGS: dict[tuple[str, str], Callable[[pikepdf.Pdf], Any]] = {
    ("PDF/UA-1", "01-003"): draws(b"/P <</MCID 900>> BDC /Artifact BMC EMC EMC"),
    ("PDF/UA-1", "01-004"): draws(b"/Artifact BMC /P <</MCID 900>> BDC EMC EMC"),
    ("PDF/UA-1", "01-005"): paint,
    ("PDF/UA-1", "01-007"): lambda pdf: setattr(pdf.Root.MarkInfo, "Suspects", True),
    ("PDF/UA-1", "02-001"): becomes("/P", "/Morceau"),
    ("PDF/UA-1", "02-003"): maps(Un="Deux", Deux="Un"),
    ("PDF/UA-1", "02-004"): maps(P="Div"),
    ("PDF/UA-1", "06-001"): delete(root, "/Metadata"),
    ("PDF/UA-1", "06-002"): lambda pdf: put(pdf, b"<pdfuaid:part>1<", b"<pdfuaid:part>2<"),
    ("PDF/UA-1", "06-003"): lambda pdf: put(pdf, b"dc:title>", b"dc:source>"),
    ("PDF/UA-1", "07-001"): delete(root, "/ViewerPreferences"),
    ("PDF/UA-1", "07-002"): lambda pdf: setattr(pdf.Root.ViewerPreferences, "DisplayDocTitle", False),
    ("PDF/UA-1", "09-004"): becomes("/TR", "/P"),
    ("PDF/UA-1", "09-005"): becomes("/LI", "/P"),
    ("PDF/UA-1", "09-006"): becomes("/L", "/TOC"),
    ("PDF/UA-1", "09-007"): becomes("/H1", "/RT"),
    ("PDF/UA-1", "09-008"): becomes("/H1", "/WT"),
    ("PDF/UA-1", "10-001"): means(PAIR, rb"beginbfchar <FFF0> <0041>"),
    ("PDF/UA-1", "11-006"): delete(root, "/Lang"),
    ("PDF/UA-1", "13-004"): becomes("/P", "/Figure"),
    ("PDF/UA-1", "14-002"): becomes("/H1", "/H2"),
    ("PDF/UA-1", "14-003"): becomes("/H2", "/H4"),
    ("PDF/UA-1", "14-006"): all_become("/H", "/H1", "/H2"),
    ("PDF/UA-1", "14-007"): becomes("/H2", "/H"),
    ("PDF/UA-1", "15-003"): unscope,
    ("PDF/UA-1", "17-002"): becomes("/P", "/Formula"),
    ("PDF/UA-1", "19-003"): becomes("/P", "/Note"),
    ("PDF/UA-1", "19-004"): twice_the_same_note,
    ("PDF/UA-1", "20-001"): layers(Configs=[pikepdf.Dictionary()]),
    ("PDF/UA-1", "20-002"): layers(D=pikepdf.Dictionary()),
    ("PDF/UA-1", "20-003"): layers(D=pikepdf.Dictionary(Name="a", AS=[])),
    ("PDF/UA-1", "21-001"): unnamed,
    ("PDF/UA-1", "28-002"): delete(link, "/StructParent"),
    ("PDF/UA-1", "28-004"): annotates("/Text"),
    ("PDF/UA-1", "28-005"): annotates("/Widget", T="nom"),
    ("PDF/UA-1", "28-006"): annotates("/Nouvelle"),
    ("PDF/UA-1", "28-007"): annotates("/TrapNet"),
    ("PDF/UA-1", "28-008"): lambda pdf: delete(lambda pdf: pdf.pages[0].obj, "/Tabs")(pdf),
    ("PDF/UA-1", "28-009"): lambda pdf: setattr(pdf.pages[0].obj, "Tabs", pikepdf.Name.R),
    ("PDF/UA-1", "28-010"): annotates("/Widget", TU="Nom"),
    ("PDF/UA-1", "28-011"): becomes("/Link", "/Span"),
    ("PDF/UA-1", "28-012"): delete(link, "/Contents"),
    ("PDF/UA-1", "28-018"): annotates("/PrinterMark"),
    ("PDF/UA-1", "30-001"): draws(b"", Ref=pikepdf.Dictionary()),
    ("PDF/UA-1", "30-002"): draws(b"/Artifact BMC /X Do /X Do EMC", StructParents=900),
    ("PDF/UA-1", "31-009"): unembed,
    ("PDF/UA-1", "31-027"): lambda pdf: delete(font, "/ToUnicode")(pdf),
    ("PDF/UA-1", "31-028"): means(PAIR, rb"beginbfchar <\1> <0000>"),
    ("PDF/UA-1", "31-029"): means(PAIR, rb"beginbfchar <\1> <FEFF>"),
    ("PDF/UA-1", "7.1"): delete(root, "/MarkInfo"),
    ("PDF/A-3", "6.6.4"): lambda pdf: put(pdf, b'pdfaid:part="3"', b'pdfaid:part="2"'),
    ("PDF/A-3", "6.6.2.3.1"): lambda pdf: put(pdf, b"proof:1#</pdfaSchema", b"proof:2#</pdfaSchema"),
    ("PDF/A-3", "6.8"): delete(root, "/AF"),
}
