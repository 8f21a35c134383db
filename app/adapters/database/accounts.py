"""People who sign in, with their memberships. E-mail addresses are compared without capitals."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from app.adapters.database.models import accounts, memberships
from app.core.account import Account, Membership

_PLAIN = ("id", "email", "name", "organisation", "quality", "password_hash", "active")
_WITH_MEMBERSHIPS = (
    select(accounts, memberships.c.service_id, memberships.c.role)
    .select_from(accounts.outerjoin(memberships))
    .order_by(accounts.c.name, accounts.c.id, memberships.c.position)
)


class SqlAccounts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, account: Account) -> None:
        values = {name: getattr(account, name) for name in _PLAIN}
        values["email"] = _canonical(account.email)
        self._connection.execute(insert(accounts), values)
        rows = [
            {"account_id": account.id, "position": position, "service_id": item.service_id, "role": item.role}
            for position, item in enumerate(account.memberships)
        ]
        if rows:
            self._connection.execute(insert(memberships), rows)

    def get(self, account_id: str) -> Account | None:
        return self._one(accounts.c.id == account_id)

    def by_email(self, email: str) -> Account | None:
        return self._one(accounts.c.email == _canonical(email))

    def all(self) -> Sequence[Account]:
        return _gather(self._connection.execute(_WITH_MEMBERSHIPS))

    def set_password(self, account_id: str, password_hash: str) -> None:
        statement = update(accounts).where(accounts.c.id == account_id)
        self._connection.execute(statement.values(password_hash=password_hash))

    def close(self, account_id: str) -> None:
        self._connection.execute(update(accounts).where(accounts.c.id == account_id).values(active=False))

    def _one(self, condition: Any) -> Account | None:
        return next(iter(_gather(self._connection.execute(_WITH_MEMBERSHIPS.where(condition)))), None)


def _canonical(email: str) -> str:
    return email.strip().casefold()


def _gather(rows: Iterable[Row[Any]]) -> tuple[Account, ...]:
    """One account for the rows of each id: there is one row a membership."""
    return tuple(_account(list(same)) for _id, same in groupby(rows, key=lambda row: row.id))


def _account(rows: list[Row[Any]]) -> Account:
    held = tuple(Membership(row.service_id, row.role) for row in rows if row.role is not None)
    return Account(memberships=held, **{name: getattr(rows[0], name) for name in _PLAIN})
