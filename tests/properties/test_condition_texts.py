"""Rows and texts of conditions: what a designer sees says exactly what is kept, and comes back as it was."""

from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.conditions import Scope, formula_text, holds
from app.core.conditions import rows as condition_rows
from app.core.conditions.formula_text import FormulaRefused
from app.core.conditions.language import split
from app.core.conditions.rows import BY_TYPE, JOINS, OPERATORS, OVER, Group, Row
from app.core.definition.plain_json import plain
from tests.properties.test_conditions import TODAY
from tests.properties.typed_expressions import CODES, answers, dates, expressions

Json = Any
VALUES = {
    "boolean": st.booleans(), "number": st.integers(-5, 200), "choice": st.sampled_from(CODES),
    "choices": st.sampled_from(CODES), "date": dates,
    "text": st.text("aé 1;", min_size=1, max_size=5), "rows": st.none(),
}  # fmt: skip


@st.composite
def rows(draw: st.DrawFn) -> Row:
    kind = draw(st.sampled_from(sorted(VALUES)))
    operator = draw(st.sampled_from(BY_TYPE[kind]))
    same, over = VALUES[kind], draw(st.sampled_from(("", *OVER)))
    takes = {"same": same, "list": st.lists(same, min_size=1, max_size=3), "number": st.integers(0, 99)}
    path = draw(st.sampled_from(["nom", "a.b", "item.x"] if not over else ["r[].x", "a.r[].b.c"]))
    return Row(path, operator, draw(takes.get(OPERATORS[operator].takes, st.none())), over)


groups = st.builds(Group, st.sampled_from(JOINS), st.lists(rows(), min_size=2, max_size=3).map(tuple))
tables = st.one_of(
    st.builds(Group, st.just("and"), rows().map(lambda row: (row,))),
    st.builds(Group, st.sampled_from(JOINS), st.lists(rows() | groups, min_size=2, max_size=4).map(tuple)),
)


@settings(max_examples=40)
@given(tables)
def test_rows_come_back_from_their_expression(table: Group) -> None:
    assert condition_rows.complete(table)
    assert condition_rows.read(condition_rows.written(table)) == table


@given(expressions("boolean"), answers)
def test_rows_read_from_an_expression_say_the_same(expression: Json, said: Json) -> None:
    table = condition_rows.read(expression)
    if table is not None:
        scope = Scope(said, TODAY)
        assert holds(condition_rows.written(table), scope) == holds(expression, scope)


def _listed(expression: Json) -> Json:
    """With each operand in a list, as the writer's reader makes them."""
    node = split(expression)
    if node is None or node[0] == "var":
        return expression if node is None else {"var": node[1][0]}
    return {node[0]: [_listed(one) for one in node[1]]}


@settings(max_examples=120)
@given(st.sampled_from(["number", "boolean", "date", "text"]).flatmap(expressions))
def test_a_formula_comes_back_from_its_text(expression: Json) -> None:
    expression = plain(expression)
    assert formula_text.read(formula_text.write(expression)) == _listed(expression)


@given(st.text(alphabet='ab0,;()+-*/<>="{}[]. étouds\\', max_size=40))
def test_any_text_is_read_or_refused_never_worse(text: str) -> None:
    with suppress(FormulaRefused):
        assert _listed(formula_text.read(text)) is not None
