"""What is proven impossible is impossible: tables of conditions, and a search that never says no wrongly."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.conditions import Scope, holds
from app.core.linting.satisfiability import satisfiable
from app.core.scenarios import WITHOUT_TODAY

CLOSED = {"situation": ("salarie", "retraite"), "marie": (True, False), "certifie": (True,)}


def var(path):
    return {"var": path}


def is_(path, value):
    return {"==": [var(path), value]}


def answered(path):
    return {"answered": [var(path)]}


AGE = {"age": [var("naissance")]}
ROWS = {"some": [var("enfants"), {"<": [var("item.age"), 3]}]}
NEITHER = [{"!": is_("situation", "salarie")}, {"!": is_("situation", "retraite")}]


@pytest.mark.parametrize(
    ("conditions", "possible"),
    [
        ([is_("situation", "salarie")], True),
        ([is_("situation", "salarie"), is_("situation", "retraite")], False),
        (NEITHER, True),
        ([*NEITHER, answered("situation")], False),
        ([{"in": [var("situation"), ["salarie"]]}, is_("situation", "retraite")], False),
        ([is_("marie", True), is_("marie", False)], False),
        ([{"!": is_("certifie", True)}, answered("certifie")], False),
        ([{">": [var("n"), 18]}, {"<": [var("n"), 10]}], False),
        ([{">": [var("n"), 10]}, {"<": [var("n"), 11]}], True),
        ([{">": [var("n"), 10]}, {"<=": [var("n"), 10]}], False),
        ([{"<": [18, var("n")]}, {"<": [var("n"), 18]}], False),
        ([{"!=": [var("n"), 1]}, {"!": answered("n")}], False),
        ([{"<": [var("d"), "2026-01-01"]}, {">": [var("d"), "2026-01-02"]}], False),
        ([{">": [var("d"), "2026-01-01"]}, {"<": [var("d"), "2026-01-03"]}], True),
        ([{">=": [AGE, 18]}, {"<": [AGE, 18]}], False),
        ([{">=": [AGE, 18]}, {"!": answered("naissance")}], False),
        ([is_("t", "x"), is_("t", "y")], False),
        ([{"!=": [var("t"), "x"]}], True),
        ([ROWS, {"!": ROWS}], False),
        ([ROWS], True),
        ([{"==": [var("a"), var("b")]}], True),
        ([True], True),
        ([False], False),
    ],
)
def test_contradictions_are_found_and_nothing_else(conditions, possible):
    assert satisfiable(conditions, CLOSED.get) is possible


def test_too_much_work_proves_nothing():
    many = [{"or": [is_(f"q{n}", "a"), is_(f"q{n}", "b")]} for n in range(60)]
    impossible = [*many, is_("z", 1), is_("z", 2)]

    assert satisfiable(impossible, {}.get, most=50) is True


_ATOMS = st.sampled_from(
    [
        is_("situation", "salarie"), is_("situation", "retraite"), answered("situation"), is_("marie", True),
        {"!=": [var("marie"), True]}, answered("marie"), {">": [var("n"), 1]}, {"<=": [var("n"), 2]},
        is_("n", 2),
    ]
)  # fmt: skip
_CONDITIONS = st.recursive(
    _ATOMS,
    lambda below: st.one_of(
        below.map(lambda inner: {"!": inner}),
        st.lists(below, min_size=1, max_size=3).map(lambda several: {"and": several}),
        st.lists(below, min_size=1, max_size=3).map(lambda several: {"or": several}),
    ),
    max_leaves=6,
)
_ANSWERS = [
    {key: value for key, value in zip(("situation", "marie", "n"), values, strict=True) if value is not None}
    for values in product((None, "salarie", "retraite"), (None, True, False), (None, 0, 1, 1.5, 2, 3))
]


@settings(max_examples=60, deadline=None, database=None)
@given(condition=_CONDITIONS)
def test_the_search_agrees_with_trying_every_answer(condition):
    tried = any(holds(condition, Scope(answers, WITHOUT_TODAY)) for answers in _ANSWERS)

    assert satisfiable([condition], CLOSED.get) is tried
