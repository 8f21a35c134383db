"""PDFs that are refused: one French sentence each, in time, whatever they hold."""

import time
import zlib

import pytest
from pikepdf import Dictionary, Name, String

from app.adapters.official import opening
from app.adapters.official.bounded import within_bounds
from app.adapters.official.filler import fill
from app.adapters.official.opening import PdfRefused
from tests.adapters.official_pdfs import a_form, text, typical

FIELD = text("nom", (20, 700, 300, 715))
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
REFUSED = {
    "encrypted": (typical(secret="x"), "encrypted"),
    "truncated": (typical()[:-700], "damaged"),
    "no PDF": (b"PK\x03\x04 not at all", "damaged"),
    "empty": (b"", "damaged"),
    "script at opening": (a_form(FIELD, catalog={"/OpenAction": SCRIPT}), "scripted"),
    "launch behind a page": (
        a_form(FIELD, catalog={"/OpenAction": Dictionary(S=Name.GoTo, Next=Dictionary(S=Name.Launch))}),
        "scripted",
    ),
    "script of the catalogue": (a_form(FIELD, catalog={"/AA": Dictionary(WC=SCRIPT)}), "scripted"),
    "XFA only": (a_form(form={"XFA": String("<xdp/>")}), "xfa"),
    "dynamic XFA": (a_form(FIELD, form={"XFA": String("<xdp/>")}, catalog={"/NeedsRendering": True}), "xfa"),
    "no field": (a_form(), "flat"),
    "a form that is none": (a_form(catalog={"/AcroForm": String("?")}), "flat"),
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=list(REFUSED))
def test_a_pdf_that_cannot_be_used_is_refused_with_its_reason(content: bytes, reason: str):
    with pytest.raises(PdfRefused) as refusal:
        fill(content, {"nom": "Anne"}, {})

    assert refusal.value.reason == reason
    assert str(refusal.value).endswith(".")


def test_too_many_bytes_or_pages_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opening, "MOST_PAGES", 2)
    with pytest.raises(PdfRefused, match="pages"):
        fill(a_form(FIELD, pages=3), {}, {})
    monkeypatch.setattr(opening, "MOST_BYTES", 100)
    with pytest.raises(PdfRefused, match="Mo"):
        fill(typical(), {}, {})


def test_a_file_that_swells_beyond_the_limit_is_ended_not_suffered():
    """A table of references of 2 GB in 2 MB: one packed block, written 2,000 times."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = b"\x78\xda" + block * 2000 + b"\x03\x00" + bytes(4)
    bomb = a_form(FIELD)
    table = b"<</Type/XRef/Size 300000000/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length %d>>" % len(packed)
    bomb += b"9 0 obj\n%bstream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % (table, packed, len(bomb))
    started = time.monotonic()

    with pytest.raises(PdfRefused) as refusal:
        within_bounds(lambda: fill(bomb, {}, {}))

    assert refusal.value.reason in ("heavy", "damaged")
    assert time.monotonic() - started < 10


def test_work_that_takes_too_long_is_ended_and_a_refusal_comes_back_whole():
    with pytest.raises(PdfRefused) as refusal:
        within_bounds(lambda: time.sleep(30), seconds=0.05)
    assert refusal.value.reason == "heavy"

    with pytest.raises(PdfRefused) as refusal:
        within_bounds(lambda: fill(a_form(), {}, {}))
    assert refusal.value.reason == "flat"

    assert within_bounds(lambda: [1, 2]) == [1, 2]


def test_work_that_takes_too_much_memory_is_ended():
    with pytest.raises(PdfRefused) as refusal:
        within_bounds(lambda: len(bytearray(600_000_000)))

    assert refusal.value.reason == "heavy"
