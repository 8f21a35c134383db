"""Each rule of the linter finds its case, at its place, with a cause and a fix; and only that."""

from json import loads
from pathlib import Path

from app.core.definition.parser import parse
from app.core.linting import lint
from app.core.linting.patterns import nested_repetition, repeated_choice
from tests.core.minimal_definition import edited
from tests.core.tables import each

CASES = loads((Path(__file__).parents[2] / "forms" / "unwise" / "cases.json").read_text("utf-8"))
# What one fault brings along: a page or an answer that nobody reaches.
_FOLLOWS = {
    "unreachable-step",
    "required-never-reached",
    "never-visible",
    "contradicts-step",
    "negation-over-hidden",
}


def findings(*edits):
    return lint(parse(edited(*edits), file="x.json"), file="x.json")


@each("case", CASES, ids=lambda case: case["name"])
def test_each_fault_is_found_at_its_place(case):
    found = findings(*map(tuple, case["edits"]))

    assert (case["code"], case["pointer"], case["severity"]) in [
        (p.code, p.pointer, p.severity) for p in found
    ]
    assert {problem.code for problem in found} <= {case["code"], *_FOLLOWS}
    assert all(problem.message and problem.fix for problem in found)


@each(
    "edits",
    [
        [
            (
                "/steps/1/when",
                {"or": [{"==": [{"var": "situation"}, "salarie"]}, {">": [{"var": "revenu"}, 10]}]},
            )
        ],
        [("/steps/1/fields/0/when", {">": [{"var": "revenu"}, 10]})],
        [("/steps/0/fields/4/when", {">=": [{"age": [{"var": "naissance"}]}, 18]})],
        [("/checks", [{"assert": {"<": [{"var": "revenu"}, 5]}, "at": "revenu", "message": "Non."}])],
        [("/eligibility", [{"when": {"<": [{"var": "revenu"}, 5]}, "message": "Non."}])],
        [("/schema/properties/nom/title", "SIRET")],
        [("/schema/properties/revenu", {"type": "number", "title": "R", "minimum": 5, "maximum": 5})],
    ],
)
def test_what_may_happen_is_not_told(edits):
    assert findings(*edits) == ()


@each(
    ("regex", "dangerous"),
    [
        (r"(a+)+", True), (r"(a*)*", True), (r"((ab)+c)*", True), (r"(?:\d+,?)+", True), (r"(a+){2,}", True),
        (r"([a-z]+)*$", True), (r"a+b+", False), (r"(ab)+", False), (r"(a+)b", False), (r"(a+){2}", False),
        (r"\(a+\)+", False), (r"[(a+)+]", False), (r"[\](a+)+]", False), ("", False),
        ("(", False), ("a{", False),
        (r"(.*a){25}", True), (r"(a*){1,30}", True),
    ],
)  # fmt: skip
def test_a_repetition_of_a_repetition_is_seen(regex, dangerous):
    assert nested_repetition(regex) is dangerous


@each(
    ("regex", "ambiguous"),
    [
        (r"^(a|aa)+$", True), (r"^(a|a?)+$", True), (r"(?:\w|\d)*", True), (r"([a-z]|[m-p]x)+", True),
        (r"(.|a){1,50}", True), (r"(a|b)+", False), (r"(ab|ac)+", False), (r"(a|aa)", False),
        (r"(a|aa){2}", False), (r"\(a|aa\)+", False), (r"([0-9]|[a-z])+", False),
        (r"(|a)+", False), ("(", False),
    ],
)  # fmt: skip
def test_a_repeated_choice_of_two_readings_is_seen(regex, ambiguous):
    assert repeated_choice(regex) is ambiguous


def test_a_form_of_many_conditions_is_read_quickly():
    chained = [(f"/schema/properties/q{n}", {"type": "boolean", "title": "Q", "x": 1}) for n in range(40)]
    fields = [
        {"path": f"q{n}"} | ({"when": {"==": [{"var": f"q{n - 1}"}, True]}} if n else {}) for n in range(40)
    ]
    found = findings(*chained, ("/steps/-", {"id": "q", "title": "Q", "fields": fields}))

    assert {problem.code for problem in found} == {"unknown-keyword", "long-step"}


def test_a_long_form_with_chapters_is_not_too_long():
    names = [f"q{n}" for n in range(12)]
    schemas = [(f"/schema/properties/{name}", {"type": "boolean", "title": "Q"}) for name in names]
    steps = [("/steps/-", {"id": name, "title": "Q", "fields": [{"path": name}]}) for name in names]
    ids = ["vous", "enfants", *names]
    chapters = [{"title": "A", "steps": ids[:7]}, {"title": "B", "steps": ids[7:]}]

    assert {problem.code for problem in findings(*schemas, *steps)} == {"many-steps"}
    assert findings(*schemas, *steps, ("/chapters", chapters)) == ()
