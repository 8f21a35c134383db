"""What is put at a path is found again, and what is dropped is not."""

from hypothesis import given
from hypothesis import strategies as st

from app.core import paths


@given(st.lists(st.sampled_from(["a", "b", "c[0]", "c[2]", "d"]), min_size=1, max_size=4).map(".".join))
def test_what_is_put_is_found_again_and_what_is_dropped_is_not(path):
    answers = {}
    paths.put(answers, path, "x")
    assert paths.get(answers, path) == "x"
    paths.drop(answers, path)
    assert paths.get(answers, path) is None
