"""The condition language against its vectors, and its promise never to raise."""

from datetime import date
from decimal import Decimal
from json import loads
from pathlib import Path

from app.core.conditions import OPERATORS, Scope, evaluate, holds, operands
from app.core.conditions.language import ARITIES
from tests.core.tables import each

DATA = Path(__file__).parents[1] / "data"
VECTORS = loads((DATA / "conditions.json").read_text("utf-8"), parse_float=Decimal)
TODAY = date.fromisoformat(VECTORS["today"])


@each("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_an_expression_has_the_value_of_its_vector(case):
    today = date.fromisoformat(case["today"]) if "today" in case else TODAY
    value = evaluate(
        case["expression"], Scope(case.get("answers", VECTORS["answers"]), today, case.get("item"))
    )

    assert value == case["value"]
    assert isinstance(value, bool) == isinstance(case["value"], bool)  # 1 == True in Python


def test_the_vectors_are_many_and_each_has_its_own_name():
    names = [case["name"] for case in VECTORS["cases"]]

    assert len(names) >= 400
    assert len(set(names)) == len(names)


def test_the_vectors_use_every_operator():
    used = {name for case in VECTORS["cases"] for name in _names(case["expression"])}

    assert used >= set(OPERATORS)


def test_each_operator_has_one_arity_and_one_evaluation():
    assert set(OPERATORS) == set(ARITIES)


def _names(expression):
    if isinstance(expression, dict):
        yield from expression
        expression = list(expression.values())
    for below in expression if isinstance(expression, list) else ():
        yield from _names(below)


def test_answers_read_as_floats_are_taken_as_they_are_written():
    scope = Scope({"a": 0.1, "b": 0.2, "nan": float("nan"), "huge": Decimal("1e999999")}, TODAY)

    assert evaluate({"+": [{"var": "a"}, {"var": "b"}]}, scope) == Decimal("0.3")
    assert evaluate({"+": [{"var": "nan"}, 1]}, scope) is None
    assert evaluate({"*": [{"var": "huge"}, {"var": "huge"}]}, scope) is None


@each(("expression", "held"), [(True, True), (1, False), ("oui", False), (None, False)])
def test_only_true_holds(expression, held):
    assert holds(expression, Scope({}, TODAY)) is held


@each(
    ("expression", "paths"),
    [
        (True, ()),
        ({"==": [{"var": "a.b"}, {"var": "a.b"}]}, ("a.b",)),
        (
            {"some": [{"var": "rows"}, {"<": [{"var": "item.x"}, {"var": "root"}]}]},
            ("rows", "rows[].x", "root"),
        ),
        ({"==": [{"var": "item.x"}, 1]}, ("item.x",)),
        ({"sum": {"var": "rows[].x"}}, ("rows[].x",)),
    ],
)
def test_operands_are_the_paths_read_in_order_once_each(expression, paths):
    assert operands(expression) == paths


def test_a_tower_of_negations_is_worth_nothing_rather_than_a_crash():
    tower = True
    for _floor in range(50_000):
        tower = {"!": tower}

    assert evaluate(tower, Scope({}, TODAY)) is None
