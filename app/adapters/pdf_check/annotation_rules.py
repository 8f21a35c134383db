"""Rules on annotations: links, fields and notes are in the structure, in reading order, and said in words."""

from collections.abc import Iterator
from typing import Any

from app.adapters.pdf_check.reading import Reading, inside, kinds
from app.adapters.pdf_check.rules import UA, Found, rule
from app.core.language import _

# ISO 32000-1, table 169.
KINDS = kinds(
    """/Text /Link /FreeText /Line /Square /Circle /Polygon /PolyLine /Highlight /Underline /Squiggly
    /StrikeOut /Stamp /Caret /Ink /Popup /FileAttachment /Sound /Movie /Widget /Screen /PrinterMark /TrapNet
    /Watermark /3D /Redact"""
)
# Said by other means (their field, their link) or by nothing at all (ISO 14289-1, 7.18.1).
SAID_OTHERWISE = frozenset({"/Widget", "/Link", "/Popup", "/PrinterMark"})


@rule(UA, "28-002")
def _annotations_in_the_structure(reading: Reading) -> Found:
    """All but those outside the page (ISO 14289-1, 7.18.1), where an invisible signature is."""
    for place, annotation in _visible(reading):
        if "/StructParent" not in annotation and _kind(annotation) not in ("/Popup", "/PrinterMark"):
            yield place, _("une annotation n’est pas dans la structure")


@rule(UA, "28-004")
def _annotations_are_told(reading: Reading) -> Found:
    for place, annotation in _visible(reading):
        holder = reading.holders.get(annotation.objgen)
        told = str(annotation.get("/Contents", "")) or (holder and str(holder.node.get("/Alt", "")))
        if _kind(annotation) not in SAID_OTHERWISE and not told:
            yield place, _("une annotation n’a pas de description")


@rule(UA, "28-005")
def _fields_are_named(reading: Reading) -> Found:
    for place, annotation in _visible(reading):
        holder = reading.holders.get(annotation.objgen)
        named = _inherited(annotation, "/TU") or (holder and str(holder.node.get("/Alt", "")))
        if _kind(annotation) == "/Widget" and not named:
            yield place, _("le champ {name} n’a pas d’étiquette").format(name=_inherited(annotation, "/T"))


@rule(UA, "28-006")
def _annotations_are_of_a_known_kind(reading: Reading) -> Found:
    for place, annotation in _visible(reading):
        if _kind(annotation) not in KINDS:
            yield place, _("une annotation est d’une sorte inconnue ({kind})").format(kind=_kind(annotation))


@rule(UA, "28-007")
def _no_trap_network(reading: Reading) -> Found:
    for place, annotation in _visible(reading):
        if _kind(annotation) == "/TrapNet":
            yield place, _("une annotation d’imprimerie (/TrapNet) n’est pas permise")


@rule(UA, "28-008")
def _tabulation_is_said(reading: Reading) -> Found:
    for number, page in enumerate(reading.pdf.pages, 1):
        if "/Annots" in page.obj and "/Tabs" not in page.obj:
            yield _page(number), _("l’ordre de la tabulation n’est pas dit")


@rule(UA, "28-009")
def _tabulation_follows(reading: Reading) -> Found:
    for number, page in enumerate(reading.pdf.pages, 1):
        if "/Annots" in page.obj and str(page.obj.get("/Tabs", "/S")) != "/S":
            yield _page(number), _("la tabulation ne suit pas la structure")


@rule(UA, "28-010")
def _fields_are_in_a_form_element(reading: Reading) -> Found:
    yield from _held_elsewhere(reading, "/Widget", "Form")


@rule(UA, "28-011")
def _links_are_in_a_link_element(reading: Reading) -> Found:
    yield from _held_elsewhere(reading, "/Link", "Link")


@rule(UA, "28-012")
def _links_are_told(reading: Reading) -> Found:
    for place, annotation in _visible(reading):
        if _kind(annotation) == "/Link" and not str(annotation.get("/Contents", "")):
            yield place, _("un lien n’a pas de description")


@rule(UA, "28-018")
def _printers_marks_are_no_content(reading: Reading) -> Found:
    for place, annotation in _visible(reading):
        if _kind(annotation) == "/PrinterMark" and annotation.objgen in reading.holders:
            yield place, _("un repère d’imprimerie est dans la structure")


def _held_elsewhere(reading: Reading, kind: str, wanted: str) -> Found:
    for place, annotation in _visible(reading):
        holder = reading.holders.get(annotation.objgen)
        if _kind(annotation) == kind and (holder is None or holder.kind != wanted):
            yield (
                place,
                _("une annotation {kind} n’est pas dans un élément {wanted}").format(
                    kind=kind, wanted=wanted
                ),
            )


def _visible(reading: Reading) -> Iterator[tuple[str, Any]]:
    """Those on the page, with the words for the place; not those left of, or below, its corner."""
    for number, annotation in reading.annotations:
        if max(float(side) for side in annotation.get("/Rect", [0])) >= 0:
            yield _page(number), annotation


def _kind(annotation: Any) -> str:
    return str(annotation.get("/Subtype", ""))


def _inherited(field: Any, name: str) -> str:
    """A text of the field, or of the fields around it."""
    for _depth in range(20):
        if name in field or "/Parent" not in field:
            break
        field = inside(field, "/Parent")
    return str(field.get(name, ""))


def _page(number: int) -> str:
    return _("page {number}").format(number=number)
