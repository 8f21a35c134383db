"""A compiled condition says what the evaluator says: by examples, then for random conditions and answers."""

from datetime import date
from json import dumps
from unicodedata import normalize

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from app.core.conditions import Scope, holds
from app.core.conditions.schema import schema_of
from tests.core.tables import each
from tests.properties.typed_expressions import LITERALS, answers, node

TODAY = date(2026, 1, 15)


def var(path):
    return {"var": path}


def at_least(number):
    return {"type": "array", "contains": True, "minContains": number}


@each(
    ("condition", "schema"),
    [
        (
            {"==": [var("a.b"), "x"]},
            {
                "type": "object",
                "required": ["a"],
                "properties": {
                    "a": {"type": "object", "required": ["b"], "properties": {"b": {"const": "x"}}}
                },
            },
        ),
        (
            {">=": [{"count": [var("r")]}, 2]},
            {"type": "object", "required": ["r"], "properties": {"r": at_least(2)}},
        ),
        (
            {"<": [3, var("n")]},
            {
                "type": "object",
                "required": ["n"],
                "properties": {"n": {"type": "number", "exclusiveMinimum": 3}},
            },
        ),
        (True, True),
        (False, False),
    ],
)
def test_a_condition_is_written_as_a_schema(condition, schema):
    assert schema_of(condition) == schema


@each(
    "condition",
    [
        {"<": [{"age": [var("d")]}, 18]},
        {"<": [var("d"), "2026-01-01"]},
        {"==": [var("d"), {"today": []}]},
        {">": [{"+": [var("n"), 1]}, 2]},
        {">": [{"sum": [var("r[].n")]}, 2]},
        {"==": [var("n"), var("m")]},
        {"some": [var("r"), {"==": [var("item.t"), var("t")]}]},
        {"and": [True, {"==": [1, 1]}]},
        {">": [{"count": [var("r")]}, 1.5]},
        {"cat": ["a"]},
    ],
)
def test_what_json_schema_cannot_say_has_no_schema(condition):
    assert schema_of(condition) is None


def test_a_row_is_judged_by_itself():
    schema = schema_of({"!=": [var("item.t"), "a"]}, in_row=True)

    judge = Draft202012Validator(schema).is_valid
    assert [judge(row) for row in ({"t": "b"}, {"t": "a"}, {"t": ""}, {"t": None}, {})] == [True] + [
        False
    ] * 4
    assert schema_of({"!=": [var("t"), "a"]}, in_row=True) is None


def composed(value):
    """As the server keeps texts."""
    if isinstance(value, dict):
        return {key: composed(below) for key, below in value.items()}
    if isinstance(value, list):
        return [composed(below) for below in value]
    return normalize("NFC", value) if isinstance(value, str) else value


def leaves(before=""):
    """Every comparison that JSON Schema can say, of the questions of the root or of a row ("item.")."""
    paths = {"number": "n", "date": "d", "text": "t", "boolean": "o"}
    asked = {kind: st.just(var(before + path)) for kind, path in paths.items()}
    compared = [
        node(name, asked[kind], LITERALS[kind].map(composed)) for kind in paths for name in ("==", "!=")
    ]
    ordered = [node(name, asked["number"], LITERALS["number"]) for name in ("<", "<=", ">", ">=")]
    listed = st.lists(LITERALS["text"].map(composed), min_size=1, max_size=3)
    others = [
        node("answered", st.one_of(*asked.values())),
        node("in", asked["text"], listed),
        asked["boolean"],
    ]
    return st.one_of(*compared, *ordered, *others)


def joined(below):
    several = st.lists(below, min_size=1, max_size=3)
    return st.one_of(
        *(several.map(lambda given, name=name: {name: given}) for name in ("and", "or")),
        node("!", below),
        node("if", below, below, below),
        node("if", below, below),
    )


ROWS = st.just(var("rows"))
IN_ROW = st.recursive(leaves("item."), joined, max_leaves=3)
QUANTIFIED = st.one_of(*(node(name, ROWS, IN_ROW) for name in ("some", "all", "none")))
CONTAINED = node("contains", st.just(var("cs")), st.sampled_from(["a", "é"]))
COMPILED = st.recursive(st.one_of(leaves(), QUANTIFIED, CONTAINED), joined, max_leaves=5)


@settings(max_examples=300, deadline=None)
@given(COMPILED, st.lists(answers.map(composed), min_size=1, max_size=4))
def test_a_schema_and_the_evaluator_give_the_same_verdict(condition, cases):
    schema = schema_of(condition)
    assert schema is not None
    judge = Draft202012Validator(schema)

    for case in cases:
        assert judge.is_valid(case) is holds(condition, Scope(case, TODAY)), dumps(case, default=str)


COUNTS = st.tuples(
    st.sampled_from(["==", "!=", "<", "<=", ">", ">="]),
    st.sampled_from([{"count": [var("rows")]}, {"count": [var("rows"), {"answered": [var("item.n")]}]}]),
    st.integers(-1, 4),
).map(lambda drawn: {drawn[0]: [drawn[1], drawn[2]]})


@settings(max_examples=100, deadline=None)
@given(COUNTS, answers)
def test_counts_are_compared_as_the_evaluator_does(condition, case):
    judge = Draft202012Validator(schema_of(condition))

    assert judge.is_valid(case) is holds(condition, Scope(case, TODAY))
