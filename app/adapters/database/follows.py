"""Which agents follow which dossiers: a soft assignment, several may."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, select

from app.adapters.database.desk_models import follows
from app.adapters.database.models import accounts
from app.adapters.database.upserts import insert_pair
from app.usecases.ports import Follower


class SqlFollows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, account_id: str, dossier_id: str) -> None:
        insert_pair(self._connection, follows, {"account_id": account_id, "dossier_id": dossier_id})

    def remove(self, account_id: str, dossier_id: str) -> None:
        pair = (follows.c.account_id == account_id, follows.c.dossier_id == dossier_id)
        self._connection.execute(delete(follows).where(*pair))

    def of(self, dossier_ids: Sequence[str]) -> Mapping[str, tuple[Follower, ...]]:
        statement = (
            select(follows.c.dossier_id, accounts.c.id, accounts.c.name)
            .join(accounts, accounts.c.id == follows.c.account_id)
            .where(follows.c.dossier_id.in_(dossier_ids))
            .order_by(accounts.c.name, accounts.c.id)
        )
        found: dict[str, tuple[Follower, ...]] = {}
        for dossier_id, account_id, name in self._connection.execute(statement):
            found[dossier_id] = (*found.get(dossier_id, ()), Follower(account_id, name))
        return found
