"""Databases of the measures: made when they are not there, and filled with that many dossiers."""

from dataclasses import replace

import psycopg
from sqlalchemy import make_url

from app.adapters.database.engine import make_engine
from app.adapters.database.store import SqlStore
from app.adapters.database.upgrade import upgrade
from app.usecases.ports import Ports
from bench import dataset
from bench.dataset import SLUG


def database(server: str, name: str) -> str:
    """The URL of this database of a server of PostgreSQL, made when it is not there."""
    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f"CREATE DATABASE {name}".encode())
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def opened(ports: Ports, url: str, size: int) -> Ports:
    """The same ports with this database as their store, filled unless it already is."""
    upgrade(url)
    engine = make_engine(url)
    theirs = replace(ports, store=SqlStore(engine))
    with theirs.store.reading() as tx:
        there = bool(tx.dossiers.tally([ports.forms.current(SLUG).service.id], ""))
    if not there:
        dataset.store(theirs, engine, size)
    return theirs
