"""The schema that other programs read: hidden is absent, asked is required, the rest is told in words."""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from json import loads
from pathlib import Path

import jsonschema_rs
from jsonschema import Draft202012Validator

from app.core.answers import judge
from app.core.definition.parser import parse
from app.core.definition.published_schema import published_schema
from tests.core.tables import each

ROOT = Path(__file__).parents[2]
FORMS = sorted((ROOT / "forms_definitions").glob("*/*.json"))
FORM = ROOT / "tests/browser/data/forms/suivi-en-direct/1.json"


def published(path, *edits):
    raw = loads(path.read_text("utf-8"), parse_float=Decimal)
    for edit in edits:
        edit(raw)
    return published_schema(parse(raw, file=str(path)))


def complaints(schema, answers):
    return sorted(error.message for error in Draft202012Validator(schema).iter_errors(answers))


MINIMUM = {"secret": "a", "naissance": "1985-03-27", "a_des_enfants": False, "loyer": 500}


@each("path", FORMS, ids=lambda path: path.parent.name)
def test_each_form_of_the_project_has_a_valid_schema(path):
    schema = published(path)

    jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema)
    assert schema["title"]


@each("path", FORMS, ids=lambda path: path.parent.name)
def test_what_a_scenario_submits_is_valid(path):
    raw = loads(path.read_text("utf-8"), parse_float=Decimal)
    form = parse(raw, file=str(path))
    schema = published_schema(form)

    for scenario in form.scenarios:
        today = date.fromisoformat(scenario.today or "2026-03-02")
        verdict = judge(form, scenario.answers, today=today)
        if not verdict.errors and not verdict.ineligible:
            assert complaints(schema, verdict.answers) == [], scenario.name


def test_a_hidden_question_is_forbidden_and_a_shown_one_required():
    schema = published(FORM)

    assert complaints(schema, MINIMUM) == []
    assert complaints(schema, MINIMUM | {"enfants_nombre": 2}) == ["False schema does not allow 2"]
    assert complaints(schema, MINIMUM | {"a_des_enfants": True}) == [
        "'enfants_nombre' is a required property"
    ]
    assert complaints(schema, MINIMUM | {"a_des_enfants": True, "enfants_nombre": 2}) == []


def test_a_cell_follows_its_row():
    schema = published(FORM)
    row = {"montant": 1, "rembourse": False}

    assert complaints(schema, MINIMUM | {"frais": [row]}) == []
    assert complaints(schema, MINIMUM | {"frais": [row | {"part": 1}]}) == ["False schema does not allow 1"]
    assert complaints(schema, MINIMUM | {"frais": [row | {"rembourse": True, "part": 1}]}) == []


def test_what_the_schema_cannot_say_is_told_in_french():
    properties = published(FORM)["properties"]

    assert properties["tuteur"]["$comment"] == (
        "Afficher si l’âge calculé depuis Date de naissance est inférieur à 18"
    )
    assert "$comment" in properties["excuse"]
    assert "tuteur" not in published(FORM)["required"]


def test_what_is_calculated_is_read_only():
    properties = published(FORM)["properties"]

    assert properties["total"]["readOnly"] is True
    assert properties["frais"]["items"]["properties"]["reste"]["readOnly"] is True


def test_an_object_of_which_all_may_be_hidden_is_required_with_its_first_question():
    def grouped(raw):
        properties = raw["schema"]["properties"]
        properties["conjoint"] = {
            "type": "object",
            "required": ["nom"],
            "properties": {"nom": {"type": "string", "title": "Nom", "maxLength": 80}},
        }
        raw["schema"]["required"].append("conjoint")
        when = {"==": [{"var": "a_des_enfants"}, True]}
        raw["steps"].append(
            {"id": "conjoint", "title": "Conjoint", "when": when, "fields": [{"path": "conjoint.nom"}]}
        )

    schema = published(FORM, grouped)

    assert complaints(schema, MINIMUM) == []
    asked = MINIMUM | {"a_des_enfants": True, "enfants_nombre": 1}
    assert complaints(schema, asked) == ["'conjoint' is a required property"]
    assert complaints(schema, asked | {"conjoint": {}}) == ["'nom' is a required property"]
    assert complaints(schema, MINIMUM | {"conjoint": {"nom": "x"}}) == ["False schema does not allow 'x'"]


def test_the_definition_is_left_as_it_was():
    form = parse(loads(FORM.read_text("utf-8"), parse_float=Decimal), file="x.json")
    before = deepcopy(form.raw)

    published_schema(form)

    assert form.raw == before
