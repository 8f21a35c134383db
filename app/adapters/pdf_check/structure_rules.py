"""Rules on the structure: tags, headings, figures, tables, links, and content bound to them."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from app.adapters.pdf_check.rules import UA, Found, elements, inside, rule
from app.core.language import _

PAINTING = frozenset(["Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI"])
HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")
HIDDEN = 2  # flag of an annotation


@rule(UA, "7.1")
def _tagged(pdf: pikepdf.Pdf) -> Found:
    if not inside(pdf.Root, "/MarkInfo").get("/Marked"):
        yield _("le document"), _("il ne dit pas qu’il est balisé")
    if "/ParentTree" not in inside(pdf.Root, "/StructTreeRoot"):
        yield _("le document"), _("il n’a pas d’arbre de structure")


@rule(UA, "14-003")
def _headings_in_order(pdf: pikepdf.Pdf) -> Found:
    level = 0
    for element in elements(pdf):
        kind = str(element.S)
        if kind in HEADINGS:
            if HEADINGS.index(kind) > level:
                yield _("titre {kind}").format(kind=kind[1:]), _("il saute un niveau")
            level = HEADINGS.index(kind) + 1


@rule(UA, "13-004")
def _figures_are_told(pdf: pikepdf.Pdf) -> Found:
    for element in elements(pdf):
        if str(element.S) == "/Figure" and not str(element.get("/Alt", element.get("/ActualText", ""))):
            yield _("figure"), _("elle n’a pas de texte de remplacement")


@rule(UA, "15-003")
def _headers_have_a_scope(pdf: pikepdf.Pdf) -> Found:
    for element in elements(pdf):
        if str(element.S) == "/TH" and "/ID" not in element and not any(map(_scoped, _attributes(element))):
            yield _("en-tête de tableau"), _("il ne dit pas s’il vaut pour la ligne ou la colonne")


def _attributes(element: Any) -> list[Any]:
    held = element.get("/A", [])
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def _scoped(attributes: Any) -> bool:
    return isinstance(attributes, pikepdf.Dictionary) and "/Scope" in attributes


@rule(UA, "01-005")
def _all_content_is_marked(pdf: pikepdf.Pdf) -> Found:
    for number, page in enumerate(pdf.pages, 1):
        for name in _painted_outside(page):
            yield (
                _("page {number}").format(number=number),
                _("{name} peint hors de la structure").format(name=name),
            )


def _painted_outside(page: pikepdf.Page) -> Iterator[str]:
    """The first operator that paints neither content of the structure nor an artifact."""
    marks: list[bool] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands, name = instruction.operands, str(instruction.operator)
        if name in ("BDC", "BMC"):
            marks.append(_is_marked(page, operands))
        elif name == "EMC" and marks:
            marks.pop()
        elif name in PAINTING and not any(marks):
            yield name
            return


def _is_marked(page: pikepdf.Page, operands: Any) -> bool:
    if str(operands[0]) == "/Artifact":
        return True
    held: Any = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
    if isinstance(held, pikepdf.Name):
        held = inside(inside(page.resources, "/Properties"), str(held))
    return "/MCID" in held


@rule(UA, "28-002")
def _annotations_in_the_structure(pdf: pikepdf.Pdf) -> Found:
    """All but those outside the page (ISO 14289-1, 7.18.1), where an invisible signature is."""
    for place, annotation in _annotations(pdf):
        if "/StructParent" not in annotation and not _outside(annotation):
            yield place, _("une annotation n’est pas dans la structure")


@rule(UA, "28-009")
def _tabulation_follows(pdf: pikepdf.Pdf) -> Found:
    for number, page in enumerate(pdf.pages, 1):
        if "/Annots" in page.obj and str(page.obj.get("/Tabs", "")) != "/S":
            yield _("page {number}").format(number=number), _("la tabulation ne suit pas la structure")


@rule(UA, "28-012")
def _links_are_told(pdf: pikepdf.Pdf) -> Found:
    for place, annotation in _annotations(pdf):
        if str(annotation.get("/Subtype")) == "/Link" and not str(annotation.get("/Contents", "")):
            yield place, _("un lien n’a pas de description")


def _outside(annotation: Any) -> bool:
    """Left of, or below, any page whose corner is its origin."""
    return max(float(side) for side in annotation.get("/Rect", [0])) < 0


def _annotations(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.obj.get("/Annots", []):
            if not int(annotation.get("/F", 0)) & HIDDEN:
                yield _("page {number}").format(number=number), annotation
