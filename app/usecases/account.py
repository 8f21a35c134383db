"""Signing in and keeping accounts. Wrong passwords are counted, slowed down, and reveal nothing."""

from datetime import timedelta

from app.core.account import Account, Membership
from app.core.errors import NotAllowed, Throttled
from app.core.language import _
from app.core.plain_text import one_line
from app.usecases.ports import Ports

WRONG_PASSWORDS = 5  # in WINDOW (CNIL 2022-100: throttling)
WINDOW = timedelta(minutes=10)


def sign_in(ports: Ports, email: str, password: str) -> Account:
    """The account, or NotAllowed with one message for every cause, or Throttled."""
    address = one_line(email).lower()
    key = f"login:{address}"
    with ports.store.reading() as tx:
        if tx.throttles.failures(key, ports.clock.now() - WINDOW) >= WRONG_PASSWORDS:
            raise Throttled(int(WINDOW.total_seconds()))
        account = tx.accounts.by_email(address)
    if _opens(ports, account, password) and account is not None:
        with ports.store.transaction() as tx:
            tx.throttles.clear(key)
        return account
    with ports.store.transaction() as tx:
        tx.throttles.record(key, ports.clock.now())
    raise NotAllowed(_("Adresse électronique ou mot de passe incorrect."))


def _opens(ports: Ports, account: Account | None, password: str) -> bool:
    """Hash even for an unknown address, so that time tells nothing."""
    if account is None or not account.active:
        ports.passwords.hash(password)
        return False
    return ports.passwords.verify(account.password_hash, password)


def find(ports: Ports, account_id: str) -> Account | None:
    """The account of a signed-in session, or None when it is gone or closed."""
    with ports.store.reading() as tx:
        account = tx.accounts.get(account_id)
    return account if account is not None and account.active else None


def create(
    ports: Ports,
    *,
    email: str,
    name: str,
    password: str,
    memberships: tuple[Membership, ...],
    organisation: str = "",
    quality: str = "",
) -> Account:
    """Keep a new account; the address is its name at sign-in."""
    account = Account(
        id=ports.ids.new(),
        email=one_line(email).lower(),
        name=name,
        organisation=organisation,
        quality=quality,
        memberships=memberships,
        password_hash=ports.passwords.hash(password),
    )
    with ports.store.transaction() as tx:
        tx.accounts.add(account)
    return account
