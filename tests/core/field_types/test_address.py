"""An address: in France with its commune recognised or kept as typed, abroad in lines."""

from datetime import date

import pytest

from app.core.definition import Field
from app.core.field_types import FIELD_TYPES, NotUnderstood
from app.core.identity import identity
from tests.core.form_building import a_field, a_form, a_step
from tests.core.tables import each

TODAY = date(2026, 11, 25)
ADDRESS, HERE = FIELD_TYPES["address"], FIELD_TYPES["address-in-france"]
SCHEMA = {"type": "object", "format": "fr-address"}
FIELD = Field("adresse", "address", "Adresse", schema=SCHEMA)
BRITTANY = {"departement": "35", "region": "53", "pays": "FR"}
RENNES = {"code_postal": "35000", "commune": "Rennes", "code_commune": "35238", **BRITTANY}


def typed(**parts):
    return {part: (text,) for part, text in parts.items()}


@each(
    ("given", "value"),
    [
        ({}, None),
        ({"numero_voie": "  ", "commune": "\u200b"}, None),
        ({"choix": "35238"}, None),
        ({"pays": "FR"}, None),
        (
            {"numero_voie": "12 bis rue des Lilas", "code_postal": "35000", "commune": "rennes"},
            {"numero_voie": "12 bis rue des Lilas", **RENNES},
        ),
        (
            {"numero_voie": "1\true\nX", "code_postal": "35 000", "commune": "Rennes"},
            {"numero_voie": "1 rue X", **RENNES},
        ),
        ({"numero_voie": "1", "code_postal": "３５０００", "commune": ""}, {"numero_voie": "1", **RENNES}),
        (
            {"lieu_dit": "Kerlann", "code_postal": "35042", "commune": "Rennes Cedex 7"},
            {"lieu_dit": "Kerlann", **RENNES, "code_postal": "35042", "commune": "Rennes Cedex 7"},
        ),
        (
            {"numero_voie": "1", "code_postal": "75013", "commune": "PARIS"},
            {
                "numero_voie": "1",
                "code_postal": "75013",
                "commune": "Paris",
                "code_commune": "75113",
                "departement": "75",
                "region": "11",
                "pays": "FR",
            },
        ),
        (
            {"numero_voie": "1", "code_postal": "20200", "commune": "Bastia"},
            {
                "numero_voie": "1",
                "code_postal": "20200",
                "commune": "Bastia",
                "code_commune": "2B033",
                "departement": "2B",
                "region": "94",
                "pays": "FR",
            },
        ),
        (
            {"numero_voie": "1", "code_postal": "97400", "commune": "St Denis"},
            {
                "numero_voie": "1",
                "code_postal": "97400",
                "commune": "Saint-Denis",
                "code_commune": "97411",
                "departement": "974",
                "region": "04",
                "pays": "FR",
            },
        ),
        (
            {"numero_voie": "1", "code_postal": "98000", "commune": "Monaco"},
            {"numero_voie": "1", "code_postal": "98000", "commune": "Monaco", "pays": "FR"},
        ),
        (
            {"numero_voie": "1", "code_postal": "35000", "commune": "Truc", "choix": "autre"},
            {"numero_voie": "1", "code_postal": "35000", "commune": "Truc", **BRITTANY},
        ),
        (
            {"numero_voie": "1", "code_postal": "35000", "commune": "Truc", "choix": "35238"},
            {"numero_voie": "1", **RENNES},
        ),
        (
            {"numero_voie": "1", "code_postal": "01300", "commune": "Arbignieu", "choix": "01015"},
            {
                "numero_voie": "1",
                "code_postal": "01300",
                "commune": "Arboys en Bugey",
                "code_commune": "01015",
                "departement": "01",
                "region": "84",
                "pays": "FR",
            },
        ),
        (
            {"numero_voie": "1", "code_postal": "abc", "commune": "Rennes"},
            {"numero_voie": "1", "code_postal": "abc", "commune": "Rennes", "pays": "FR"},
        ),
        ({"commune": "<script>"}, {"commune": "<script>", "pays": "FR"}),
        ({"numero_voie": "=1+1"}, {"numero_voie": "=1+1", "pays": "FR"}),
        (
            {"pays": "BE", "lignes": "Rue Haute 1\r\n1000 Bruxelles\n"},
            {"pays": "BE", "lignes": "Rue Haute 1\n1000 Bruxelles"},
        ),
        ({"lignes": "Rue Haute 1"}, {"lignes": "Rue Haute 1"}),
        ({"pays": "BE"}, {"pays": "BE"}),
    ],
)
def test_it_is_read_from_its_parts(given, value):
    assert ADDRESS.parse(FIELD, typed(**given)) == value


@each(
    ("given", "code", "part"),
    [
        ({"code_postal": "51300"}, "address-town", "commune"),
        ({"code_postal": "35000", "commune": "Truc"}, "address-town", "commune"),
        ({"code_postal": "35000", "commune": "Truc", "choix": "75056"}, "address-town", "commune"),
        ({"code_postal": "01300", "commune": "Arbignieu"}, "address-town", "commune"),
        ({"pays": "BE", "lignes": "x", "numero_voie": "1"}, "address-both", "pays"),
        ({"pays": "BE", "commune": "Rennes"}, "address-both", "pays"),
        ({"lignes": "x", "commune": "Rennes"}, "address-both", "pays"),
        ({"pays": "XX"}, "address-country", "pays"),
        ({"pays": "Belgique", "lignes": "x"}, "address-country", "pays"),
        ({"pays": "RE" * 500_000, "lignes": "x"}, "address-country", "pays"),
    ],
)
def test_what_cannot_be_one_address_is_told(given, code, part):
    with pytest.raises(NotUnderstood) as refusal:
        ADDRESS.parse(FIELD, typed(**given))
    assert (refusal.value.code, refusal.value.parts[0]) == (code, part)
    assert len(ADDRESS.message(FIELD, code, refusal.value.params)) < 160


@each(
    ("value", "code", "part"),
    [
        ({"numero_voie": "1", **RENNES}, None, ""),
        ({"lieu_dit": "Kerlann", "code_postal": "35000", "commune": "Rennes"}, None, ""),
        ({"pays": "BE", "lignes": "Rue Haute 1"}, None, ""),
        ({}, "address-missing", "numero_voie"),
        (RENNES, "address-missing", "numero_voie"),
        ({"numero_voie": "1"}, "address-missing", "code_postal"),
        ({"numero_voie": "1", "code_postal": "35000"}, "address-missing", "commune"),
        ({"numero_voie": "1", "code_postal": "3500", "commune": "Rennes"}, "address-postcode", "code_postal"),
        (
            {"numero_voie": "1", "code_postal": "٣٥٠٠٠", "commune": "Rennes"},
            "address-postcode",
            "code_postal",
        ),
        ({"numero_voie": "1" * 101, **RENNES}, "address-long", "numero_voie"),
        ({"numero_voie": "1", "complement": "x" * 1_000_000, **RENNES}, "address-long", "complement"),
        ({"numero_voie": "1", **RENNES, "code_commune": "99999"}, "address-commune", "commune"),
        ({"numero_voie": "1", **RENNES, "departement": "75"}, "address-commune", "commune"),
        ({"numero_voie": "1", **RENNES, "region": "11"}, "address-commune", "commune"),
        ({"numero_voie": 1, **RENNES}, "type", ""),
        ({"numero_voie": ["1"], **RENNES}, "type", ""),
        ({"numero_voie": None}, "type", ""),
        ({"pays": "BE"}, "address-missing", "lignes"),
        ({"lignes": "Rue Haute 1"}, "address-missing", "pays"),
        ({"pays": "XX", "lignes": "x"}, "address-country", "pays"),
        ({"pays": "RE", "lignes": "x"}, "address-country", "pays"),
        ({"pays": "BE", "lignes": "x" * 401}, "address-long", "lignes"),
    ],
)
def test_a_stored_address_is_judged(value, code, part):
    complaint = ADDRESS.judge(FIELD, value, TODAY)
    assert (complaint and complaint.code, complaint.part if complaint else "") == (code, part)
    assert complaint is None or ADDRESS.message(FIELD, complaint.code, complaint.params)


def test_the_message_names_all_that_is_missing():
    complaint = ADDRESS.judge(FIELD, {"complement": "Bât. B"}, TODAY)
    told = ADDRESS.message(FIELD, complaint.code, complaint.params)
    assert "le numéro et la rue, ou le lieu-dit, le code postal et la commune" in told


@each(
    "value",
    [
        {"numero_voie": "1", **RENNES},
        {"numero_voie": "1", "code_postal": "35000", "commune": "Truc", **BRITTANY},
        {"numero_voie": "1", "code_postal": "98000", "commune": "Monaco", "pays": "FR"},
        {"lieu_dit": "Kerlann", **RENNES, "code_postal": "35042", "commune": "Rennes Cedex"},
        {"pays": "BE", "lignes": "Rue Haute 1\n1000 Bruxelles"},
    ],
)
def test_what_the_inputs_show_is_read_again_as_the_same_address(value):
    assert ADDRESS.parse(FIELD, ADDRESS.typed(FIELD, value)) == value


@each(
    ("value", "text"),
    [
        (
            {"numero_voie": "12 bis rue des Lilas", "complement": "Bât. B", "lieu_dit": "Kerlann", **RENNES},
            "Bât. B, 12 bis rue des Lilas, Kerlann, 35000 Rennes",
        ),
        ({"pays": "BE", "lignes": "Rue Haute 1\n1000 Bruxelles"}, "Rue Haute 1, 1000 Bruxelles, Belgique"),
        ({"pays": "XX", "lignes": "x"}, "x, XX"),
        ({"commune": "Rennes"}, "Rennes"),
        ("autre chose", ""),
    ],
)
def test_it_reads_back_as_on_an_envelope(value, text):
    assert ADDRESS.read_back(FIELD, value) == text


def test_candidates_are_those_of_the_postcode_and_what_was_written():
    values = [
        option.value for option in ADDRESS.candidates(FIELD, typed(code_postal="35000", commune="Truc"))
    ]
    assert values == ["35238", "autre"]
    assert len(ADDRESS.candidates(FIELD, typed(code_postal="51300"))) == 46
    assert ADDRESS.candidates(FIELD, typed(code_postal="35000", commune="Rennes")) == ()
    assert ADDRESS.candidates(FIELD, typed(pays="BE", lignes="x")) == ()


def test_where_no_other_country_makes_sense_none_is_accepted():
    assert "pays" not in HERE.parts
    assert HERE.judge(FIELD, {"pays": "BE", "lignes": "x"}, TODAY).code == "address-in-france"
    assert HERE.judge(FIELD, {"numero_voie": "1", **RENNES}, TODAY) is None
    assert HERE.parse(FIELD, HERE.typed(FIELD, {"numero_voie": "1", **RENNES})) == {
        "numero_voie": "1",
        **RENNES,
    }


def test_a_letter_takes_its_lines_from_the_address_of_the_person():
    form = a_form(a_step("vous", a_field("adresse", SCHEMA, autocomplete="street-address")))
    found = identity(form, {"adresse": {"numero_voie": "1 rue X", **RENNES}})
    assert found.address == ("1 rue X", "35000 Rennes")
