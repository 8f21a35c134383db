"""Two windows on one draft: a table of what is taken and what waits, and the promise that nothing is lost."""

from typing import Any

from app.core.merging import EMPTY, UNKNOWN, Basis, Merged, Stored, merge
from app.core.reading import Read
from tests.core.tables import each

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


@each(
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


@each(("changed_at", "read_at", "fate"), [(0, 0, TAKEN), (3, 3, TAKEN), (4, 3, WAITS), (2, 3, TAKEN)])
@each("marks", [None, {PATH: UNKNOWN}])
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
