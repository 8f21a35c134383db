"""Official PDFs filled: what is read back, what is drawn, what goes away; on forms made here."""

import itertools
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Stream, String

from app.adapters.official.fields import fields_of
from app.adapters.official.filler import fill
from app.core.official.mapping import Place
from tests.adapters.official_pdfs import COMB, MULTILINE, a_form, boxes, text, typical
from tests.adapters.pdf_reading import flat, opened, page_count, poppler
from tests.adapters.pdf_reading import text as words_of

FRENCH = "L’œuvre de Zoë Ÿ : 12 € à Œuilly, çà et là — « été »"


def value(content: bytes, name: str) -> str:
    with opened(content) as pdf:
        return next(field.value for field in fields_of(pdf) if field.name == name)


def shown_states(content: bytes, name: str) -> list[str]:
    """What each box of a field shows."""
    with opened(content) as pdf:
        field = next(field for field in fields_of(pdf) if field.name == name)
        return [str(widget.obj.AS) for widget in field.widgets]


@pytest.mark.parametrize("flatten", [False, True])
def test_every_letter_of_french_is_written_and_read_again(flatten: bool):
    filled = fill(typical(), {"nom": FRENCH, "motif": f"{FRENCH}\n{FRENCH}"}, {}, flatten=flatten)

    assert words_of(filled.content).count(flat(FRENCH)) == 3
    assert filled.lost == ""
    fonts = poppler("pdffonts", "-", content=filled.content).splitlines()[2:]
    ours = [line for line in fonts if "GUICHT+LiberationSans" in line]
    assert ours
    assert all(" yes yes yes " in line for line in ours)


def test_a_value_stays_a_value_when_the_file_is_not_flattened():
    filled = fill(typical(), {"nom": FRENCH, "naissance": "27031985"}, {"civilite": "0", "urgent": "Oui"})

    assert value(filled.content, "nom") == FRENCH
    assert value(filled.content, "civilite") == "0"  # a state named 0 is on
    assert shown_states(filled.content, "civilite") == ["/0", "/Off"]
    assert shown_states(filled.content, "urgent") == ["/Oui"]
    with opened(filled.content) as pdf:
        assert "/NeedAppearances" not in pdf.Root.AcroForm
    assert filled.unmapped == ("motif",)


def test_each_character_of_a_comb_stands_in_the_middle_of_its_cell():
    filled = fill(typical(), {"naissance": "27031985"}, {}, flatten=True)

    assert "27031985" in words_of(filled.content)  # one text for those who copy it
    places = poppler("pdftotext", "-bbox", "-", "-", content=filled.content)
    assert 'xMin="1' in places
    with opened(filled.content) as pdf:
        drawn = b"".join(x.read_bytes() for x in pdf.pages[0].obj.Resources.XObject.values())
    starts = [float(line.split()[4]) for line in drawn.splitlines() if line.endswith(b" Tm")]
    gaps = [after - before for before, after in itertools.pairwise(starts)]
    assert len(starts) == 8
    assert all(gap == pytest.approx(20, abs=0.02) for gap in gaps)


def test_a_flattened_form_has_no_field_left_and_keeps_its_links():
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 10, 10])
    source = opened(typical())
    source.pages[0].obj.Annots.append(source.make_indirect(link))
    out = BytesIO()
    source.save(out)

    filled = fill(out.getvalue(), {"nom": "Le Goff"}, {"civilite": "1"}, flatten=True)

    with opened(filled.content) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert [str(note.Subtype) for note in pdf.pages[0].obj.Annots] == ["/Link"]
    assert "Le Goff" in words_of(filled.content)


@pytest.mark.parametrize(
    ("name", "long", "annexed"),
    [
        ("nom", "Jean-Baptiste " * 3, False),  # made smaller
        ("nom", "Jean-Baptiste " * 40, True),
        ("motif", "Je demande une aide. " * 20, False),
        ("motif", "Je demande une aide. " * 500, True),
        ("naissance", "27 mars 1985", True),  # more characters than cells
    ],
)
def test_a_long_text_shrinks_then_goes_on_in_an_annex_and_is_never_cut_in_silence(
    name: str, long: str, annexed: bool
):
    filled = fill(typical(), {name: long.strip()}, {})

    assert (filled.overflowing == (name,)) is annexed
    assert (page_count(filled.content) > 1) is annexed
    assert flat(words_of(filled.content)).count(flat(long)[-40:]) >= 1
    if annexed:
        assert "Annexe" in words_of(filled.content)


def test_a_length_of_the_form_is_kept_and_the_rest_goes_to_the_annex():
    form = a_form(text("orga", (20, 700, 500, 715), length=10))

    filled = fill(form, {"orga": "Association des amis"}, {}, labels={"orga": "Nom de l’organisme"})

    assert value(filled.content, "orga") == "Associatio"
    assert "Nom de l’organisme (page 1)" in words_of(filled.content)
    assert filled.overflowing == ("orga",)
    assert "Association des amis" in words_of(filled.content)


def test_what_no_font_can_write_is_told_and_marked():
    filled = fill(typical(), {"nom": "Éva 漢 Ω"}, {})

    assert filled.lost == "漢"
    assert "Éva □ Ω" in words_of(filled.content)


def test_boxes_without_radio_flag_and_separate_places_of_one_text_all_follow():
    form = a_form(
        boxes("CAC0", {"0": (20, 700, 30, 710), "1": (20, 680, 30, 690), "2": (20, 660, 30, 670)}),
        text("ville", (100, 700, 300, 715)),
    )

    filled = fill(form, {}, {"CAC0": "2"})

    assert shown_states(filled.content, "CAC0") == ["/Off", "/Off", "/2"]


def test_a_state_that_a_field_lacks_and_a_name_that_no_field_has_are_told():
    filled = fill(typical(), {"prenom": "Anne"}, {"civilite": "7"}, known={"nom", "motif"})

    assert filled.stateless == ("civilite",)
    assert filled.absent == ("prenom",)
    assert filled.unmapped == ("naissance", "urgent")


def test_dummy_values_are_emptied_and_hidden_marks_of_the_form_are_kept():
    form = a_form(
        text("nom", (20, 700, 300, 715), V=String("Toto")),
        text("numero_cerfa", (20, 600, 300, 615), V=String("13703")),
        boxes("accord", {"Oui": (20, 500, 30, 510)}, V=Name("/Oui")),
    )
    source = opened(form)
    source.Root.AcroForm.Fields[1].F = 2  # hidden
    out = BytesIO()
    source.save(out)

    filled = fill(out.getvalue(), {}, {})

    assert set(filled.emptied) == {"nom", "accord"}
    assert value(filled.content, "nom") == ""
    assert value(filled.content, "numero_cerfa") == "13703"
    assert "Toto" not in words_of(filled.content)


def test_rights_xfa_and_scripts_go_away_with_what_they_would_break():
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    form = a_form(
        text("nom", (20, 700, 300, 715), AA=Dictionary(K=script)),
        catalog={
            "/Perms": Dictionary(UR3=Dictionary()),
            "/Names": Dictionary(JavaScript=Dictionary(Names=[])),
        },
        form={"XFA": String("<xdp/>"), "SigFlags": 1},
    )

    filled = fill(form, {"nom": "Anne"}, {})

    with opened(filled.content) as pdf:
        assert "/Perms" not in pdf.Root
        assert "/JavaScript" not in pdf.Root.Names
        assert {"/XFA", "/SigFlags"}.isdisjoint(pdf.Root.AcroForm.keys())
        assert "/AA" not in pdf.Root.AcroForm.Fields[0]
    assert len(filled.removed) == 3


@pytest.mark.parametrize(
    ("turn", "upright"), [(0, (10, 10, 210, 30)), (90, (10, 10, 30, 210)), (270, (10, 10, 30, 210))]
)
def test_a_turned_field_is_written_along_its_own_line(turn: int, upright: Any):
    form = a_form(text("nom", upright, MK=Dictionary(R=turn)))

    filled = fill(form, {"nom": "Le Goff de Saint-Aubin"}, {}, flatten=True)

    assert "Le Goff de Saint-Aubin" in flat(poppler("pdftotext", "-raw", "-", "-", content=filled.content))
    assert filled.overflowing == ()


def test_a_flat_pdf_is_written_at_the_places_of_its_mapping():
    places = {
        "nom": Place(1, (60, 700, 300, 715)), "siret": Place(1, (60, 650, 340, 665), cells=14),
        "oui": Place(1, (60, 600, 70, 610), tick=True), "loin": Place(9, (0, 0, 10, 10)),
    }  # fmt: skip
    filled = fill(a_form(), {"nom": "Éloïse", "siret": "73282932000074"}, {"oui": "x"}, places=places)

    assert {"Éloïse", "73282932000074"} <= set(words_of(filled.content).split())
    with opened(filled.content) as pdf:
        drawings = pdf.pages[0].obj.Resources.XObject.values()
        assert len(drawings) == 3
        assert all(isinstance(drawing, Stream) for drawing in drawings)


def test_the_same_answers_give_the_same_bytes():
    first, second = (fill(typical(), {"nom": FRENCH}, {"urgent": "Oui"}).content for _time in range(2))

    assert first == second


def test_a_comb_that_is_multiline_is_no_comb():
    form = a_form(text("long", (20, 600, 300, 700), flags=COMB | MULTILINE, length=400))
    with pikepdf.open(BytesIO(form)) as pdf:
        assert [(field.comb, field.multiline) for field in fields_of(pdf)] == [(False, True)]
