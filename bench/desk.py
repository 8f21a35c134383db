"""The agents' queue at two sizes, or at those of GUICHET_BENCH_DOSSIERS="10000 100000 1000000".

On SQLite, and on PostgreSQL when DATABASE_URL names a database of a server where others may be created.
GUICHET_BENCH_KEEP names a folder where the SQLite files stay, to be measured again without being made again;
the databases of PostgreSQL (guichet_bench_<size>) always stay.
The same pages are measured at each size in turn, the quickest of several; the ratio is against the smallest.
SQLite works inside this process: its time is that of the processor, which others hardly add to.
`python -m bench.desk` measures them alone.
"""

import os
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from app.bootstrap import bootstrap, upgrade_database
from app.core.account import Account, Membership
from app.settings import Settings
from app.usecases.desk.desk_list import Asked, desk
from app.usecases.ports import Ports, QueueQuery
from bench.dataset import SLUG
from bench.filled import database, opened
from bench.measure import Row, quickest, table

SIZES = (2_000, 20_000)  # 10 000, 100 000 and 1 000 000 when they are asked for
ROUNDS = 7
_NAMED, _BORN = "r.demandeur.nom", "r.demandeur.naissance"
PAGES: Mapping[str, Asked] = {
    "file À traiter": Asked(),
    "file À traiter, derniers reçus": Asked(sort="-recu"),
    "par nom du demandeur": Asked(sort="demandeur"),
    "messages nouveaux": Asked(filters=("messages~egal~new",)),
    "filtrée par état et date, triée": Asked(
        slug=SLUG, sort="-recu", filters=("etat~egal~under_review", "recu~plus~2020-01-01")
    ),
    "réponse égale, derniers reçus": Asked(
        tab="all", slug=SLUG, sort="-recu", filters=(f"{_NAMED}~egal~oeuvrard",)
    ),
    "réponse rare": Asked(tab="all", slug=SLUG, filters=(f"{_BORN}~egal~1970-01-01",)),
    "réponse entre deux dates": Asked(
        tab="all", slug=SLUG, filters=(f"{_BORN}~entre~1970-01-01~1970-09-05",)
    ),
    "triée par une réponse": Asked(slug=SLUG, sort=f"-{_BORN}"),
    "filtrée et triée par réponses": Asked(slug=SLUG, sort=_BORN, filters=(f"{_NAMED}~egal~oeuvrard",)),
    "réponse qui contient (sans index)": Asked(
        tab="all", slug=SLUG, sort=_NAMED, filters=(f"{_NAMED}~contient~oeuvr",)
    ),
    "recherche d’un numéro": Asked(tab="all"),
    "recherche d’un nom": Asked(tab="all", search="oeuvrard zoe"),
}


def measure(ports: Ports, folder: Path) -> list[Row]:
    """Each page at each size, against the same page at the smallest."""
    asked = tuple(int(size) for size in os.environ.get("GUICHET_BENCH_DOSSIERS", "").split())
    sizes = asked or SIZES
    kept = Path(os.environ.get("GUICHET_BENCH_KEEP", folder))
    rows = _compared(ports, "SQLite", {size: f"sqlite:///{kept}/desk-{size}.sqlite" for size in sizes})
    server = os.environ.get("DATABASE_URL", "")
    if server.startswith("postgres"):
        rows += _compared(
            ports, "PostgreSQL", {size: database(server, f"guichet_bench_{size}") for size in sizes}
        )
    return rows


def _compared(ports: Ports, kind: str, urls: Mapping[int, str]) -> list[Row]:
    theirs = {size: opened(ports, url, size) for size, url in urls.items()}
    things = {
        (name, size): partial(desk, ports_at, _agent(ports), one)
        for size, ports_at in theirs.items()
        for name, one in _pages(ports_at, size).items()
    }
    clock = time.process_time if kind == "SQLite" else time.perf_counter
    found = quickest(things, rounds=ROUNDS, clock=clock)
    for ports_at in theirs.values():
        ports_at.store.close()
    smallest = min(urls)
    return [
        Row(f"bureau, {kind}, {size} : {name}", spent, f"{smallest} dossiers", found[name, smallest])
        for (name, size), spent in found.items()
    ]


def _agent(ports: Ports) -> Account:
    service = ports.forms.current(SLUG).service.id
    return Account("bench", "bench@exemple.fr", "Bench", memberships=(Membership(service, "agent"),))


def _pages(ports: Ports, size: int) -> Mapping[str, Asked]:
    with ports.store.reading() as tx:
        query = QueueQuery(service_ids=(ports.forms.current(SLUG).service.id,), limit=1)
        reference = tx.dossiers.page(query).dossiers[0].reference
    return {**PAGES, "recherche d’un numéro": Asked(tab="all", search=reference)}


def main() -> None:
    with TemporaryDirectory(prefix="guichet-bench-") as folder:
        os.environ["GUICHET_INSTANCE"] = folder
        upgrade_database(Settings.from_env())
        click.echo(table(measure(bootstrap(Settings.from_env()), Path(folder))))


if __name__ == "__main__":
    main()
