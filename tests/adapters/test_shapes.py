"""Boxes are drawn over the rectangles that stand for them: where these were, cells by their width."""

from pathlib import Path
from re import compile as pattern
from typing import Any

import pydyf
import pytest

from app.adapters.documents.engine import Engine
from app.adapters.documents.shapes import is_tick_box, paint_shapes

TEMPLATES = Path(__file__).parents[2] / "pdf_templates"
RECTANGLE = [b"15 10 31.748 18.898 re", b"W", b"n", b"15 10 31.748 18.898 re", b"f"]
STANDING = pattern(rb"1 0 0\.0\d+ rg")


def painted(colour: bytes, rectangle: list[bytes]) -> list[bytes]:
    pdf: Any = pydyf.PDF()
    pdf.add_object(pydyf.Stream([b"q", colour, *rectangle, b"Q"]))
    paint_shapes(pdf)
    stream: list[bytes] = pdf.objects[-1].stream
    return stream


def test_a_comb_has_a_tick_between_two_characters() -> None:
    _q, drawn, _end = painted(b"1 0 0.003922 rg", RECTANGLE)
    assert drawn.count(b" m") == 2  # the frame, and the line between two cells
    assert b"30.874 20.583 m\n30.874 28.898 l" in drawn


def test_a_box_is_crossed_when_it_is_ticked() -> None:
    empty, ticked = (painted(colour, RECTANGLE)[1] for colour in (b"1 0 0.007843 rg", b"1 0 0.011765 rg"))
    assert is_tick_box(empty)
    assert is_tick_box(ticked)
    assert (empty.count(b" l"), ticked.count(b" l")) == (0, 2)


def test_other_colours_stay_and_another_way_of_painting_is_told() -> None:
    assert painted(b"1 0 0 rg", RECTANGLE) == [b"q", b"1 0 0 rg", *RECTANGLE, b"Q"]
    with pytest.raises(AssertionError, match="otherwise"):
        painted(b"1 0 0.003922 rg", [*RECTANGLE[:-1], b"f*"])


def test_the_colours_of_the_style_sheets_are_those_that_are_painted_over() -> None:
    boxes = "".join(f'<span class="{name}">1</span>' for name in ("comb comb-2", "tick on", "tick off"))
    page = f'<html lang="fr-FR"><title>x</title><p>{boxes}</p></html>'
    found: list[bytes] = []

    def look(document: Any, pdf: Any) -> None:
        before = sum(len(STANDING.findall(bytes(thing.data))) for thing in pdf.objects[1:])
        paint_shapes(pdf)
        found.extend([b"%d" % before, *(thing.data for thing in pdf.objects[1:])])

    Engine(TEMPLATES).drawn("cerfa", page, look, uncompressed_pdf=True)
    assert found[0] == b"3"
    assert not STANDING.search(b"".join(found[1:]))
