"""Exports at size: the rate of each format beside a bare dump of the same rows, and the memory it takes.

`python -m bench.exports 100000` measures another number of dossiers than the few of `make bench`; on
PostgreSQL too when DATABASE_URL names a database of a server where others may be created.
"""

import csv
import io
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import islice
from tempfile import TemporaryDirectory
from threading import Event, Thread

import click
import psutil
from sqlalchemy import Engine

from app.adapters.database.engine import make_engine
from app.bootstrap import bootstrap, upgrade_database
from app.settings import Settings
from app.usecases.exporting.export_dossiers import By, Wanted, export
from app.usecases.ports import Ports
from bench.dataset import SLUG
from bench.filled import database, opened
from bench.measure import Row, table
from bench.processor import processor

DOSSIERS = 3_000
WARM = 3  # pieces taken before any is measured: what is made once is not of the rate
LIMIT = 60  # megabytes that an export may add
DUMP = "lecture nue des mêmes lignes, en CSV"
FORMATS = ("csv", "jsonl", "ods", "xlsx")


def measure(ports: Ports, number: int = DOSSIERS) -> list[Row]:
    """On SQLite, in a database of its own; on PostgreSQL in that of DATABASE_URL, when there is one."""
    with TemporaryDirectory(prefix="guichet-bench-exports-") as folder:
        rows = _measured(ports, f"sqlite:///{folder}/guichet.sqlite", number, FORMATS)
    server = os.environ.get("DATABASE_URL", "")
    if server.startswith("postgres"):
        rows += _measured(ports, database(server, f"guichet_bench_exports_{number}"), number, ("csv", "xlsx"))
    return rows


def _measured(ports: Ports, url: str, number: int, formats: Sequence[str]) -> list[Row]:
    """The time is that of the processor, of the database too; on the wall when the server is elsewhere."""
    here, engine = opened(ports, url, number), make_engine(url)
    name = engine.dialect.name
    drain(here, formats[0], most=WARM)
    engine.raw_connection().close()  # both are open, and kept, when their processes are looked for
    clock = processor([url]) or time.perf_counter
    spent, _added = watched(lambda: dump(engine), clock)
    rows = []
    for one in formats:
        milliseconds, added = watched(lambda one=one: drain(here, one), clock)
        told = f"export {one} de {number} dossiers, {name}"
        rows.append(Row(told, milliseconds, DUMP, spent))
        rows.append(Row(f"{told} : mémoire (Mo)", added, "plafond (Mo)", LIMIT))
    here.store.close()
    return rows


def drain(ports: Ports, format_name: str, most: int | None = None) -> int:
    """Take the whole export and throw it away, as a client that reads at once; `most` pieces, to warm up."""
    service = ports.forms.current(SLUG).service.id
    found = export(ports, By((service,)), Wanted(SLUG, format_name))
    return sum(map(len, islice(found.chunks, most)))


def dump(engine: Engine) -> int:
    """What the database alone can give: its rows as CSV, answers as the JSON text that they are."""
    size = 0
    with closing(engine.raw_connection()) as connection:
        # Read as they come by both drivers: that of PostgreSQL would first fetch them all.
        rows = connection.cursor(*(() if engine.dialect.name == "sqlite" else ("dump",)))
        columns = "reference, state, submitted_at, decided_at, due_on, title, CAST(answers AS TEXT)"
        rows.execute(f"SELECT {columns} FROM dossiers ORDER BY submitted_at, id")
        while some := rows.fetchmany(500):
            text = io.StringIO()
            csv.writer(text, delimiter=";").writerows(some)
            size += len(text.getvalue().encode())
    return size


def watched(thing: Callable[[], int], clock: Callable[[], float] = time.perf_counter) -> tuple[float, float]:
    """Milliseconds of this clock, and megabytes of the process at most above what it had."""
    process = psutil.Process(os.getpid())
    before = process.memory_info().rss
    seen = [before]
    over = Event()

    def look() -> None:
        while not over.wait(0.05):
            seen.append(process.memory_info().rss)

    watcher = Thread(target=look)
    watcher.start()
    started = clock()
    thing()
    spent = (clock() - started) * 1000
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
