"""Which agents follow which dossiers: a soft assignment, several may."""

from sqlalchemy import Connection, delete

from app.adapters.database.desk_models import follows
from app.adapters.database.upserts import insert_pair


class SqlFollows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, account_id: str, dossier_id: str) -> None:
        insert_pair(self._connection, follows, {"account_id": account_id, "dossier_id": dossier_id})

    def remove(self, account_id: str, dossier_id: str) -> None:
        pair = (follows.c.account_id == account_id, follows.c.dossier_id == dossier_id)
        self._connection.execute(delete(follows).where(*pair))
