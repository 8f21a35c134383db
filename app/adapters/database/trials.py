"""Test dossiers beside their form: a row each, gone with its dossier."""

from collections.abc import Sequence
from dataclasses import fields

from sqlalchemy import Connection, delete, insert, select

from app.adapters.database.dossiers import read_dossier
from app.adapters.database.models import dossiers
from app.adapters.database.studio_models import trials
from app.core.dossier import Dossier
from app.core.studio import Trial

_t = trials.c


class SqlTrials:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, trial: Trial) -> None:
        values = {field.name: getattr(trial, field.name) for field in fields(trial)}
        self._connection.execute(insert(trials), values)

    def get(self, dossier_id: str) -> Trial | None:
        row = self._connection.execute(select(trials).where(_t.dossier_id == dossier_id)).one_or_none()
        return None if row is None else Trial(**row._mapping)

    def of(self, slug: str, limit: int) -> Sequence[tuple[Trial, Dossier]]:
        listed = select(trials).where(_t.slug == slug).order_by(_t.begun_at.desc(), _t.dossier_id)
        begun = [Trial(**row._mapping) for row in self._connection.execute(listed.limit(limit))]
        wanted = select(dossiers).where(dossiers.c.id.in_([one.dossier_id for one in begun]))
        found = {one.id: one for one in map(read_dossier, self._connection.execute(wanted))}
        return tuple((one, found[one.dossier_id]) for one in begun)

    def forget(self, dossier_id: str) -> None:
        """Only what is marked as a test may vanish."""
        gone = delete(dossiers).where(dossiers.c.id == dossier_id, dossiers.c.test.is_(True))
        self._connection.execute(gone)
