"""The kinds of identifiers, names and dates inside a whole form: parsed, related, played, kept from sight."""

from json import loads
from pathlib import Path

import pytest

from app.core import linting, scenarios
from app.core.definition import parser as definition_parser
from app.core.errors import DefinitionRefused
from app.core.field_types import FIELD_TYPES
from tests.core.minimal_definition import edited
from tests.core.tables import each

FILE = Path(__file__).parents[1] / "usecases/data/forms/numeros-et-dates/1.json"
FORM = definition_parser.parse(loads(FILE.read_text(encoding="utf-8")), file=FILE.name)
FIELDS = {field.path: field for _step, field in FORM.fields()}
NIR = "/schema/properties/nom"


def test_the_form_asks_for_each_of_them_and_its_scenarios_hold() -> None:
    kinds = {field.kind for field in FIELDS.values()}
    assert kinds == {
        "civility", "person-name", "partial-date", "email", "siren", "rna", "iban", "plate", "vin", "nir",
        "tax-number", "month", "time", "date-time",
    }  # fmt: skip
    assert scenarios.run(FORM, file=FILE.name) == ()


def test_the_linter_only_asks_to_mark_what_is_sensitive() -> None:
    assert {problem.code for problem in linting.lint(FORM, file=FILE.name)} == {"sensitive-word"}


def test_a_nir_is_always_sensitive_and_the_others_are_the_designer_s_choice() -> None:
    assert [path for path, field in FIELDS.items() if field.sensitive] == ["nir"]


@each("legal", [..., "", "   "])
def test_a_nir_without_the_text_that_allows_it_is_refused_with_its_place(legal: object) -> None:
    schema = {"type": "string", "format": "fr-nir", "title": "NIR", "x-legal": legal}
    if legal is ...:
        del schema["x-legal"]
    with pytest.raises(DefinitionRefused) as refused:
        definition_parser.parse(edited((NIR, schema)), file="1.json")
    for problem in refused.value.problems:
        assert problem.file == "1.json"
        assert problem.pointer.startswith(NIR)
        assert problem.message
        assert problem.fix


def test_a_nir_with_its_text_is_accepted() -> None:
    schema = {"type": "string", "format": "fr-nir", "title": "NIR", "x-legal": "Décret n° 2019-341"}
    form = definition_parser.parse(edited((NIR, schema)), file="1.json")
    assert form.steps[0].fields[0].kind == "nir"


@each(
    ("format_", "condition", "right"),
    [
        ("fr-civility", {"==": [{"var": "nom"}, "madame"]}, True),
        ("fr-civility", {"==": [{"var": "nom"}, "mademoiselle"]}, False),
        ("month", {"==": [{"var": "nom"}, "2026-11"]}, True),
        ("month", {"<": [{"var": "nom"}, {"today": []}]}, False),
        ("time", {"==": [{"var": "nom"}, 9]}, False),
        ("partial-date", {"answered": [{"var": "nom"}]}, True),
        ("partial-date", {">=": [{"age": [{"var": "nom"}]}, 18]}, False),
        ("fr-siren", {"in": [{"var": "nom"}, ["732829320"]]}, True),
        ("fr-siren", {">": [{"var": "nom"}, 3]}, False),
    ],
)
def test_conditions_know_what_these_kinds_hold(format_: str, condition: object, right: bool) -> None:
    schema = {"type": "string", "format": format_, "title": "Nom"}
    if format_ == "fr-civility":
        schema["enum"] = ["madame", "monsieur"]
    form = edited((NIR, schema), ("/steps/1/when", condition), ("/scenarios", []))
    if right:
        definition_parser.parse(form, file="1.json")
    else:
        with pytest.raises(DefinitionRefused):
            definition_parser.parse(form, file="1.json")


@each("format_", ["month", "date-time", "date"])
def test_what_has_a_day_takes_the_bounds_of_dates(format_: str) -> None:
    schema = {"type": "string", "format": format_, "title": "Nom", "formatMaximum": "today"}
    assert FIELD_TYPES[format_].date_bounds
    definition_parser.parse(edited((NIR, schema), ("/scenarios", [])), file="1.json")


@each("format_", ["time", "partial-date", "fr-siren"])
def test_what_has_none_does_not(format_: str) -> None:
    schema = {"type": "string", "format": format_, "title": "Nom", "formatMaximum": "today"}
    with pytest.raises(DefinitionRefused, match="formatMaximum"):
        definition_parser.parse(edited((NIR, schema), ("/scenarios", [])), file="1.json")
