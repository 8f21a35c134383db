"""Rules on what pages draw: all of it is content of the structure or an artifact, never both."""

from collections import Counter

import pikepdf

from app.adapters.pdf_check.reading import Drawing, Reading, inside
from app.adapters.pdf_check.rules import UA, Found, rule
from app.core.language import _

PAINTING = frozenset(["Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI"])
OPENING = frozenset(["BDC", "BMC"])


@rule(UA, "01-003")
def _no_artifact_in_the_structure(reading: Reading) -> Found:
    for number, drawing in _openings(reading):
        if drawing.marks[-1].artifact and any(mark.mcid is not None for mark in drawing.marks[:-1]):
            yield _page(number), _("un artefact est dans un contenu de la structure")


@rule(UA, "01-004")
def _no_structure_in_an_artifact(reading: Reading) -> Found:
    for number, drawing in _openings(reading):
        if drawing.marks[-1].mcid is not None and any(mark.artifact for mark in drawing.marks[:-1]):
            yield _page(number), _("un contenu de la structure est dans un artefact")


@rule(UA, "01-005")
def _all_content_is_marked(reading: Reading) -> Found:
    """The first operator of a page that paints neither content of the structure nor an artifact."""
    for number, drawings in enumerate(reading.pages, 1):
        outside = next(
            (
                drawing.operator
                for drawing in drawings
                if drawing.operator in PAINTING
                and not any(mark.artifact or mark.mcid is not None for mark in drawing.marks)
            ),
            None,
        )
        if outside:
            yield _page(number), _("{name} peint hors de la structure").format(name=outside)


@rule(UA, "30-001")
def _no_drawing_of_another_file(reading: Reading) -> Found:
    for number, page in enumerate(reading.pdf.pages, 1):
        for name, drawn in inside(page.resources, "/XObject").items():
            if "/Ref" in drawn:
                yield _page(number), _("le dessin {name} est celui d’un autre fichier").format(name=name)


@rule(UA, "30-002")
def _a_drawing_of_the_structure_is_drawn_once(reading: Reading) -> Found:
    times, told = Counter[tuple[int, int]](), set[tuple[int, int]]()
    for number, (page, drawings) in enumerate(zip(reading.pdf.pages, reading.pages, strict=True), 1):
        for drawing in drawings:
            drawn = _drawn(page, drawing)
            if "/StructParents" in drawn:
                times[drawn.objgen] += 1
                if times[drawn.objgen] > 1 and drawn.objgen not in told:
                    told.add(drawn.objgen)
                    yield _page(number), _("un dessin qui porte du contenu est employé deux fois")


def _drawn(page: pikepdf.Page, drawing: Drawing) -> pikepdf.Object:
    """The dictionary of the form XObject that this operator draws; an empty one for any other operator."""
    if drawing.operator != "Do":
        return pikepdf.Dictionary()
    return inside(page.resources, "/XObject").get(str(drawing.operands[0]), pikepdf.Dictionary())


def _openings(reading: Reading) -> list[tuple[int, Drawing]]:
    return [
        (number, drawing)
        for number, drawings in enumerate(reading.pages, 1)
        for drawing in drawings
        if drawing.operator in OPENING
    ]


def _page(number: int) -> str:
    return _("page {number}").format(number=number)
