"""A definition changed at random is read or refused, and nothing else."""

from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.definition.parser import parse
from app.core.errors import DefinitionRefused
from tests.core.minimal_definition import minimal

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.just([]),
    st.just({}),
    st.just({"var": "nom"}),
    st.just(["string"]),
    st.just({"type": "object"}),
    st.just([{}]),
    st.just("enfants"),
    st.just({"type": "array", "items": {"type": "object", "properties": {}}}),
    st.just({"oneOf": [{"const": []}]}),
)


def _places(value, place=()):
    yield place
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _places(below, (*place, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _places(below, (*place, index))


PLACES = [place for place in _places(minimal()) if place]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), ODD), min_size=1, max_size=2))
def test_a_mutated_definition_is_read_or_refused_and_nothing_else(mutations):
    raw = minimal()
    for place, value in mutations:
        target = raw
        for key in place[:-1]:
            target = target[key] if _has(target, key) else None
        if _has(target, place[-1]):
            target[place[-1]] = deepcopy(value)

    assert _read_or_told(raw)


def _read_or_told(raw):
    try:
        return parse(raw, file="x.json").steps
    except DefinitionRefused as refusal:
        return all(problem.message and problem.fix for problem in refusal.problems)


def _has(target, key):
    return (
        key in target if isinstance(target, dict) else isinstance(target, list) and key in range(len(target))
    )
