"""Two windows on one draft: a table of what is taken and what waits, and the promise that nothing is lost."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.database.columns import read_json, write_json
from app.core.merging import EMPTY, UNKNOWN, Basis, Merged, Stored, merge, posted_marks
from app.core.reading import Read, read
from tests.core.form_building import a_field

Json = Any
PATH = "nom"
BAD = {"jour": ("quarante",), "mois": ("",), "annee": ("",)}


def stored(value: Json = None, *, typed: Json = None, revision: int = 0) -> Stored:
    """The draft with one field."""
    working = {} if value is None else {PATH: value}
    return Stored(working, {} if typed is None else {PATH: typed}, {PATH: revision})


def posted(value: Json = None, *, typed: Any = None) -> Read:
    return Read({} if typed else {PATH: value}, {PATH: (typed, "date", ("jour",))} if typed else {})


def read_by(page: Stored, revision: int = 0) -> Basis:
    """The basis of a page drawn from this draft."""
    return Basis(revision, page.marks([PATH]))


KEPT, TAKEN, WAITS = "kept", "taken", "waits"


@pytest.mark.parametrize(
    ("before", "now", "mine", "fate"),
    [
        ("A", "A", "A", KEPT),  # nothing happened
        ("A", "A", "B", TAKEN),  # only this page changed it
        ("A", "B", "A", KEPT),  # only the other window did
        ("A", "B", "B", KEPT),  # both, to the same answer
        ("A", "B", "C", WAITS),
        (None, None, None, KEPT),
        (None, None, "A", TAKEN),
        (None, "A", None, KEPT),
        (None, "A", "A", KEPT),
        (None, "A", "B", WAITS),
        ("A", "A", None, TAKEN),  # emptied here
        ("A", None, "A", KEPT),  # emptied there
        ("A", None, None, KEPT),
        ("A", None, "B", WAITS),
        ("A", "B", None, WAITS),
        (False, False, True, TAKEN),
        (None, False, True, WAITS),  # false is an answer
        (None, 0, 1, WAITS),
        (1, 1.5, 2, WAITS),
        (["a"], ["a", "b"], ["b"], WAITS),
        (["a"], ["a"], ["a", "b"], TAKEN),
        ("É", "É", "é", TAKEN),
        ({"b": 1, "a": 2}, {"a": 2, "b": 1}, {"a": 3}, TAKEN),  # the order of an object says nothing
    ],
)
def test_a_field_waits_only_when_both_sides_changed_it(
    before: Json, now: Json, mine: Json, fate: str
) -> None:
    merged = merge(posted(mine), stored(now), read_by(stored(before)))
    assert (merged.conflicts == (PATH,)) is (fate == WAITS)
    assert (PATH in merged.taken.values) is (fate == TAKEN)


@pytest.mark.parametrize(
    ("changed_at", "read_at", "fate"), [(0, 0, TAKEN), (3, 3, TAKEN), (4, 3, WAITS), (2, 3, TAKEN)]
)
@pytest.mark.parametrize("marks", [None, {PATH: UNKNOWN}])
def test_without_a_mark_the_revision_of_the_field_tells(
    changed_at: int, read_at: int, fate: str, marks: dict[str, str] | None
) -> None:
    merged = merge(posted("B"), stored("A", revision=changed_at), Basis(read_at, marks))
    assert (merged.conflicts == (PATH,)) is (fate == WAITS)


def test_a_bare_revision_is_a_page_without_marks() -> None:
    assert merge(posted("B"), stored("A", revision=4), 3).conflicts == (PATH,)
    assert merge(posted("B"), stored("A", revision=3), 3).taken.values == {PATH: "B"}


def test_what_was_not_understood_is_an_answer_like_another() -> None:
    kept = {part: list(texts) for part, texts in BAD.items()}
    page = read_by(stored(typed=kept))
    assert merge(posted(typed=BAD), stored(typed=kept), page) == Merged(Read({}, {}))
    assert merge(posted("1985-03-27"), stored(typed=kept), page).taken.values == {PATH: "1985-03-27"}
    assert merge(posted(typed=BAD), stored("1985-03-27"), read_by(stored())).conflicts == (PATH,)
    assert merge(posted(typed=BAD), stored(), read_by(stored())).taken.not_understood


def test_a_mark_tells_answers_apart_and_says_nothing_of_them() -> None:
    values = ["A", "a", "1", 1, True, "true", ["A"], {"A": 1}, "A ", '["A"]']
    marks = [stored(value).mark(PATH) for value in values]
    assert len(set(marks)) == len(values)
    assert stored().mark(PATH) == EMPTY
    assert all(len(mark) == 10 and "=" not in mark and " " not in mark for mark in marks)


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ({"type": "number"}, "19,99"),
        ({"type": "number"}, "0,1"),
        ({"type": "number", "format": "fr-amount"}, "1 250,50"),
        ({"type": "number", "format": "fr-amount"}, "1250,00"),
        ({"type": "number", "format": "fr-amount"}, "999999999999,99"),
        ({"type": "integer"}, "12 000"),
    ],
)
def test_a_number_has_the_same_mark_typed_and_once_a_draft_gives_it_back(schema: Json, text: str) -> None:
    typed = read([a_field(PATH, schema)], {PATH: {"": (text,)}})
    [mark] = posted_marks(typed).values()
    assert Stored(read_json(write_json(dict(typed.values))), {}).mark(PATH) == mark
    other = Decimal(str(typed.values[PATH])) + Decimal("0.01")
    assert stored(other).mark(PATH) != mark


NAMES = [f"f{number}" for number in range(4)]
ANSWER = st.sampled_from([None, "A", "B", 1, Decimal("1.5"), True, ["x"], {"p": "q"}])
DRAFT = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, ANSWER))


@given(before=DRAFT, now=DRAFT, mine=DRAFT, told=st.sets(st.sampled_from(NAMES)), marked=st.booleans())
def test_nothing_typed_is_ever_lost(
    before: dict[str, Json], now: dict[str, Json], mine: dict[str, Json], told: set[str], marked: bool
) -> None:
    """Each posted answer is written, already there, in conflict, or what the page had read unchanged;
    and what the other window wrote is overwritten only where the page had read it."""
    given_before, given_now = ({k: v for k, v in side.items() if v is not None} for side in (before, now))
    changed = {name: 2 for name in NAMES if given_before.get(name) != given_now.get(name)}
    draft = Stored(given_now, {}, changed)
    marks = Stored(given_before, {}).marks(NAMES) | dict.fromkeys(told, UNKNOWN)
    merged = merge(Read(mine, {}), draft, Basis(1, marks if marked else None))
    for name, value in mine.items():
        mark = posted_marks(Read({name: value}, {}))[name]
        written, waits = name in merged.taken.values, name in merged.conflicts
        there = draft.mark(name) == mark
        untouched = Stored(given_before, {}).mark(name) == mark and marked and name not in told
        assert written + waits + (there or untouched) == 1, name
        if written:
            assert merged.taken.values[name] == value
            assert name not in changed, "the other window's answer would be lost"
