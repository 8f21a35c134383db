"""The name that somebody probably meant."""

from app.core.closeness import closest, keystrokes, suggestion
from tests.core.tables import each


@each(
    ("name", "near"),
    [("naisance", "naissance"), ("NAISSANCE", "naissance"), ("xyz", ""), ("", "")],
)
def test_the_closest_name_is_near_or_none(name, near):
    assert closest(name, ["nom", "naissance"]) == near


def test_a_suggestion_is_a_sentence_or_nothing():
    assert "naissance" in suggestion("naisance", ["naissance"])
    assert suggestion("naisance", []) == ""
    assert suggestion("1", [1]) != ""


@each(
    ("typed", "meant", "slips"),
    [("gmail", "gmail", 0), ("gmial", "gmail", 1), ("gmal", "gmail", 1), ("gmaill", "gmail", 1),
     ("gnail", "gmail", 1), ("", "abc", 3), ("abc", "", 3), ("ca", "abc", 3), ("hotmali", "hotmail", 1)],
)  # fmt: skip
def test_slips_of_the_keyboard_are_counted(typed, meant, slips):
    assert keystrokes(typed, meant) == slips
