"""Signing in: one message for every cause, wrong passwords slowed down."""

import pytest

from app.core.account import Account
from app.core.errors import NotAllowed, Throttled
from app.usecases import account
from app.usecases.ports import Ports


def test_the_right_password_signs_in_whatever_the_case_of_the_address(ports: Ports, agent: Account) -> None:
    assert account.sign_in(ports, " Agent@Exemple.FR ", "un mot de passe").id == agent.id
    assert account.find(ports, agent.id) == agent


@pytest.mark.parametrize("email", ["agent@exemple.fr", "personne@exemple.fr"])
def test_a_wrong_password_and_an_unknown_address_read_the_same(
    ports: Ports, agent: Account, email: str
) -> None:
    with pytest.raises(NotAllowed, match="Adresse électronique ou mot de passe incorrect"):
        account.sign_in(ports, email, "autre")


def test_wrong_passwords_are_slowed_down_then_forgiven(ports: Ports, agent: Account) -> None:
    for _time in range(account.WRONG_PASSWORDS):
        with pytest.raises(NotAllowed):
            account.sign_in(ports, agent.email, "autre")
    with pytest.raises(Throttled):
        account.sign_in(ports, agent.email, "un mot de passe")
    ports.clock.move(minutes=11)
    assert account.sign_in(ports, agent.email, "un mot de passe").id == agent.id


def test_a_nul_character_in_the_address_is_only_a_wrong_address(ports: Ports, agent: Account) -> None:
    with pytest.raises(NotAllowed):
        account.sign_in(ports, "\x00personne@exemple.fr", "autre")
