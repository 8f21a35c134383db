"""A table of amounts: one answer of many lines, read, judged and told line by line."""

from datetime import date
from decimal import Decimal
from json import loads
from pathlib import Path

import pytest

from app.core.answers import judge
from app.core.conditions.sentences import sentence
from app.core.definition.parser import parse
from app.core.field_types import FIELD_TYPES, NotUnderstood, kind_of
from app.core.prefill import prefill
from app.core.scenarios import run
from app.core.summary import summarise
from tests.core.form_building import a_field
from tests.core.tables import each
from tests.plain import plain

AMOUNTS = FIELD_TYPES["amounts"]
LINE = {"type": "number", "multipleOf": 0.01, "minimum": 0}
SCHEMA = {
    "type": "object",
    "format": "amounts",
    "required": ["c60"],
    "properties": {
        "c60": {**LINE, "title": "60 – Achats"},
        "c61": {**LINE, "title": "61 – Services", "maximum": 100},
    },
}
FIELD = a_field("charges", SCHEMA)
TODAY = date(2026, 3, 2)
FORM = Path(__file__).parents[2] / "usecases/data/forms/lignes/1.json"


def test_the_schema_gives_the_kind_the_inputs_and_what_conditions_read() -> None:
    assert kind_of(SCHEMA) == "amounts"
    assert AMOUNTS.parts_of(FIELD) == ("c60", "c61")
    assert AMOUNTS.attributes_of(SCHEMA) == {"c60": "number", "c61": "number"}


@each(
    ("typed", "value"),
    [
        ({"c60": ("1 250,50",), "c61": ("",)}, {"c60": Decimal("1250.5")}),
        ({"c60": ("0",), "c61": ("12 €",)}, {"c60": 0, "c61": 12}),
        ({"c60": (" ",)}, None),
        ({}, None),
    ],
)
def test_lines_left_empty_are_absent(typed, value) -> None:  # type: ignore[no-untyped-def]
    assert AMOUNTS.parse(FIELD, typed) == value


def test_what_is_shown_is_what_was_kept() -> None:
    value = {"c60": Decimal("1250.5"), "c61": 3}
    assert AMOUNTS.typed(FIELD, value) == {"c60": ("1250,50",), "c61": ("3",)}
    assert AMOUNTS.parse(FIELD, AMOUNTS.typed(FIELD, value)) == value


def test_each_line_that_is_not_understood_is_told() -> None:
    with pytest.raises(NotUnderstood) as refusal:
        AMOUNTS.parse(FIELD, {"c60": ("mille",), "c61": ("12,345",)})
    assert (refusal.value.code, refusal.value.parts) == ("type", ("c60",))
    assert [(other.code, other.parts) for other in refusal.value.others] == [("multiple-of", ("c61",))]


def test_a_wrong_line_is_told_as_any_amount() -> None:
    with pytest.raises(NotUnderstood) as refusal:
        AMOUNTS.parse(FIELD, {"c61": ("mille",)})
    told = AMOUNTS.message(FIELD, refusal.value.code, refusal.value.params)
    assert plain(told) == "Saisissez un nombre. Exemple : 1250,50"
    assert "100" in AMOUNTS.message(FIELD, "max", {"part": "c61"})
    own = a_field("charges", SCHEMA, messages={"type": "Un montant, en euros"})
    assert AMOUNTS.message(own, "type", {"parts": ("c60",)}) == "Un montant, en euros"


@each(
    ("value", "found"),
    [
        ({"c60": 1}, []),
        ({"c60": -1, "c61": 101}, [("min", "c60"), ("max", "c61")]),
        ({"c61": 1}, [("required", "c60")]),
        ({"c60": Decimal("1.005")}, [("multiple-of", "c60")]),
    ],
)
def test_each_line_is_judged_within_its_own_bounds(value, found) -> None:  # type: ignore[no-untyped-def]
    complaint = AMOUNTS.judge(FIELD, value, TODAY)
    told = [complaint, *complaint.others] if complaint else []
    assert [(one.code, one.part) for one in told] == found


def test_it_is_read_back_line_by_line() -> None:
    value = {"c60": Decimal("1250.5")}
    assert plain(AMOUNTS.read_back(FIELD, value)) == "60 – Achats : 1 250,50 €"
    assert [plain(text) for _label, text in AMOUNTS.breakdown(FIELD, value)] == ["1 250,50 €", ""]


def test_a_form_reads_its_lines_in_conditions_and_formulas() -> None:
    definition = parse(loads(FORM.read_text("utf-8"), parse_float=Decimal), file="lignes/1.json")
    assert run(definition) == ()
    told = sentence(definition.steps[3].fields[2].when, definition)
    assert plain(told) == "Afficher si *Charges, 60 – Achats* est supérieur à *1 000*"


def test_errors_of_several_lines_come_together_and_the_summary_has_every_line() -> None:
    definition = parse(loads(FORM.read_text("utf-8"), parse_float=Decimal), file="lignes/1.json")
    answers = {"compte": {"charges": {"c60": -1, "c61": 200_000}}}
    verdict = judge(definition, answers, today=TODAY)
    [error] = [error for error in verdict.errors if error.path == "compte.charges"]
    assert [one.part for one in (error, *error.others)] == ["c60", "c61"]
    lines = {line.path: line for section in summarise(definition, verdict) for line in section.lines}
    assert [label for label, _text in lines["compte.charges"].table] == [
        "60 – Achats", "61 – Services extérieurs", "62 – Autres services extérieurs",
    ]  # fmt: skip


def test_it_is_filled_in_advance_as_an_object_of_numbers_or_texts() -> None:
    definition = parse(loads(FORM.read_text("utf-8"), parse_float=Decimal), file="lignes/1.json")
    given = {"compte": {"charges": {"c60": "12,5", "c61": 3}}, "foyer": [{"revenus": [{"montant": 10}]}]}
    filled = prefill(definition, given, TODAY)
    assert filled.working["compte"]["charges"] == {"c60": Decimal("12.5"), "c61": 3}
    assert filled.working["foyer"][0]["revenus"] == [{"montant": 10}]
