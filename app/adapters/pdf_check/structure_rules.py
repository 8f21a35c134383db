"""Rules on the structure: kinds of elements, headings, what must be told in words, tables, notes."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from app.adapters.pdf_check.reading import STANDARD, Element, Reading, inside
from app.adapters.pdf_check.rules import UA, Found, rule
from app.core.language import _

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


@rule(UA, "7.1")
def _tagged(reading: Reading) -> Found:
    if not inside(reading.pdf.Root, "/MarkInfo").get("/Marked"):
        yield _("le document"), _("il ne dit pas qu’il est balisé")
    if "/ParentTree" not in inside(reading.pdf.Root, "/StructTreeRoot"):
        yield _("le document"), _("il n’a pas d’arbre de structure")


@rule(UA, "01-007")
def _structure_is_sure(reading: Reading) -> Found:
    if inside(reading.pdf.Root, "/MarkInfo").get("/Suspects"):
        yield _("le document"), _("il dit lui-même que sa structure est douteuse (/Suspects)")


@rule(UA, "02-001")
def _kinds_lead_to_standard_ones(reading: Reading) -> Found:
    for element in reading.elements:
        if element.kind not in STANDARD:
            yield (
                _("élément {kind}").format(kind=element.kind),
                _("aucune sorte d’élément connue ne lui répond"),
            )


@rule(UA, "02-003")
def _roles_do_not_turn_in_circles(reading: Reading) -> Found:
    for name in reading.roles:
        seen, at = {name}, reading.roles[name]
        while at in reading.roles and at not in seen:
            seen.add(at)
            at = reading.roles[at]
        if at in seen:
            yield _("élément {kind}").format(kind=name), _("sa sorte renvoie à elle-même")


@rule(UA, "02-004")
def _standard_kinds_keep_their_meaning(reading: Reading) -> Found:
    for name in sorted(STANDARD & reading.roles.keys()):
        yield _("élément {kind}").format(kind=name), _("une sorte connue reçoit un autre sens")


@rule(UA, "14-002")
def _headings_begin_with_the_first(reading: Reading) -> Found:
    first = next((element for element in reading.elements if element.kind in HEADINGS), None)
    if first and first.kind != "H1":
        yield (
            _("titre {kind}").format(kind=first.kind),
            _("le premier titre du document n’est pas de niveau 1"),
        )


@rule(UA, "14-003")
def _headings_in_order(reading: Reading) -> Found:
    level = 0
    for element in reading.elements:
        if element.kind in HEADINGS:
            if HEADINGS.index(element.kind) > level:
                yield _("titre {kind}").format(kind=element.kind), _("il saute un niveau")
            level = HEADINGS.index(element.kind) + 1


@rule(UA, "14-006")
def _one_unnumbered_heading_a_node(reading: Reading) -> Found:
    for element in reading.elements:
        if [child.kind for child in element.children].count("H") > 1:
            yield _("élément {kind}").format(kind=element.kind), _("il contient plusieurs titres H")


@rule(UA, "14-007")
def _headings_are_of_one_sort(reading: Reading) -> Found:
    kinds = {element.kind for element in reading.elements}
    if "H" in kinds and kinds & set(HEADINGS):
        yield _("titre {kind}").format(kind="H"), _("le document mêle titres numérotés et titres H")


@rule(UA, "13-004")
def _figures_are_told(reading: Reading) -> Found:
    for element in _of(reading, "Figure"):
        if not str(element.node.get("/Alt", element.node.get("/ActualText", ""))):
            yield _("figure"), _("elle n’a pas de texte de remplacement")


@rule(UA, "17-002")
def _formulas_are_told(reading: Reading) -> Found:
    for element in _of(reading, "Formula"):
        if not str(element.node.get("/Alt", "")):
            yield _("formule"), _("elle n’a pas de texte de remplacement")


@rule(UA, "15-003")
def _headers_have_a_scope(reading: Reading) -> Found:
    for element in _of(reading, "TH"):
        if "/ID" not in element.node and not any(map(_scoped, _attributes(element.node))):
            yield _("en-tête de tableau"), _("il ne dit pas s’il vaut pour la ligne ou la colonne")


@rule(UA, "19-003")
def _notes_have_an_identifier(reading: Reading) -> Found:
    for element in _of(reading, "Note"):
        if not str(element.node.get("/ID", "")):
            yield _("note"), _("elle n’a pas d’identifiant")


@rule(UA, "19-004")
def _notes_have_their_own_identifier(reading: Reading) -> Found:
    seen = set[str]()
    for element in _of(reading, "Note"):
        name = str(element.node.get("/ID", ""))
        if name and name in seen:
            yield _("note"), _("son identifiant {name} est déjà pris").format(name=name)
        seen.add(name)


def _of(reading: Reading, kind: str) -> Iterator[Element]:
    return (element for element in reading.elements if element.kind == kind)


def _attributes(element: Any) -> list[Any]:
    held = element.get("/A", [])
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def _scoped(attributes: Any) -> bool:
    return isinstance(attributes, pikepdf.Dictionary) and "/Scope" in attributes
