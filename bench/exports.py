"""Exports at size: the rate of each format beside a bare dump of the same rows, and the memory it takes.

`python -m bench.exports 100000` measures another number of dossiers than the few of `make bench`.
"""

import csv
import io
import os
import sqlite3
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import click
import psutil

from app.adapters.database.engine import make_engine
from app.adapters.database.store import SqlStore
from app.adapters.database.upgrade import upgrade
from app.bootstrap import bootstrap, upgrade_database
from app.core.dossier import ALONE, Dossier
from app.settings import Settings
from app.usecases.export_dossiers import By, Wanted, export
from app.usecases.ports import Ports
from bench.measure import Row, table

SLUG = "cerfa-16029"  # with lists of rows
DOSSIERS = 3_000
LIMIT = 60  # megabytes that an export may add
DUMP = "lecture nue des mêmes lignes, en CSV"
FORMATS = ("csv", "jsonl", "ods", "xlsx")


def measure(ports: Ports, number: int = DOSSIERS) -> list[Row]:
    """On SQLite, in a database of its own."""
    with TemporaryDirectory(prefix="guichet-bench-exports-") as folder:
        path = Path(folder) / "guichet.sqlite"
        upgrade(f"sqlite:///{path}")
        store = SqlStore(make_engine(f"sqlite:///{path}"))
        here = replace(ports, store=store)
        fill(here, number)
        spent, _added = watched(lambda: dump(path))
        rows = []
        for name in FORMATS:
            milliseconds, added = watched(lambda name=name: drain(here, name))
            told = f"export {name} de {number} dossiers"
            rows.append(Row(told, milliseconds, DUMP, spent))
            rows.append(Row(f"{told} : mémoire (Mo)", added, "plafond (Mo)", LIMIT))
        store.close()
    return rows


def fill(ports: Ports, number: int) -> None:
    """Plausible dossiers of one form, a minute apart."""
    form = ports.forms.current(SLUG)
    answers = max((scenario.answers for scenario in form.scenarios), key=lambda given: len(str(given)))
    first = datetime(2020, 1, 1, tzinfo=UTC)
    model = Dossier(
        id="", reference="", slug=SLUG, definition_hash=form.hash, service_id=form.service.id,
        state="submitted", revision=1, working=answers, typed={}, answers=answers, acting=ALONE,
        created_at=first, updated_at=first, title="Le Goff Maryvonne",
    )  # fmt: skip
    for start in range(0, number, 2000):
        with ports.store.transaction() as tx:
            tx.definitions.keep(form)
            tx.dossiers.add_all(
                [
                    replace(
                        model, id=f"{n:032}", reference=f"R{n:08}", submitted_at=first + timedelta(minutes=n)
                    )
                    for n in range(start, min(start + 2000, number))
                ]
            )


def drain(ports: Ports, format_name: str) -> int:
    """Take the whole export and throw it away, as a client that reads at once."""
    service = ports.forms.current(SLUG).service.id
    found = export(ports, By((service,)), Wanted(SLUG, format_name))
    return sum(map(len, found.chunks))


def dump(path: Path) -> int:
    """What the database alone can give: its rows as CSV, answers as the JSON text that they are."""
    size = 0
    with sqlite3.connect(path) as connection:
        columns = "reference, state, submitted_at, decided_at, due_on, title, answers"
        rows = connection.execute(f"SELECT {columns} FROM dossiers ORDER BY submitted_at, id")
        while some := rows.fetchmany(500):
            text = io.StringIO()
            csv.writer(text, delimiter=";").writerows(some)
            size += len(text.getvalue().encode())
    return size


def watched(thing: Callable[[], int]) -> tuple[float, float]:
    """Milliseconds, and megabytes of the process at most above what it had."""
    process = psutil.Process(os.getpid())
    before = process.memory_info().rss
    seen = [before]
    over = Event()

    def look() -> None:
        while not over.wait(0.05):
            seen.append(process.memory_info().rss)

    watcher = Thread(target=look)
    watcher.start()
    started = time.perf_counter()
    thing()
    spent = (time.perf_counter() - started) * 1000
    over.set()
    watcher.join()
    return spent, (max(seen) - before) / 1_000_000


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else DOSSIERS
    with TemporaryDirectory(prefix="guichet-bench-") as folder:
        os.environ["GUICHET_INSTANCE"] = folder
        upgrade_database(Settings.from_env())
        click.echo(table(measure(bootstrap(Settings.from_env()), number)))


if __name__ == "__main__":
    main()
