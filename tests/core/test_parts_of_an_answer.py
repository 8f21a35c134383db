"""Conditions that read a part of an address: which exist, in words, in formulas, in scenarios."""

from datetime import date

import pytest

from app.core.answers import judge
from app.core.conditions.sentences import sentence
from app.core.definition import Calculated
from app.core.definition.parser import parse
from app.core.errors import DefinitionRefused
from app.core.prefill import prefill
from tests.core.form_building import a_field, a_form, a_repeat, a_step, is_, var
from tests.core.minimal_definition import edited
from tests.core.tables import each

TODAY = date(2026, 11, 25)
ADDRESS = {"type": "object", "format": "fr-address", "title": "Adresse"}
COMMUNE = {"type": "string", "format": "fr-commune"}
RENNES = {
    "numero_voie": "1 rue X",
    "code_postal": "35000",
    "commune": "Rennes",
    "code_commune": "35238",
    "departement": "35",
    "region": "53",
    "pays": "FR",
}


def with_address(when, place="-"):
    """The minimal definition with an address, then its name asked under a condition."""
    raw = edited(("/schema/properties/adresse", ADDRESS), ("/steps/0/fields/1/when", when))
    raw["steps"][0]["fields"].insert(0 if place == "-" else 3, {"path": "adresse"})
    return raw


@each(
    "part",
    ["code_postal", "commune", "code_commune", "departement", "region", "pays", "numero_voie", "lignes"],
)
def test_every_part_of_an_address_may_be_read(part):
    parse(with_address(is_(f"adresse.{part}", "x")), file="x.json")


@each(
    ("expression", "place", "code"),
    [
        (is_("adresse.zzz", "x"), "-", "unknown-path"),
        (is_("adresse.commune.nom", "x"), "-", "unknown-path"),
        ({"<": [var("adresse.code_postal"), 35000]}, "-", "type-mismatch"),
        (is_("adresse.commune", "x"), "after", "forward-reference"),
    ],
)
def test_what_cannot_be_read_is_refused(expression, place, code):
    with pytest.raises(DefinitionRefused) as caught:
        parse(with_address(expression, place), file="x.json")
    assert code in {problem.code for problem in caught.value.problems}


def test_a_misspelt_part_in_a_scenario_is_told():
    raw = with_address(is_("adresse.region", "53"))
    raw["scenarios"][0]["answers"]["adresse"] = {"code_postale": "35000"}
    with pytest.raises(DefinitionRefused) as caught:
        parse(raw, file="x.json")
    assert caught.value.problems[0].pointer.endswith("/answers/adresse/code_postale")


def test_an_answer_opens_with_a_part_and_closes_without():
    question = a_field("quartier", when=is_("adresse.code_commune", "35238"))
    form = a_form(a_step("vous", a_field("adresse", ADDRESS), question))
    assert "quartier" in judge(form, {"adresse": RENNES}, today=TODAY).visible
    assert "quartier" not in judge(form, {"adresse": {"pays": "BE", "lignes": "x"}}, today=TODAY).visible


def test_a_formula_that_nobody_is_asked_reads_a_part_after_its_question():
    step = a_step("vous", a_field("avant"), a_field("adresse", ADDRESS))
    form = a_form(step, calculated=(Calculated("ou", var("adresse.departement")),))
    assert judge(form, {"adresse": RENNES}, today=TODAY).answers["ou"] == "35"


def test_a_row_reads_its_own_address():
    cells = (a_field("adresse", ADDRESS), a_field("note", when=is_("item.adresse.departement", "35")))
    form = a_form(a_step("lieux", a_repeat("lieux", *cells)))
    verdict = judge(form, {"lieux": [{"adresse": RENNES}, {"adresse": {"pays": "BE"}}]}, today=TODAY)
    assert "lieux[0].note" in verdict.visible
    assert "lieux[1].note" not in verdict.visible


@each(
    ("part", "code", "words"),
    [
        ("code_commune", "35238", "*Adresse, commune* est *Rennes (35)*"),
        ("departement", "2A", "*Adresse, département* est *Corse-du-Sud*"),
        ("region", "53", "*Adresse, région* est *Bretagne*"),
        ("pays", "BE", "*Adresse (pays)* est *Belgique*"),
        ("code_postal", "35000", "*Adresse (code postal)* est *35000*"),
    ],
)
def test_a_condition_on_a_part_reads_in_words(part, code, words):
    form = a_form(a_step("vous", a_field("adresse", ADDRESS)))
    assert words in sentence(is_(f"adresse.{part}", code), form).replace("35\u202f000", "35000")


def test_a_condition_on_a_commune_reads_its_name():
    form = a_form(a_step("vous", a_field("commune", COMMUNE)))
    assert "*Commune* est *Rennes (35)*" in sentence(is_("commune", "35238"), form)


def test_a_program_prefills_codes_and_addresses():
    fields = (a_field("commune", COMMUNE), a_field("adresse", ADDRESS), a_field("autre", ADDRESS))
    given = {
        "commune": "97411",
        "adresse": {
            "numero_voie": "1 rue X",
            "code_postal": "35000",
            "commune": "rennes",
            "departement": "75",
        },
        "autre": "1 rue X, Rennes",
    }
    found = prefill(a_form(a_step("vous", *fields)), given, TODAY)
    assert found.working["commune"] == "97411"
    assert found.working["adresse"] == RENNES
    assert [unfit.path for unfit in found.unfit] == ["autre"]


@each("value", ["99999", "Zzz", "<b>", 35238, ["35238"], True, {"code": "35238"}])
def test_a_prefilled_commune_that_is_none_stays_to_be_mended(value):
    found = prefill(a_form(a_step("vous", a_field("commune", COMMUNE))), {"commune": value}, TODAY)
    assert [unfit.path for unfit in found.unfit] == ["commune"]
