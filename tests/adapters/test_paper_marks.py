"""The mark on paper: its QR code is read from the printed page, its code is heard, nothing else moves."""

import subprocess
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from app.adapters.pdf_check import check
from app.core.proof.seal import Verdict, examine, hole, sealed
from app.usecases.ports import Paper
from tests.adapters import paper_samples as samples
from tests.adapters.drawing import DOCUMENTS
from tests.adapters.pdf_reading import opened, page_count, reading

ALONE = replace(samples.DEFINITION, paper={"signatures": ["Signature du demandeur"]})
PAPERS: dict[str, tuple[Paper, int]] = {  # and the page of the mark
    "form": (samples.form(), -1),
    "form with one signature": (replace(samples.form(), definition=ALONE), -1),
    "letter in a window": (samples.decision("refused", "Pas de lien."), 0),
    "letter without an address": (samples.mandate(), 0),
}
STATEMENT = {"reference": "7K4M92QXC"}


@cache
def made(name: str) -> bytes:
    return DOCUMENTS.render(samples.marked(PAPERS[name][0]))


def picture(content: bytes, page: int) -> Image.Image:
    """A page as a modest office scanner sees it: 150 dots an inch."""
    number = str(page % page_count(content) + 1)
    command = ["pdftoppm", "-r", "150", "-gray", "-png", "-f", number, "-l", number, "-"]
    return Image.open(BytesIO(subprocess.run(command, input=content, capture_output=True, check=True).stdout))


@pytest.mark.parametrize("name", PAPERS)
def test_the_code_is_read_from_the_printed_page_and_heard_beside_it(name: str) -> None:
    paper, page = PAPERS[name]
    mark = samples.marked(paper).mark
    assert mark is not None
    (found,) = zxingcpp.read_barcodes(picture(made(name), page))
    assert found.text == "".join(mark.address)
    said = reading(made(name))
    assert f"Vérifier ce document guichet.exemple/verification code {mark.spelled}" in said
    with opened(made(name)) as pdf:
        (figure,) = (one for one in pdf.objects if isinstance(one, dict | type(pdf.Root)) and _is_figure(one))
        assert mark.spelled in str(figure.Alt)


def _is_figure(thing: object) -> bool:
    return str(getattr(thing, "S", "")) == "/Figure"


def test_a_specimen_has_no_mark_and_takes_the_same_room() -> None:
    paper = PAPERS["letter in a window"][0]
    plain = DOCUMENTS.render(paper)
    assert "Vérifier ce document" not in reading(plain)
    assert page_count(plain) == page_count(made("letter in a window")) == 1
    assert b"guichet:seal" not in plain


def test_a_sealed_document_keeps_both_standards_and_shows_any_change() -> None:
    place = hole(STATEMENT, "k")
    assert made("form").count(place.encode()) == 1
    content = sealed(made("form"), STATEMENT, "k", lambda _message: b"s" * 64)
    assert check(content) == ()

    def verify(_kid: str, _message: bytes, signature: bytes) -> bool:
        return signature == b"s" * 64

    assert examine(content, verify).verdict is Verdict.INTACT
    with opened(content) as pdf:
        pdf.Root.Lang = "en"
        out = BytesIO()
        pdf.save(out)  # by another program, which keeps the metadata
    assert examine(out.getvalue(), verify).verdict is Verdict.CHANGED
