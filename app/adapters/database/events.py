"""The history of dossiers: append-only, each event chained to the one before by its digest.

The database itself refuses UPDATE, DELETE and an INSERT that does not follow, and keeps beside where
each history ends (triggers in `migrations/`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, exists, insert, select

from app.adapters.database.columns import read_json, write_json
from app.adapters.database.models import dossiers, event_ends, events
from app.adapters.database.people import acting_of, acting_values
from app.core.dossier import Acting, Event, event_digest

Json = Any
# Histories whose last event is no longer there.
_CUT_SHORT = (
    select(event_ends.c.dossier_id, event_ends.c.number)
    .where(
        ~exists().where(
            events.c.dossier_id == event_ends.c.dossier_id,
            events.c.number == event_ends.c.number,
            events.c.hash == event_ends.c.hash,
        )
    )
    .order_by(event_ends.c.dossier_id)
)
_IN_ORDER = select(events).order_by(events.c.dossier_id, events.c.number)


class SqlEvents:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(
        self, dossier_id: str, kind: str, at: datetime, acting: Acting, data: Mapping[str, Json] | None = None
    ) -> Event:
        number, previous = self._last(dossier_id)
        unsigned = Event(
            id=f"{dossier_id}.{number + 1}",
            dossier_id=dossier_id,
            number=number + 1,
            kind=kind,
            at=at.astimezone(UTC),
            acting=acting,
            # As it will be read back: what is digested today must be what is digested in an audit.
            data=read_json(write_json(data or {})),
            previous=previous,
        )
        event = replace(unsigned, hash=event_digest(unsigned))
        self._connection.execute(insert(events), _values(event))
        return event

    def of(self, dossier_id: str) -> Sequence[Event]:
        rows = self._connection.execute(_IN_ORDER.where(events.c.dossier_id == dossier_id))
        return tuple(map(event_of, rows))

    def all_of(self, dossier_ids: Sequence[str]) -> Mapping[str, Sequence[Event]]:
        found: dict[str, list[Event]] = {id_: [] for id_ in dossier_ids}
        for row in self._connection.execute(_IN_ORDER.where(events.c.dossier_id.in_(list(found)))):
            found[row.dossier_id].append(event_of(row))
        return found

    def broken_chains(self) -> Sequence[tuple[str, int]]:
        rows = self._connection.execute(_IN_ORDER.execution_options(yield_per=500))
        breaks = tuple(_breaks(map(event_of, rows)))
        told = {dossier_id for dossier_id, _number in breaks}
        missed = self._connection.execute(_CUT_SHORT).all()
        return (*breaks, *((dossier_id, number) for dossier_id, number in missed if dossier_id not in told))

    def _last(self, dossier_id: str) -> tuple[int, str]:
        if self._connection.dialect.name == "postgresql":
            # Two transactions that add to one dossier take turns, or both would be number n + 1.
            held = select(dossiers.c.id).where(dossiers.c.id == dossier_id)
            self._connection.execute(held.with_for_update(key_share=True))
        statement = (
            select(events.c.number, events.c.hash)
            .where(events.c.dossier_id == dossier_id)
            .order_by(events.c.number.desc())
            .limit(1)
        )
        row = self._connection.execute(statement).one_or_none()
        return (0, "") if row is None else (row.number, row.hash)


def _breaks(chain: Iterable[Event]) -> Iterator[tuple[str, int]]:
    dossier_id, number, previous = "", 0, ""
    for event in chain:
        if event.dossier_id != dossier_id:
            number, previous = 0, ""
        follows = event.number == number + 1 and event.previous == previous
        if not follows or event.hash != event_digest(event):
            yield event.dossier_id, event.number
        dossier_id, number, previous = event.dossier_id, event.number, event.hash


def _values(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "dossier_id": event.dossier_id,
        "number": event.number,
        "kind": event.kind,
        "at": event.at,
        **acting_values(event.acting),
        "data": event.data,
        "previous": event.previous,
        "hash": event.hash,
    }


def event_of(row: Row[Any]) -> Event:
    """The event of a row that has its columns."""
    return Event(
        id=row.id,
        dossier_id=row.dossier_id,
        number=row.number,
        kind=row.kind,
        at=row.at,
        acting=acting_of(row),
        data=row.data,
        previous=row.previous,
        hash=row.hash,
    )
