"""Codes and digests derived from the signing key."""

import re

import pytest

from app.adapters.keys import SigningKeys
from app.core.dossier import REFERENCE_ALPHABET

KEYS = SigningKeys(b"a secret of tests, 32 bytes long")


def test_a_code_is_spelled_in_three_groups_without_look_alikes():
    codes = {KEYS.code(f"dossier{n}", 0) for n in range(200)}
    assert len(codes) == 200
    assert all(
        re.fullmatch(rf"([{REFERENCE_ALPHABET}]{{4}}-){{2}}[{REFERENCE_ALPHABET}]{{4}}", c) for c in codes
    )


def test_a_code_is_always_the_same_for_one_dossier_and_generation():
    assert KEYS.code("1", 0) == KEYS.code("1", 0)
    others = [KEYS.code("1", 1), KEYS.code("2", 0), SigningKeys(b"another secret key").code("1", 0)]
    assert KEYS.code("1", 0) not in others


def typed(change) -> str:
    return change(KEYS.code("1", 0))


FORGIVEN = {
    "as given": lambda code: code,
    "small letters": str.lower,
    "spaces": lambda code: f" {code.replace('-', ' ')} ",
    "no groups": lambda code: code.replace("-", ""),
    "another dash": lambda code: code.replace("-", "–"),
}


@pytest.mark.parametrize("change", FORGIVEN.values(), ids=FORGIVEN.keys())
def test_case_spaces_and_dashes_are_forgiven(change):
    assert KEYS.code_matches(typed(change), "1", 0)


REFUSED = {
    "empty": lambda _code: "",
    "cut": lambda code: code[:-1],
    "longer": lambda code: code + "A",
    "turned round": lambda code: code[::-1],
    "not ASCII": lambda code: code[:-1] + "é",
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED.keys())
def test_another_code_is_refused(change):
    assert not KEYS.code_matches(typed(change), "1", 0)


def test_a_code_stops_working_with_the_next_generation():
    assert not KEYS.code_matches(KEYS.code("1", 0), "1", 1)


def test_a_digest_depends_on_the_key_and_is_no_code():
    assert re.fullmatch(r"[0-9a-f]{64}", KEYS.digest("session"))
    assert KEYS.digest("session") == KEYS.digest("session")
    assert KEYS.digest("session") != SigningKeys(b"another secret key").digest("session")


def test_a_short_key_is_refused():
    with pytest.raises(ValueError, match="at least"):
        SigningKeys(b"short")
