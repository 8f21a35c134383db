"""The name that somebody probably meant."""

import pytest

from app.core.closeness import closest, suggestion


@pytest.mark.parametrize(
    ("name", "near"),
    [("naisance", "naissance"), ("NAISSANCE", "naissance"), ("xyz", ""), ("", "")],
)
def test_the_closest_name_is_near_or_none(name, near):
    assert closest(name, ["nom", "naissance"]) == near


def test_a_suggestion_is_a_sentence_or_nothing():
    assert "naissance" in suggestion("naisance", ["naissance"])
    assert suggestion("naisance", []) == ""
    assert suggestion("1", [1]) != ""
