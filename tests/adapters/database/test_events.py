"""The history: append-only, chained, and an audit that finds what was tampered with."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from threading import Barrier

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.adapters.database.engine import make_engine
from app.adapters.database.store import SqlStore
from app.core.dossier import ALONE, Acting, event_digest
from app.usecases.ports import Store
from tests.adapters.database.cases import CAMILLE, DRAFT, HELENE, HELPED, NOW, keep


def write_three(store: Store, dossier_id: str = DRAFT.id) -> None:
    with store.transaction() as tx:
        tx.events.append(dossier_id, "started", NOW, HELPED)
        tx.events.append(dossier_id, "saved", NOW, HELPED, {"step": "vous"})
        tx.events.append(dossier_id, "submitted", NOW, HELPED)


def test_events_are_numbered_and_chained(store: Store):
    write_three(store)
    with store.reading() as tx:
        found = tx.events.of(DRAFT.id)
        assert tx.events.broken_chains() == ()
    assert [event.number for event in found] == [1, 2, 3]
    assert [event.previous for event in found] == ["", found[0].hash, found[1].hash]
    assert all(event.hash == event_digest(event) for event in found)


def test_what_append_returns_is_what_is_read_back(store: Store):
    data = {"montant": Decimal("12.50"), "taux": 0.1, "liste": (1, "é"), "profond": {"b": 1, "a": None}}
    with store.transaction() as tx:
        written = tx.events.append(DRAFT.id, "saved", NOW, HELPED, data)
    with store.reading() as tx:
        assert tx.events.of(DRAFT.id) == (written,)
        assert tx.events.broken_chains() == ()


FORGED = {
    "the same number": "id, 2, 'x'",
    "the same place": "'other', 2, previous",
    "not after the last": "'other', 4, previous",
    "a gap": "'other', 5, (SELECT hash FROM events WHERE number = 3)",
    "a used id": "id, 4, (SELECT hash FROM events WHERE number = 3)",
}
COPIED = (
    "dossier_id, kind, at, actor_name, actor_role, actor_id, actor_organisation, beneficiary_name, "
    "beneficiary_role, beneficiary_id, beneficiary_organisation, mode, mandate_id, data, hash"
)
FORGE = f"INTO events (id, number, previous, {COPIED}) SELECT {{}}, {COPIED} FROM events WHERE number = 2"
HIDDEN = (
    f"INSERT OR REPLACE INTO events (rowid, id, number, previous, {COPIED}) "
    f"SELECT 2, 'other', 4, (SELECT hash FROM events WHERE number = 3), {COPIED} FROM events WHERE number = 2"
)


def refuses(store: Store, url: str, statement: str) -> None:
    write_three(store)
    with store.reading() as tx:
        before = tx.events.of(DRAFT.id)
    engine = make_engine(url)
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    with store.reading() as tx:
        assert tx.events.of(DRAFT.id) == before


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED.keys())
def test_an_event_that_does_not_follow_is_refused(store: Store, database_url: str, forged: str):
    refuses(store, database_url, f"INSERT {FORGE.format(forged)}")


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED.keys())
def test_sqlite_replaces_no_event(sqlite_store: Store, sqlite_url: str, forged: str):
    refuses(sqlite_store, sqlite_url, f"INSERT OR REPLACE {FORGE.format(forged)}")


def test_sqlite_replaces_no_event_by_its_hidden_number(sqlite_store: Store, sqlite_url: str):
    refuses(sqlite_store, sqlite_url, HIDDEN)


STATEMENTS = ["UPDATE events SET kind = 'other'", "DELETE FROM events", "DELETE FROM events WHERE number = 2"]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses_to_rewrite_history(store: Store, database_url: str, statement: str):
    write_three(store)
    engine = make_engine(database_url)
    with pytest.raises(DBAPIError, match="ne peut être ni modifié ni effacé"), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_postgresql_refuses_to_empty_history(postgresql_url: str):
    engine = make_engine(postgresql_url)
    with pytest.raises(DBAPIError, match="ne peut être ni modifié ni effacé"), engine.begin() as connection:
        connection.execute(text("TRUNCATE events"))
    engine.dispose()


def disarm(engine: Engine) -> None:
    """What somebody with every right on the database could do."""
    with engine.begin() as connection:
        for verb in ("update", "delete"):
            table = "" if engine.dialect.name == "sqlite" else " ON events"
            connection.execute(text(f"DROP TRIGGER events_refuse_{verb}{table}"))


TAMPERED = [
    ("UPDATE events SET beneficiary_name = 'Somebody else' WHERE number = 2", [2]),
    ('UPDATE events SET data = \'{"step":"other"}\' WHERE number = 2', [2]),
    ("UPDATE events SET kind = 'opened' WHERE number = 3", [3]),
    ("UPDATE events SET hash = previous, number = 9 WHERE number = 3", [9]),
    ("DELETE FROM events WHERE number = 1", [2]),
    ("DELETE FROM events WHERE number = 2", [3]),
    ("DELETE FROM events WHERE number = 3", [3]),
    ("DELETE FROM events", [3]),
]


@pytest.mark.parametrize(("statement", "expected"), TAMPERED)
def test_an_audit_finds_the_event_that_does_not_follow(
    database_url: str, statement: str, expected: list[int]
):
    engine = make_engine(database_url)
    store = SqlStore(engine)
    write_three(store)
    disarm(engine)
    with engine.begin() as connection:
        connection.execute(text(statement))
    write_three(store, "another")
    with store.reading() as tx:
        assert tx.events.broken_chains() == tuple((DRAFT.id, number) for number in expected)
    store.close()


REFUSED = {
    "somebody who helps must be an adviser": replace(HELPED, actor=replace(CAMILLE, role="agent")),
    "nobody is helped": replace(HELPED, beneficiary=replace(HELENE, name="")),
    "the adviser helps themself": replace(HELPED, beneficiary=CAMILLE),
    "by mandate too": Acting(HELENE, HELENE, "mandat"),
    "an unknown mode": replace(ALONE, mode="autre"),
}


@pytest.mark.parametrize("acting", REFUSED.values(), ids=REFUSED.keys())
def test_the_database_refuses_help_without_two_people(store: Store, acting: Acting):
    with pytest.raises(IntegrityError), store.transaction() as tx:
        tx.events.append(DRAFT.id, "saved", NOW, acting)


def test_two_transactions_that_add_to_one_dossier_take_turns(store: Store):
    keep(store, DRAFT)
    together = Barrier(4)

    def add(_number: int) -> None:
        together.wait()
        with store.transaction() as tx:
            tx.events.append(DRAFT.id, "saved", NOW, ALONE)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add, range(4)))
    with store.reading() as tx:
        assert [event.number for event in tx.events.of(DRAFT.id)] == [1, 2, 3, 4]
        assert tx.events.broken_chains() == ()
