"""Passwords: hashed by Argon2id, never readable."""

import pytest
from argon2 import PasswordHasher

from app.adapters.passwords import Argon2Passwords

LIGHT = Argon2Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def test_the_right_password_opens_and_another_does_not():
    hashed = LIGHT.hash("cheval agrafe pile")
    assert hashed.startswith("$argon2id$")
    assert LIGHT.verify(hashed, "cheval agrafe pile")
    assert not LIGHT.verify(hashed, "cheval agrafe pilE")


def test_the_same_password_is_hashed_differently_each_time():
    assert LIGHT.hash("cheval agrafe pile") != LIGHT.hash("cheval agrafe pile")


@pytest.mark.parametrize("hashed", ["", "plain", "$argon2id$v=19$m=8,t=1,p=1$c2FsdA$"])
def test_what_is_not_a_hash_opens_nothing(hashed: str):
    assert not LIGHT.verify(hashed, hashed)


def test_real_parameters_follow_the_recommendation():
    """OWASP: 19 MiB and two passes at least."""
    assert Argon2Passwords().hash("x").startswith("$argon2id$v=19$m=65536,t=3,")
