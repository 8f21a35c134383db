"""The search for answers that satisfy conditions, against trying every answer."""

from itertools import product

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
