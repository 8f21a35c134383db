"""Transactions: all or nothing, readers that never wait, a database out of reach told in French."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.adapters.database.engine import DatabaseUnreachable, make_engine, read_url
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
    assert told == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 10_000}


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
