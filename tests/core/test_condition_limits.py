"""Each rule of the language (design, section 4) as a form meets it: in the parser and in the verdict."""

from datetime import date

from app.core.answers import judge
from app.core.definition.parser import parse
from app.core.errors import DefinitionRefused
from app.core.paths import ROW_LIMIT
from tests.core.minimal_definition import edited
from tests.core.tables import each

TODAY = date(2026, 3, 2)


def var(path):
    return {"var": path}


def codes(*edits):
    """The codes of the problems of the minimal form once edited; empty when it is accepted."""
    try:
        parse(edited(*edits), file="x.json")
    except DefinitionRefused as refusal:
        return [problem.code for problem in refusal.problems]
    return []


def tower(floors):
    return True if floors == 0 else {"!": [tower(floors - 1)]}


@each(
    ("when", "code"),
    [
        ({"==": [var("nom"), "x"]}, ""),
        ({"==": [var("revenu"), 1]}, "forward-reference"),  # asked after
        ({"answered": [var("situation")]}, "forward-reference"),  # the question itself
        ({"==": [var("nom"), 1]}, "type-mismatch"),
        ({"<": [var("nom"), "b"]}, "ordering-on-text"),
        ({"cat": [var("nom")]}, "unknown-operator"),
        (tower(15), ""),
        (tower(16), "expression-too-large"),
        ({"or": [True] * 199}, ""),
        ({"or": [True] * 200}, "expression-too-large"),
    ],
)
def test_a_form_is_refused_or_accepted_for_its_condition(when, code):
    assert codes(("/steps/0/fields/2/when", when)) == ([code] if code else [])


def visible(when, answers):
    form = parse(edited(("/steps/0/fields/4/when", when)), file="x.json")
    return "revenu" in judge(form, answers, today=TODAY).visible


@each(
    ("when", "answers", "shown"),
    [
        ({"!=": [var("situation"), "salarie"]}, {}, False),  # unanswered differs from nothing
        ({"!=": [var("situation"), "salarie"]}, {"situation": "retraite"}, True),
        ({"!": {"==": [var("situation"), "salarie"]}}, {}, True),
        ({"<": [{"age": [var("naissance")]}, 18]}, {}, False),
        ({"<": [{"age": [var("naissance")]}, 18]}, {"naissance": "2008-03-03"}, True),
        ({"<": [{"age": [var("naissance")]}, 18]}, {"naissance": "2008-03-02"}, False),
    ],
)
def test_what_is_unanswered_opens_nothing(when, answers, shown):
    assert visible(when, answers) is shown


def test_arithmetic_on_an_unanswered_question_is_unanswered():
    raw = edited(
        ("/calculated", [{"path": "double", "value": {"*": [var("revenu"), 2]}}]),
        ("/schema/properties/double", {"type": "number", "title": "Double"}),
    )
    raw["steps"][0]["fields"].append({"path": "double"})
    form = parse(raw, file="x.json")

    assert "double" not in judge(form, {}, today=TODAY).answers
    assert judge(form, {"revenu": 4}, today=TODAY).answers["double"] == 8


def test_a_condition_never_reads_more_rows_than_the_limit():
    form = parse(edited(("/schema/properties/enfants/maxItems", ROW_LIMIT)), file="x.json")
    many = {"a_des_enfants": True, "enfants": [{"prenom": "Zoé"}] * (ROW_LIMIT + 200)}
    verdict = judge(form, many, today=TODAY)

    assert len(verdict.answers["enfants"]) == ROW_LIMIT + 1
    assert [error.code for error in verdict.errors if error.path == "enfants"] == ["max-items"]
