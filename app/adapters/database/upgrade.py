"""Brings a database to the newest shape, or tells whether it has it. Two processes may try at once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from app.adapters.database.engine import connected, make_engine, read_url

_MIGRATIONS = Path(__file__).parent / "migrations"
_TURN = 4_710_217  # any number of ours: the advisory lock that makes upgrades take turns


def upgrade(url: str) -> None:
    """Run what is missing, all or nothing; creates the SQLite file when there is none."""
    _create_file(url)
    engine = make_engine(url)
    try:
        with _turn(url), connected(engine) as connection, connection.begin():
            if engine.dialect.name == "postgresql":
                # Waiting for one's turn, then changing big tables, takes the time it takes.
                connection.execute(text("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
            command.upgrade(_config(connection), "head")
    finally:
        engine.dispose()


@contextmanager
def _turn(url: str) -> Iterator[None]:
    """On SQLite, processes that upgrade one file take turns for as long as it takes: it would wait some
    seconds only, and not at all when two change its journal. The folder is what is locked: to open and close
    the file itself would lose the locks that SQLite holds on it."""
    path = _sqlite_path(url)
    if path is None:
        yield
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        flock(folder, LOCK_EX)
        yield
    finally:
        os.close(folder)


def is_current(url: str) -> bool:
    """True when nothing is left to run: one short statement, no change."""
    path = _sqlite_path(url)
    if path is not None and not path.exists():
        return False
    engine = make_engine(url)
    try:
        return _revisions(engine) == set(ScriptDirectory(str(_MIGRATIONS)).get_heads())
    finally:
        engine.dispose()


def _revisions(engine: Engine) -> set[str]:
    with connected(engine.execution_options(reading=True)) as connection:
        return set(MigrationContext.configure(connection).get_current_heads())


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _sqlite_path(url: str) -> Path | None:
    target = read_url(url)
    if target.get_backend_name() != "sqlite" or not target.database:
        return None
    return Path(target.database)


def _create_file(url: str) -> None:
    """For its owner alone from the first byte: SQLite gives its side files the same mode."""
    path = _sqlite_path(url)
    if path is not None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
