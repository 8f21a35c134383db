"""Evaluation never raises, whatever the expression and the answers."""

from datetime import date
from decimal import Decimal
from json import loads
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.conditions import OPERATORS, Scope, evaluate

VECTORS = loads(
    (Path(__file__).parents[1] / "core" / "data" / "conditions.json").read_text("utf-8"), parse_float=Decimal
)


TODAY = date.fromisoformat(VECTORS["today"])


LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.text(max_size=4),
    st.sampled_from(["2026-02-30", "2026-02-28", "days", "years", "a[].b", "item.a", "a", "a.b"]),
    st.just({"today": []}), st.just({"var": "a"}), st.just({"var": "a[].b"}),
)  # fmt: skip


NODES = st.recursive(
    LEAVES,
    lambda below: st.one_of(
        st.lists(below, max_size=3),
        st.dictionaries(st.sampled_from([*OPERATORS, "a", "b", ""]), st.lists(below, max_size=3), max_size=2),
    ),
    max_leaves=10,
)


@settings(max_examples=40, deadline=None)
@given(NODES, NODES)
def test_evaluation_never_raises(expression, answer):
    value = evaluate(expression, Scope({"a": answer, "b": [{"a": answer}]}, TODAY, {"a": answer}))

    assert not isinstance(value, date)
