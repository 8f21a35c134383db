"""Transactions: all or nothing, readers that never wait, a database out of reach told in French."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Event

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.adapters.database.engine import POOLED, DatabaseUnreachable, make_engine, read_url
from app.adapters.database.store import SqlStore
from app.adapters.database.upgrade import is_current, upgrade
from app.usecases.ports import Store
from tests.adapters.database.cases import DRAFT, NOW, effect, keep


def test_an_exception_rolls_everything_back(store: Store):
    keep(store)

    def add_then_fail() -> None:
        with store.transaction() as tx:
            tx.dossiers.add(DRAFT)
            tx.events.append(DRAFT.id, "started", NOW, DRAFT.acting)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        add_then_fail()
    with store.reading() as tx:
        assert tx.dossiers.by_reference(DRAFT.reference) is None
        assert tx.events.of(DRAFT.id) == ()


def test_an_effect_may_be_written_before_its_dossier_but_not_without(store: Store):
    keep(store)
    with store.transaction() as tx:
        tx.effects.add(effect())
        tx.dossiers.add(DRAFT)
    with pytest.raises(IntegrityError), store.transaction() as tx:
        tx.effects.add(effect("e2", dossier_id="nobody"))


def test_a_dossier_cannot_be_kept_without_its_definition(store: Store):
    with pytest.raises(IntegrityError), store.transaction() as tx:
        tx.dossiers.add(DRAFT)


def test_reading_refuses_to_write(store: Store):
    with pytest.raises(DBAPIError, match=r"(?i)read-?only"), store.reading() as tx:
        tx.throttles.record("key", NOW)
    with store.transaction() as tx:
        tx.throttles.record("key", NOW)


def test_an_error_of_the_database_does_not_tell_the_answers(store: Store):
    keep(store, DRAFT)
    with pytest.raises(IntegrityError) as told, store.transaction() as tx:
        tx.dossiers.add(
            replace(DRAFT, reference="other", email="camille@secret.fr", working={"nom": "Secret"})
        )
    assert "ecret" not in str(told.value)


def test_a_reader_does_not_wait_for_a_writer(store: Store):
    keep(store, DRAFT)
    with store.transaction() as writing:
        writing.throttles.record("key", NOW)
        with store.reading() as reading:
            assert reading.dossiers.by_reference(DRAFT.reference) is not None
            assert reading.throttles.failures("key", NOW) == 0


def test_a_child_process_does_not_use_its_parents_connection(store: Store):
    keep(store, DRAFT)
    child = os.fork()
    if child == 0:
        with store.transaction() as tx:
            tx.throttles.record("key", NOW)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    with store.reading() as tx:
        assert tx.throttles.failures("key", NOW) == 1


def test_sqlite_is_opened_as_a_server_should(sqlite_url: str):
    engine = make_engine(sqlite_url)
    with engine.connect() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


LIMITS = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "1min",
}


@pytest.mark.parametrize("chosen", ["", "&options=-c%20lock_timeout%3D3s"])
def test_postgresql_waits_for_nothing_without_end(postgresql_url: str, chosen: str):
    engine = make_engine(postgresql_url + chosen)
    with engine.connect() as connection:
        told = {name: connection.exec_driver_sql(f"SHOW {name}").scalar() for name in LIMITS}
    engine.dispose()
    assert told == (LIMITS | {"lock_timeout": "3s"} if chosen else LIMITS)


def test_more_threads_than_pooled_connections_do_not_wait_for_one(store: Store):
    together = Barrier(POOLED + 4, timeout=20)

    def read(_thread: int) -> int:
        with store.reading() as tx:
            together.wait()  # every thread holds its connection at the same moment
            return tx.throttles.failures("key", NOW)

    with ThreadPoolExecutor(POOLED + 4) as threads:
        assert set(threads.map(read, range(POOLED + 4))) == {0}


def test_threads_that_write_take_turns(store: Store):
    def write(_thread: int) -> None:
        with store.transaction() as tx:
            seen = tx.throttles.failures("key", NOW)
            tx.throttles.record(f"key {seen}", NOW)
            tx.throttles.record("key", NOW)

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(write, range(64)))
    with store.reading() as tx:
        assert tx.throttles.failures("key", NOW) == 64


def test_a_thread_that_waits_to_write_is_woken_at_once(sqlite_store: Store):
    """SQLite alone looks again each tenth of a second: under load, some would wait for seconds."""

    def wait_after(seconds: float) -> float:
        held, ended = Event(), []

        def hold() -> None:
            with sqlite_store.transaction():
                held.set()
                time.sleep(seconds)
            ended.append(time.monotonic())

        with ThreadPoolExecutor(1) as other:
            done = other.submit(hold)
            held.wait()
            with sqlite_store.transaction():
                begun = time.monotonic()
            done.result()
        return begun - ended[0]

    assert min(wait_after(0.95) for _time in range(3)) < 0.03


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_name_postgresql_means_psycopg(scheme: str):
    assert read_url(f"{scheme}://a:b@host/base").drivername == "postgresql+psycopg"


@pytest.mark.parametrize("url", ["", "base.db", "mysql://a@b/c", "postgresql+asyncpg://a@b/c"])
def test_an_address_that_is_not_understood_is_told(url: str):
    with pytest.raises(DatabaseUnreachable, match="n’est pas comprise"):
        make_engine(url)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_database_out_of_reach_is_told_without_its_password(tmp_path: Path, kind: str):
    away = {
        "sqlite": f"sqlite:///{tmp_path}/nowhere/base.db",
        "postgresql": f"postgresql://marie:secret@/base?host={tmp_path}",
    }
    store = SqlStore(make_engine(away[kind]))
    with pytest.raises(DatabaseUnreachable, match="hors d’atteinte") as told, store.reading():
        pass
    assert "secret" not in str(told.value)
    assert "\n" not in str(told.value)


def test_asking_a_server_that_is_away_is_told_too(tmp_path: Path):
    url = f"postgresql://marie:secret@/base?host={tmp_path}"
    for ask in (is_current, upgrade):
        with pytest.raises(DatabaseUnreachable, match="hors d’atteinte"):
            ask(url)
