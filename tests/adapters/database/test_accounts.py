"""Accounts with their memberships."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from app.core.account import Account, Membership
from app.usecases.ports import Store

NADIA = Account(
    id="a1",
    email="nadia@saint-aubin.fr",
    name="Nadia Benali",
    organisation="Ville de Saint-Aubin",
    quality="Instructrice",
    memberships=(Membership("voirie", "agent"), Membership("ccas", "agent"), Membership("ccas", "manager")),
    password_hash="hash",
)
ALONE = Account(id="a2", email="alone@saint-aubin.fr", name="Alone", active=False)


def test_an_account_comes_back_with_its_memberships_in_order(store: Store):
    with store.transaction() as tx:
        tx.accounts.add(NADIA)
        tx.accounts.add(ALONE)
    with store.reading() as tx:
        assert tx.accounts.get("a1") == NADIA
        assert tx.accounts.get("a2") == ALONE
        assert tx.accounts.get("a3") is None
        assert tx.accounts.all() == (ALONE, NADIA)


@pytest.mark.parametrize("typed", ["nadia@saint-aubin.fr", " Nadia@Saint-Aubin.FR "])
def test_an_address_is_found_whatever_its_capitals(store: Store, typed: str):
    with store.transaction() as tx:
        tx.accounts.add(replace(NADIA, email="NADIA@saint-aubin.fr"))
        assert tx.accounts.by_email(typed) == NADIA
        assert tx.accounts.by_email("other@saint-aubin.fr") is None


def test_an_address_belongs_to_one_account(store: Store):
    with store.transaction() as tx:
        tx.accounts.add(NADIA)
    with pytest.raises(IntegrityError), store.transaction() as tx:
        tx.accounts.add(replace(ALONE, email=NADIA.email))


def test_a_new_password_replaces_the_old(store: Store):
    with store.transaction() as tx:
        tx.accounts.add(NADIA)
        tx.accounts.set_password("a1", "new")
        assert tx.accounts.get("a1") == replace(NADIA, password_hash="new")


def test_a_closed_account_keeps_its_name_and_its_roles(store: Store):
    with store.transaction() as tx:
        tx.accounts.add(NADIA)
        tx.accounts.close(NADIA.id)
        assert tx.accounts.get(NADIA.id) == replace(NADIA, active=False)
