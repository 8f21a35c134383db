"""The cases kept inside a definition: what differs is told, what passes is silent."""

from app.core.definition.parser import parse
from app.core.scenarios import run
from tests.core.minimal_definition import edited
from tests.core.tables import each

CASE = {"name": "cas", "today": "2026-01-15", "answers": {"nom": "Martin"}, "steps": ["vous"], "errors": {}}
ADULTS = [{"when": {"<": [{"age": [{"var": "naissance"}]}, 18]}, "message": "Réservé aux adultes."}]
COUNT = [
    ("/schema/properties/double", {"type": "number", "title": "Double"}),
    ("/steps/0/fields/-", {"path": "double"}),
    ("/calculated", [{"path": "double", "value": {"*": [{"var": "revenu"}, 2]}}]),
]


def differences(case, *edits):
    definition = parse(edited(*edits, ("/scenarios", [CASE | case])), file="x.json")
    return [(problem.code, problem.pointer, problem.severity) for problem in run(definition)]


@each(
    ("case", "edits"),
    [
        ({}, []),
        ({"answers": {}, "errors": {"nom": "required"}}, []),
        (
            {
                "answers": {"nom": "M", "a_des_enfants": True, "enfants": [{"prenom": "Zoé"}]},
                "steps": ["vous", "enfants"],
            },
            [],
        ),
        (
            {"answers": {"nom": "M", "naissance": "2008-01-16"}, "ineligible": True},
            [("/eligibility", ADULTS)],
        ),
        ({"answers": {"nom": "M", "naissance": "2008-01-15"}}, [("/eligibility", ADULTS)]),
        ({"answers": {"nom": "M", "revenu": 1.5}, "calculated": {"double": 3}}, COUNT),
        ({"calculated": {"double": None}}, COUNT),
    ],
)
def test_a_case_that_passes_is_silent(case, edits):
    assert differences(case, *edits) == []


@each(
    ("case", "edits", "code", "pointer"),
    [
        ({"steps": ["vous", "enfants"]}, [], "scenario-steps", "/scenarios/0/steps"),
        ({"steps": []}, [], "scenario-steps", "/scenarios/0/steps"),
        ({"answers": {}}, [], "scenario-errors", "/scenarios/0/errors"),
        ({"errors": {"nom": "required"}}, [], "scenario-errors", "/scenarios/0/errors/nom"),
        ({"answers": {}, "errors": {"nom": "pattern"}}, [], "scenario-errors", "/scenarios/0/errors/nom"),
        ({"ineligible": True}, [], "scenario-eligibility", "/scenarios/0/ineligible"),
        (
            {"answers": {"nom": "M", "naissance": "2010-01-15"}},
            [("/eligibility", ADULTS)],
            "scenario-eligibility",
            "/scenarios/0/ineligible",
        ),
        (
            {"answers": {"nom": "M", "revenu": 1}, "calculated": {"double": 3}},
            COUNT,
            "scenario-calculated",
            "/scenarios/0/calculated/double",
        ),
    ],
)
def test_a_difference_is_an_error_at_its_place(case, edits, code, pointer):
    assert differences(case, *edits) == [(code, pointer, "error")]


HIDDEN = {"answers": {"nom": "M", "enfants": [{"prenom": "Zoé"}]}}


def test_an_answer_to_a_hidden_question_is_an_impossible_act():
    place = "/scenarios/0/answers/enfants/0/prenom"

    assert differences(HIDDEN) == [("scenario-answers", place, "error")]


def test_an_answer_may_be_hidden_on_purpose():
    assert differences(HIDDEN | {"hidden": ["enfants"]}) == []


@each(
    ("case", "found"),
    [
        ({"visible": ["nom", "revenu"], "hidden": ["enfants"]}, []),
        ({"visible": ["enfants"]}, [("scenario-visible", "/scenarios/0/visible/0", "error")]),
        ({"hidden": ["enfants", "nom"]}, [("scenario-hidden", "/scenarios/0/hidden/1", "error")]),
    ],
)
def test_what_is_seen_and_what_is_not_are_compared(case, found):
    assert differences(case) == found


def test_a_case_without_a_date_never_depends_on_the_clock():
    turning_18_in_2027 = {"answers": {"nom": "M", "naissance": "2009-01-15"}, "today": "", "ineligible": True}

    assert differences(turning_18_in_2027, ("/eligibility", ADULTS)) == []


def test_a_difference_names_the_case_and_the_file():
    definition = parse(edited(("/scenarios", [CASE | {"steps": []}])), file="x.json")
    [problem] = run(definition)

    assert problem.file == "demande-simple/1.json"
    assert "«\u00a0cas\u00a0»" in problem.message
    assert run(definition, file="f.json")[0].file == "f.json"
