"""Small PDF forms made by the tests: pages with words, fields of every kind, and files made to be refused."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

Json = Any
A4 = (595, 842)
MULTILINE, COMB, RADIO, DO_NOT_SCROLL = 1 << 12, 1 << 24, 1 << 15, 1 << 23
Box = tuple[float, float, float, float]


def text(name: str, box: Box, *, flags: int = 0, length: int = 0, page: int = 0, **more: Json) -> Json:
    """A text field; `more` are keys of the field."""
    return {
        "kind": "text",
        "name": name,
        "box": box,
        "flags": flags,
        "length": length,
        "page": page,
        "more": more,
    }


def boxes(
    name: str,
    places: Mapping[str, Box],
    *,
    radio: bool = False,
    page: int = 0,
    bare: bool = False,
    **more: Json,
) -> Json:
    """Boxes by on-state, one field; bare: without any drawing but the names of their states."""
    flags = RADIO if radio else 0
    return {
        "kind": "boxes",
        "name": name,
        "places": places,
        "flags": flags,
        "page": page,
        "bare": bare,
        "more": more,
    }


def a_form(
    *fields: Json, words: Sequence[tuple[float, float, str]] = (), pages: int = 1,
    catalog: Json | None = None, form: Json | None = None, secret: str = "", drawn: bytes = b"",
) -> bytes:  # fmt: skip
    """The bytes of a PDF with these fields, and words (x, y, text) and drawings on its first page."""
    pdf = pikepdf.new()
    helvetica = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    for number in range(pages):
        shown = drawn * (number == 0) + b"".join(
            b"BT /F 10 Tf %.1f %.1f Td <%b> Tj ET\n" % (x, y, said.encode("cp1252").hex().encode())
            for x, y, said in (words if number == 0 else ())
        )
        page = Dictionary(
            Type=Name.Page, MediaBox=Array([0, 0, *A4]), Resources=Dictionary(Font=Dictionary(F=helvetica)),
            Contents=pdf.make_stream(shown or b" "), Annots=Array(),
        )  # fmt: skip
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    made = [_made(pdf, field) for field in fields]
    if made or form:
        pdf.Root.AcroForm = Dictionary(
            Fields=Array(made), DA=String("/Helv 0 Tf 0 g"), NeedAppearances=True, **(form or {})
        )
    for key, value in (catalog or {}).items():
        pdf.Root[key] = value
    out = BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(user=secret, owner=secret) if secret else False)
    return out.getvalue()


def _made(pdf: pikepdf.Pdf, field: Json) -> Any:
    return (_made_text if field["kind"] == "text" else _made_boxes)(pdf, field)


def _made_text(pdf: pikepdf.Pdf, field: Json) -> Any:
    made = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(field["name"]),
        Rect=Array(list(field["box"])), F=4, Ff=field["flags"], DA=String("/Helv 10 Tf 0 g"), **field["more"],
    ))  # fmt: skip
    if field["length"]:
        made.MaxLen = field["length"]
    pdf.pages[field["page"]].obj.Annots.append(made)
    return made


def _made_boxes(pdf: pikepdf.Pdf, field: Json) -> Any:
    whole = pdf.make_indirect(Dictionary(
        FT=Name.Btn, T=String(field["name"]), Ff=field["flags"], Kids=Array(), **field["more"]
    ))  # fmt: skip
    for state, box in field["places"].items():
        mark = Dictionary() if field["bare"] else pdf.make_stream(b" ")
        if not field["bare"]:
            mark.Type, mark.Subtype, mark.BBox = Name.XObject, Name.Form, Array([0, 0, 10, 10])
        kid = pdf.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, Parent=whole, Rect=Array(list(box)), F=4, AS=Name.Off,
            AP=Dictionary(N=Dictionary({f"/{state}": mark})),
        ))  # fmt: skip
        whole.Kids.append(kid)
        pdf.pages[field["page"]].obj.Annots.append(kid)
    return whole


def typical(**more: Json) -> bytes:
    """A form with a field of every kind, its words beside and above."""
    return a_form(
        text("nom", (170, 700, 450, 715)),
        text("naissance", (120, 670, 280, 685), flags=COMB, length=8),
        text("motif", (60, 560, 540, 620), flags=MULTILINE),
        boxes("civilite", {"0": (120, 640, 130, 650), "1": (200, 640, 210, 650)}, radio=True),
        boxes("urgent", {"Oui": (60, 530, 70, 540)}, bare=True),
        words=(
            (60, 703, "Nom de naissance :"), (60, 673, "Né(e) le :"), (133, 641, "Madame"),
            (213, 641, "Monsieur"), (60, 625, "Motif de la demande :"), (75, 531, "Demande urgente"),
        ),
        **more,
    )  # fmt: skip


def printed() -> bytes:
    """A form made to be printed: a line, cells for a date and a postcode, a box, a frame."""
    cells = [(120 + 12 * at, 670) for at in (0, 1, 3, 4, 6, 7, 8, 9)] + [
        (400 + 12 * at, 670) for at in range(5)
    ]
    return a_form(
        words=(
            (60, 703, "Nom de naissance :"), (60, 673, "Né(e) le :"), (330, 673, "Code postal :"),
            (75, 641, "Demande urgente"), (60, 625, "Motif"),
        ),
        drawn=b"0.5 w 170 700 m 450 700 l S 60 640 9 9 re S 60 560 480 60 re S "
        + b"".join(b"%d %d 12 14 re S " % cell for cell in cells),
    )  # fmt: skip
