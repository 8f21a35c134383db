"""The scheduler among many deadlines: of every hundred dossiers that wait, one has its day today.

`python -m bench.clock 100000` measures another number of deadlines than the few of `make bench`.
"""

import os
import sys
import time
from dataclasses import replace
from datetime import timedelta
from tempfile import TemporaryDirectory

import click
from sqlalchemy import Engine, func, select, update

from app.adapters.database.engine import make_engine
from app.adapters.database.models import dossiers, events
from app.adapters.database.store import SqlStore
from app.adapters.database.upgrade import upgrade
from app.bootstrap import bootstrap, upgrade_database
from app.core.dossier import ALONE
from app.settings import Settings
from app.usecases.operate.clockwork import run_clock
from app.usecases.ports import Ports
from bench import dataset
from bench.measure import Row, table

DEADLINES = 5_000
LIMIT = 5_000  # milliseconds for the thousand that are due among a hundred thousand


def measure(ports: Ports, number: int = DEADLINES) -> list[Row]:
    """On SQLite, in a database of its own."""
    with TemporaryDirectory(prefix="guichet-bench-clock-") as folder:
        return _measured(ports, f"sqlite:///{folder}/guichet.sqlite", number)


def _measured(ports: Ports, url: str, number: int) -> list[Row]:
    upgrade(url)
    engine = make_engine(url)
    here = replace(ports, store=SqlStore(engine))
    dataset.store(here, engine, number)
    due = _set_the_clock(here, engine, number)
    started, busy = time.perf_counter(), time.process_time()
    run_clock(here)
    spent, worked = (time.perf_counter() - started) * 1000, (time.process_time() - busy) * 1000
    again = run_clock(here)
    with engine.connect() as connection:
        acted = connection.execute(select(func.count()).select_from(events)).scalar_one() - due
        twice = connection.execute(
            select(func.count()).select_from(
                select(events.c.dossier_id).group_by(events.c.dossier_id).having(func.count() > 2).subquery()
            )
        ).scalar_one()
        left = connection.execute(
            select(func.count()).where(dossiers.c.clock_on <= here.clock.today())
        ).scalar_one()
    here.store.close()
    if (acted, twice, again, left) != (due, 0, 0, 0):
        raise AssertionError(f"{due} due: {acted} acted on, {twice} twice, {again} again, {left} left")
    allowed = LIMIT * number / 100_000
    told = f"horloge, {due} échéances sur {number}"
    # Beside, what no other process of a shared machine can add to.
    return [Row(told, spent, "plafond", allowed), Row(f"{told} : processeur", worked, "plafond", allowed)]


def _set_the_clock(ports: Ports, engine: Engine, number: int) -> int:
    """All wait for a day to come, a hundredth has reached it: silence decides of them. How many."""
    today, long_ago = ports.clock.today(), ports.clock.now() - timedelta(days=200)
    with engine.begin() as connection:
        connection.execute(update(dossiers).values(clock_on=today + timedelta(days=30)))
        old = (dossiers.c.state == "submitted", dossiers.c.submitted_at < long_ago)
        ids = connection.execute(select(dossiers.c.id).where(*old).limit(number // 100)).scalars().all()
        connection.execute(update(dossiers).where(dossiers.c.id.in_(ids)), {"clock_on": today})
    sent = {"action": "submit", "from": "draft", "to": "submitted"}
    with ports.store.transaction() as tx:
        for dossier_id in ids:
            tx.events.append(dossier_id, "transition", long_ago, ALONE, sent)
    return len(ids)


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else DEADLINES
    with TemporaryDirectory(prefix="guichet-bench-") as folder:
        os.environ["GUICHET_INSTANCE"] = folder
        upgrade_database(Settings.from_env())
        click.echo(table(measure(bootstrap(Settings.from_env()), number)))


if __name__ == "__main__":
    main()
