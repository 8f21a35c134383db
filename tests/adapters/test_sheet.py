"""A fitted paper being drawn: what is shown, what shrinks, what goes on elsewhere. No PDF is made."""

from dataclasses import replace
from typing import Any

import pytest

from app.adapters.documents.places import INDENT, Place, places
from app.adapters.documents.sheet import Sheet
from app.core.definition import Option
from app.core.summary import Line, Row, Section
from tests.adapters.paper_samples import field

Json = Any
CSS = """
.v { font-size: 8pt; line-height: 3mm; }
.nom { left: 1mm; }
.nom-v { left: 2mm; width: 20.6mm; }
.recit-v, .rest-v { width: 20mm; height: 6mm; }
.recit-v { font-size: 10pt; }
.narrow-v { width: 2.6mm; }
.drawn-v { left: 3mm; }
"""
PLACES = places(CSS)
CHILD = (field("nom", "text", "Nom"), field("naissance", "date", "Né le"))
NAME = Line("nom", "Nom", "Anaïs", "Anaïs", field("nom", "text", "Nom"))
ADDRESS = {"numero_voie": "3 rue Basse", "code_postal": "99120", "commune": "Saint-Aubin", "region": "53"}
CHOICE = field("aides", "choices", "Aides", options=(Option("rsa", "RSA"), Option("apl", "APL")))
CHILDREN = Line(
    "enfants", "Enfants", "", None, field("enfants", "repeat", "Enfants", fields=CHILD),
    (Row("Enfant 1", (Line("enfants[0].nom", "Nom", "Zoé", "Zoé", CHILD[0]),
                      Line("enfants[0].naissance", "Né le", "1er mai 2015", "2015-05-01", CHILD[1]))),),
)  # fmt: skip


class TenthsOfSize:
    """Every character is a tenth of the size wide, in mm."""

    def width(self, text: str, size: float) -> float:
        return len(text) * size / 10

    def lines(self, text: str, size: float, width: float) -> int:
        room = max(1, int(width / (size / 10)))
        return sum(max(1, -(-len(part) // room)) for part in text.split("\n"))


def sheet(*lines: Line, blank: bool = False, **more: Json) -> Sheet:
    return Sheet((Section(1, "s", "S", lines),), PLACES, TenthsOfSize(), blank=blank, **more)


def test_the_places_are_read_from_the_style_sheet() -> None:
    assert PLACES["nom"] == Place(20.6 - INDENT, 8, 1)
    assert PLACES["recit"] == Place(20, 10, 2)
    assert "drawn" not in PLACES  # no width: a drawing, not a text


@pytest.mark.parametrize(
    ("text", "shown", "classes"),
    [
        ("Anaïs", "Anaïs", "s80"),
        ("Ana\n ïs", "Ana ïs", "s80"),
        ("x" * 28, "x" * 28, "s70"),
        ("", "", "s80"),
    ],
)
def test_a_text_takes_the_largest_size_that_its_place_holds(text: str, shown: str, classes: str) -> None:
    fitted = sheet(NAME).fit("nom", text, "Nom :")
    assert (fitted.text, fitted.classes) == (shown, classes)


def test_a_longer_text_shows_its_beginning_and_goes_on_whole_elsewhere_once() -> None:
    paper = sheet(NAME)
    long = "Anaïs " * 20
    for place in ("recit", "recit"):
        fitted = paper.fit(place, long, "Nom :")
        assert fitted.text.startswith("Anaïs")
        assert fitted.text.endswith("… (suite\u00a0: feuille jointe, n°\u00a01)")
        assert fitted.classes == "s70 wraps"
    paper.fit("recit", long, "Prénoms :")
    assert paper.fit("narrow", "Anaïs", "Nom :").text == "→ 3"
    assert [(one.number, one.label) for one in paper.longer] == [(1, "Nom :"), (2, "Prénoms :"), (3, "Nom :")]
    assert paper.longer[0].text == long


def test_what_was_not_shown_is_left() -> None:
    paper = sheet(NAME, replace(NAME, path="autre", text="", value=None))
    assert [line.path for line in paper.left()] == ["nom"]
    assert paper.say("nom", around="({})") == "(Anaïs)"
    assert paper.say("absent", around="({})") == ""
    assert paper.left() == ()


def test_a_choice_is_shown_when_each_of_its_codes_has_a_box() -> None:
    paper = sheet(Line("aides", "Aides", "RSA et APL", ["rsa", "apl"], CHOICE))
    assert paper.ticked("aides", "rsa")
    assert [line.path for line in paper.left()] == ["aides"]
    assert paper.ticked("aides", "apl")
    assert not paper.ticked("aides", "autre")
    assert paper.left() == ()


def test_an_address_is_shown_when_each_of_its_parts_is() -> None:
    paper = sheet(Line("ou", "Adresse", "3 rue Basse…", ADDRESS, field("ou", "address", "Adresse")))
    assert paper.say("ou.numero_voie", "house-number") == "3"
    assert paper.say("ou.numero_voie", "street") == "rue Basse"
    assert paper.say("ou.code_postal") == "99120"
    assert [line.path for line in paper.left()] == ["ou"]
    assert paper.say("ou.commune") == "Saint-Aubin"
    assert paper.left() == ()  # what follows from the commune is not asked


def test_rows_are_shown_when_each_of_their_columns_is() -> None:
    paper = sheet(CHILDREN)
    assert paper.rows("enfants", "{nom}") == ("Zoé",)
    assert paper.left() == (CHILDREN,)
    assert paper.rows("enfants", "{nom} – {naissance:JJ/MM/AAAA}") == ("Zoé – 01/05/2015",)
    assert paper.left() == ()


def test_the_strip_takes_what_has_no_place_when_it_holds_it() -> None:
    paper = sheet(NAME, notes=("Déclaré.",))
    assert paper.strip("rest", []).text == "Donné en ligne – Nom : Anaïs · Déclaré."
    assert (paper.left(), paper.notes) == ((), ())
    full = sheet(NAME, notes=("Déclaré. " * 20,))
    assert full.strip("rest", []).text == ""
    assert (full.left(), len(full.notes)) == ((NAME,), 1)
    assert sheet(CHILDREN).strip("rest", []).text == ""
    assert sheet().strip("rest", []).text == ""


def test_a_blank_form_answers_nothing_and_asks_what_the_paper_asks() -> None:
    empty = replace(NAME, text="", value=None)
    paper = sheet(empty, replace(empty, path="orientation"), replace(empty, path="nouvelle"), blank=True)
    assert paper.say("nom") == ""
    assert paper.strip("rest", ["orientation"]).text == ""
    assert [line.path for line in paper.left()] == ["nouvelle"]


def test_a_value_of_the_wrong_type_is_printed_as_it_came() -> None:
    paper = sheet(Line("ou", "Adresse", "ici", "ici", field("ou", "address", "Adresse")),
                  Line("naissance", "Né le", "hier", "hier", CHILD[1]))  # fmt: skip
    assert paper.say("ou.commune") == ""
    assert paper.say("naissance", date="JJ/MM/AAAA") == ""
    assert paper.strip("rest", []).text == "Donné en ligne – Adresse : ici · Né le : hier"
