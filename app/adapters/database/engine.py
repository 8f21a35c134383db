"""Opens the database named by a URL: SQLite (WAL, one writer at a time) or PostgreSQL.

It knows pragmas, drivers and how to tell that a database is out of reach; it knows no table.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakSet

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from app.adapters.database.bare_text import bare_in_sqlite
from app.adapters.database.columns import read_json, write_json
from app.core.errors import GuichetError
from app.core.language import _

BUSY_SECONDS = 10  # how long a SQLite writer waits for the one before
CONNECT_SECONDS = 5
POOLED = 16  # connections kept by a process; more threads than that open others for a moment
CACHED = 16_000  # kB of the file that a SQLite connection keeps: its own 2 MB would be read again and again
# PostgreSQL: no page is worth waiting longer, and nobody may hold locks and fall asleep.
# Compiling a statement (jit) takes longer than any of ours takes to run.
# A page works on one processor: sharing out what a few milliseconds do costs more, and others wait too.
LIMITS = (
    "-c jit=off -c max_parallel_workers_per_gather=0 -c statement_timeout=30s -c lock_timeout=10s "
    "-c idle_in_transaction_session_timeout=60s"
)

_engines: WeakSet[Engine] = WeakSet()


class DatabaseUnreachable(GuichetError):
    """The database refuses the connection, or its address cannot be understood."""

    code = "database-unreachable"


def make_engine(url: str) -> Engine:
    """The engine for this URL; nothing is opened yet."""
    target = read_url(url)
    # Parameters are people's answers: they must not reach a log inside an error message.
    ours: dict[str, Any] = {
        "json_serializer": write_json,
        "json_deserializer": read_json,
        "hide_parameters": True,
        "pool_size": POOLED,
        "max_overflow": -1,  # threads are what is counted (GUICHET_WEB_THREADS): none waits for another here
    }
    if target.get_backend_name() == "sqlite":
        # isolation_level None: the driver begins nothing by itself, `_begin_sqlite` does.
        patience: dict[str, Any] = {"timeout": BUSY_SECONDS, "isolation_level": None}
        engine = create_engine(target, connect_args=patience, **ours)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        # What the operator's own address asks for comes last, and wins.
        options = f"{LIMITS} {target.query.get('options', '')}".strip()
        patience = {"connect_timeout": CONNECT_SECONDS, "options": options}
        engine = create_engine(target, connect_args=patience, pool_pre_ping=True, **ours)
    _engines.add(engine)
    return engine


def read_url(url: str) -> URL:
    """The URL with its driver: postgres:// and postgresql:// both mean psycopg."""
    try:
        target = make_url(url)
    except ArgumentError as error:
        raise DatabaseUnreachable(_ADDRESS) from error
    if target.drivername in ("postgres", "postgresql"):
        target = target.set(drivername="postgresql+psycopg")
    if target.drivername not in ("sqlite", "postgresql+psycopg"):
        raise DatabaseUnreachable(_ADDRESS)
    return target


_ADDRESS = _("L’adresse de la base de données n’est pas comprise : sqlite:///… ou postgresql://… attendu.")


@contextmanager
def connected(engine: Engine) -> Iterator[Connection]:
    """An open connection, or DatabaseUnreachable with the cause and without the password."""
    try:
        connection = engine.connect()
    except OperationalError as error:
        cause = str(error.orig).strip().split("\n")[0]
        raise DatabaseUnreachable(
            _("La base de données {url} est hors d’atteinte : {cause}").format(
                url=engine.url.render_as_string(hide_password=True), cause=cause
            )
        ) from error
    with connection:
        yield connection


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")  # a receipt given survives a power cut (decision 009)
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute(f"PRAGMA cache_size=-{CACHED}")
    connection.create_function("guichet_bare", 1, bare_in_sqlite, deterministic=True)


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: upgrading a read to a write in the middle fails without waiting.
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _forget_connections() -> None:
    # A connection shared by a parent and its forked child corrupts both conversations.
    for engine in list(_engines):
        engine.dispose(close=False)


os.register_at_fork(after_in_child=_forget_connections)
