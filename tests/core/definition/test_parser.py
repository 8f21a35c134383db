"""What a definition becomes, what is refused in one and where, and that nothing else is ever raised."""

from decimal import Decimal
from json import dumps, loads
from pathlib import Path

import pytest

from app.core.definition import Calculated, Option
from app.core.definition.parser import canonical_hash, parse
from app.core.errors import DefinitionRefused
from tests.core.minimal_definition import edited, minimal
from tests.core.tables import each

BROKEN = Path(__file__).parents[2] / "forms" / "broken"
EXPECTED = loads((BROKEN / "expected.json").read_text("utf-8"))


def refused(raw, file="x.json"):
    with pytest.raises(DefinitionRefused) as caught:
        parse(raw, file=file)
    return caught.value.problems


def test_the_minimal_definition_is_read_whole():
    definition = parse(minimal(), file="x.json")

    assert (definition.slug, definition.version, definition.service.id) == ("demande-simple", 1, "ccas")
    assert [step.id for step in definition.steps] == ["vous", "enfants"]
    assert [field.kind for _step, field in definition.fields()] == [
        "text", "date", "choice", "yes-no", "decimal", "repeat",
    ]  # fmt: skip
    assert definition.legal.silence.months == 2
    assert definition.scenarios[1].errors == {"nom": "required"}


def test_a_field_takes_its_dress_from_the_step_and_its_rules_from_the_schema():
    definition = parse(minimal(), file="x.json")
    name, birth, situation = definition.steps[0].fields[:3]

    assert (name.label, name.required, name.autocomplete) == ("Nom de naissance", True, "family-name")
    assert name.schema["maxLength"] == 100
    assert (birth.required, birth.hint) == (False, "Par exemple : 27 3 1985")
    assert situation.options == (Option("salarie", "Salarié"), Option("retraite", "Retraité"))


def test_a_repeat_holds_its_cells_with_paths_relative_to_the_row():
    children = parse(minimal(), file="x.json").steps[1].fields[0]

    assert [(cell.path, cell.required) for cell in children.fields] == [
        ("prenom", True),
        ("naissance", False),
    ]
    assert children.row_label == "Enfant"


def test_a_dotted_path_is_required_by_its_last_level_alone():
    address = {
        "type": "object",
        "required": ["voie"],
        "properties": {
            "voie": {"type": "string", "title": "Voie", "maxLength": 80},
            "complement": {"type": "string", "title": "Complément", "maxLength": 80},
        },
    }
    raw = edited(
        ("/schema/properties/adresse", address),
        ("/steps/0/fields/-", {"path": "adresse.voie"}),
        ("/steps/0/fields/-", {"path": "adresse.complement"}),
    )
    fields = {field.path: field for _step, field in parse(raw, file="x.json").fields()}

    assert fields["adresse.voie"].required
    assert not fields["adresse.complement"].required


@each(
    ("schema", "options"),
    [
        ({"enum": ["a", "b"], "title": "T"}, (Option("a", "a", "aide"), Option("b", "b"))),
        (
            {"oneOf": [{"const": "a", "title": "A", "description": "d"}], "title": "T"},
            (Option("a", "A", "aide"),),
        ),
        (
            {"type": "array", "title": "T", "items": {"oneOf": [{"const": "a", "title": "A"}]}},
            (Option("a", "A", "aide"),),
        ),
    ],
)
def test_options_come_from_the_schema_and_hints_from_the_step(schema, options):
    raw = edited(
        ("/schema/properties/choix", schema),
        ("/steps/0/fields/-", {"path": "choix", "options": {"a": "aide"}}),
    )

    assert parse(raw, file="x.json").steps[0].fields[-1].options == options


def test_a_yes_no_question_takes_its_hints_from_the_step():
    raw = edited(("/steps/0/fields/3/options", {"oui": "À charge"}))

    assert parse(raw, file="x.json").steps[0].fields[3].options == (Option("oui", "", "À charge"),)


def test_a_calculated_answer_is_asked_of_nobody():
    formula = {"count": [{"var": "enfants"}]}
    raw = edited(
        ("/schema/properties/nombre", {"type": "integer", "title": "Nombre d’enfants"}),
        ("/schema/required/-", "nombre"),
        ("/steps/1/fields/-", {"path": "nombre"}),
        ("/calculated", [{"path": "nombre", "value": formula, "scale": 0}]),
    )
    definition = parse(raw, file="x.json")

    assert definition.calculated == (Calculated("nombre", formula, 0),)
    assert (definition.steps[1].fields[1].calculated, definition.steps[1].fields[1].required) == (
        formula,
        False,
    )


@each("cell_rule", ["when", "calculated", "check"])
def test_a_row_reads_its_earlier_cells_and_the_root_before_it(cell_rule):
    condition = {"and": [{"==": [{"var": "item.prenom"}, "Zoé"]}, {"answered": [{"var": "nom"}]}]}
    edits = {
        "when": ("/steps/1/fields/0/fields/1/when", condition),
        "calculated": (
            "/calculated",
            [{"path": "enfants[].naissance", "value": {"if": [condition, {"today": []}]}}],
        ),
        "check": ("/checks", [{"assert": condition, "at": "enfants[].naissance", "message": "Non."}]),
    }

    assert parse(edited(edits[cell_rule]), file="x.json").slug == "demande-simple"


@each("name", EXPECTED)
def test_a_broken_definition_is_refused_with_one_useful_line_rightly_spaced(name):
    expected = EXPECTED[name]
    raw = loads((BROKEN / name).read_text("utf-8"), parse_float=Decimal)

    [problem] = refused(raw, name)

    assert (problem.code, problem.pointer) == (expected["code"], expected["pointer"])
    told = f"{problem.message} {problem.fix}"
    assert expected["tells"] in told
    assert not any(mark in told for mark in (" :", " ;", " ?", " !", "« ", " »")), told
    assert str(problem).startswith(f"{name}: {problem.pointer}: {problem.code}: ")
    assert problem.fix


def test_every_broken_definition_is_expected_and_breaks_one_thing():
    files = {path.name for path in BROKEN.glob("*.json")} - {"expected.json"}

    assert files == set(EXPECTED)
    assert len(files) >= 24


@each(
    ("file", "pointers"),
    [
        ("forms/demande-simple/1.json", []),
        ("1.json", []),
        ("forms/autre/brouillon.json", []),
        ("forms/demande-simple/2.json", ["/version"]),
        ("forms/autre/1.json", ["/slug"]),
        ("forms\\autre\\3.json", ["/version", "/slug"]),
    ],
)
def test_a_numbered_file_holds_that_version_of_that_slug(file, pointers):
    if not pointers:
        assert parse(minimal(), file=file).version == 1
        return
    problems = refused(minimal(), file)

    assert [(problem.pointer, problem.code) for problem in problems] == [
        (pointer, "misplaced-file") for pointer in pointers
    ]


def test_the_hash_ignores_the_order_of_keys_and_the_writing_of_numbers():
    one = {"a": 1, "b": [Decimal("0.10"), Decimal("2.0")]}

    assert canonical_hash(one) == canonical_hash({"b": [0.1, 2], "a": 1.0})
    assert canonical_hash(one) != canonical_hash({"a": 1, "b": [2, Decimal("0.1")]})
    assert len(canonical_hash({"n": Decimal("1e999999999")})) == 64


def test_a_definition_stored_as_json_comes_back_the_same():
    raw = edited(("/schema/properties/revenu/multipleOf", Decimal("0.01")))
    definition = parse(raw, file="x.json")
    again = parse(loads(dumps(definition.raw)), file="x.json")

    assert again.hash == definition.hash == canonical_hash(raw)
    assert [field.kind for _step, field in again.fields()] == [
        field.kind for _step, field in definition.fields()
    ]


@each("raw", [None, [], "x", 1, {}, {"a": "\ud800"}, {"format": float("nan")}], ids=repr)
def test_what_is_no_definition_is_refused(raw):
    assert refused(raw)


def test_json_nested_beyond_reason_is_refused():
    deep = []
    for _floor in range(5_000):
        deep = [deep]

    assert [problem.code for problem in refused(minimal() | {"title": deep})] == ["not-json"]
