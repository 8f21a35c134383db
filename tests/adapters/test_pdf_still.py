"""A PDF given by somebody, as an agent is shown it: its pages, and nothing of it that could act."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from app.adapters.pictures import PillowPictures
from app.usecases.ports import PictureRefused
from tests.core.files import PDF

ACTS = (
    b"/JavaScript",
    b"/OpenAction",
    b"/AA",
    b"/Launch",
    b"/URI",
    b"/EmbeddedFile",
    b"/Annots",
    b"/AcroForm",
)


def hostile(pages: int = 2) -> bytes:
    """A form with a filled field, that would run, open, launch and carry whatever it may."""
    document, out = pikepdf.new(), BytesIO()
    script = Dictionary(S=Name.JavaScript, JS="app.alert('ouvert')")
    for _number in range(pages):
        document.add_blank_page(page_size=(200, 100))
    page = document.pages[0].obj
    shown = document.make_stream(b"0 0 1 rg 5 5 20 20 re f", {"/BBox": Array([0, 0, 50, 50])})
    shown.Type, shown.Subtype = Name.XObject, Name.Form
    rect = Array([10, 10, 60, 60])
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="nom", V="Le Goff", Rect=rect, F=4,
        AP=Dictionary(N=shown), A=script, AA=Dictionary(E=script),
    )  # fmt: skip
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=rect,
        A=Dictionary(S=Name.URI, URI="https://ailleurs.example"),
    )
    launch = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=rect, A=Dictionary(S=Name.Launch, F="calc.exe")
    )
    fields = [document.make_indirect(one) for one in (field, link, launch)]
    page.Annots, page.AA = Array(fields), Dictionary(O=script)
    document.Root.AcroForm = Dictionary(Fields=Array(fields[:1]))
    document.Root.OpenAction, document.Root.AA = script, Dictionary(WC=script)
    document.attachments["ver.exe"] = b"MZ"
    document.docinfo["/Author"] = "Auteur secret"
    document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def test_what_could_act_is_gone_and_what_a_form_shows_is_still_seen() -> None:
    given = hostile()
    assert all(word in given for word in ACTS), "the sample is as hostile as it says"
    with PillowPictures().still(BytesIO(given), 50) as shown:
        content = shown.read()
    with pikepdf.open(BytesIO(content)) as document:
        plain = BytesIO()
        document.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        [drawing] = document.pages[0].obj.Resources.XObject.values()
        assert len(document.pages) == 2
        assert b"20 20 re f" in drawing.read_bytes(), "the filled field is drawn into the page"
    assert not [
        word for word in (*ACTS, b"ailleurs", b"calc.exe", b"secret", b"MZ") if word in plain.getvalue()
    ]


def test_pages_are_counted_and_only_the_first_are_shown() -> None:
    given = hostile(pages=5)
    assert PillowPictures().page_count(BytesIO(given)) == 5
    with PillowPictures().still(BytesIO(given), 3) as shown, pikepdf.open(shown) as document:
        assert len(document.pages) == 3


def locked() -> bytes:
    document, out = pikepdf.new(), BytesIO()
    document.add_blank_page()
    document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def bomb(megabytes: int) -> bytes:
    """A few kilobytes whose catalogue is in a stream that unpacks to this much."""
    numbers = b"1 0 2 40 "
    objects = b"<</Type/Catalog/Pages 2 0 R>>".ljust(40) + b"<</Type/Pages/Kids[4 0 R]/Count 1>>"
    packing = zlib.compressobj(9)
    packed = packing.compress(numbers + objects)
    packed += b"".join(packing.compress(b" " * 1024 * 1024) for _one in range(megabytes)) + packing.flush()
    parts = [
        b"%PDF-1.7\n",
        b"3 0 obj<</Type/ObjStm/N 2/First %d/Filter/FlateDecode/Length %d>>stream\n%b\nendstream endobj\n"
        % (len(numbers), len(packed), packed),
        b"4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]>>endobj\n",
    ]
    places = [0, len(parts[0]), len(parts[0] + parts[1]), len(b"".join(parts))]
    rows = [(0, 0, 0), (2, 3, 0), (2, 3, 1), *((1, place, 0) for place in places[1:])]
    table = zlib.compress(b"".join(struct.pack(">BIH", *row) for row in rows))
    head = b"5 0 obj<</Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length %d>>" % len(table)
    return (
        b"".join(parts) + head + b"stream\n%b\nendstream endobj\nstartxref\n%d\n%%%%EOF" % (table, places[3])
    )


def test_what_unpacks_to_a_reasonable_size_is_opened() -> None:
    assert PillowPictures().page_count(BytesIO(bomb(1))) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda: PDF, "file-broken"),
        (bytes, "file-broken"),
        (lambda: hostile()[:300], "file-broken"),
        (locked, "file-locked"),
        (lambda: bomb(70), "file-broken"),
    ],
    ids=["no page", "nothing", "cut", "locked", "bomb"],
)
def test_a_pdf_that_cannot_be_opened_says_why(content: Callable[[], bytes], reason: str) -> None:
    given = content()
    for attempt in (PillowPictures().page_count, lambda stream: PillowPictures().still(stream, 1)):
        with pytest.raises(PictureRefused) as refusal:
            attempt(BytesIO(given))
        assert refusal.value.reason == reason
