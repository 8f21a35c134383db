"""Checking an expression never raises."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.conditions.rules import RULES
from app.core.conditions.typing import check

TYPES = {
    "nom": "text", "n": "number", "oui": "boolean", "date": "date", "code": "choice", "codes": "choices",
    "pieces": "file", "rows": "rows", "rows[].n": "number", "rows[].d": "date", "rows[].t": "text",
    "rows[].sous": "rows", "rows[].sous[].n": "number",
}  # fmt: skip


CODES = {"code": ("salarie", "retraite"), "codes": ("a", "b")}


def flaws(expression, expects="boolean", types=TYPES):
    found = check(
        expression, types.get, pointer="/when", expects=expects, codes_of=lambda path: CODES.get(path, ())
    )
    return [(flaw.code, flaw.pointer) for flaw in found]


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=3),
        st.sampled_from(list(TYPES)),
    ),
    lambda below: st.one_of(
        st.lists(below, max_size=3),
        st.dictionaries(st.sampled_from([*RULES, "x"]), below | st.lists(below, max_size=3), max_size=2),
    ),
    max_leaves=8,
)


@settings(max_examples=40, deadline=None)
@given(JSON)
def test_checking_never_raises(expression):
    assert isinstance(flaws(expression), list)
