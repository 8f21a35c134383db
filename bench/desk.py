"""The agents' queue at two sizes, or at those of GUICHET_BENCH_DOSSIERS="10000 100000 1000000".

On SQLite, and on PostgreSQL when DATABASE_URL names a database of a server where others may be created.
GUICHET_BENCH_KEEP names a folder where the SQLite files stay, to be measured again without being made again;
the databases of PostgreSQL (guichet_bench_<size>) always stay.
The same pages are measured at each size in turn, the quickest of several; the ratio is against the smallest.
The time is that of the processor, of the database too (`processor`), to which others hardly add; on
PostgreSQL the clock on the wall is told beside it, or alone when the server is on another machine.
GUICHET_BENCH_ROUNDS asks for more rounds than usual.
`python -m bench.desk` measures them alone.
"""

import os
import time
from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from app.bootstrap import bootstrap, upgrade_database
from app.core.account import Account, Membership
from app.settings import Settings
from app.usecases.desk.desk_list import Asked, desk
from app.usecases.ports import Ports, QueueQuery
from bench.dataset import AGES, SLUG
from bench.filled import database, opened
from bench.measure import Row, quickest, table
from bench.processor import processor

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
    "réponse entre deux dates (1 %)": Asked(
        tab="all", slug=SLUG, filters=(f"{_BORN}~entre~1970-01-01~1970-09-05",)
    ),
    "réponse entre deux dates (3 ‰)": Asked(
        tab="all", slug=SLUG, filters=(f"{_BORN}~entre~1970-01-01~1970-03-16",)
    ),
    "triée par une réponse": Asked(slug=SLUG, sort=f"-{_BORN}"),
    "filtrée et triée par réponses": Asked(slug=SLUG, sort=_BORN, filters=(f"{_NAMED}~egal~oeuvrard",)),
    "réponse qui contient (sans index)": Asked(
        tab="all", slug=SLUG, sort=_NAMED, filters=(f"{_NAMED}~contient~oeuvr",)
    ),
    "rien ne contient (sans index)": Asked(tab="all", slug=SLUG, filters=(f"{_NAMED}~contient~xyz",)),
    "recherche d’un nom (1 %)": Asked(tab="all", search="oeuvrard zoe"),
    "recherche d’un début de nom (10 %)": Asked(tab="all", search="oeuv"),
}
_FIRST, _A_PAGE = date(1970, 1, 1), 40  # dossiers of a rare answer, as many at every size: a page is drawn


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
    clocks = {"horloge": time.perf_counter} if kind != "SQLite" else {}
    ours = processor(urls.values())
    if ours is not None:
        clocks = {"processeur": ours, **clocks}
    rounds = int(os.environ.get("GUICHET_BENCH_ROUNDS", ROUNDS))
    found = quickest(things, rounds=rounds, clocks=tuple(clocks.values()))
    for ports_at in theirs.values():
        ports_at.store.close()
    smallest = min(urls)
    return [
        Row(f"bureau, {kind}, {clock}, {size} : {name}", spent[place], f"{smallest} dossiers",
            found[name, smallest][place])
        for place, clock in enumerate(clocks)
        for (name, size), spent in found.items()
    ]  # fmt: skip


def _agent(ports: Ports) -> Account:
    service = ports.forms.current(SLUG).service.id
    return Account("bench", "bench@exemple.fr", "Bench", memberships=(Membership(service, "agent"),))


def _pages(ports: Ports, size: int) -> Mapping[str, Asked]:
    with ports.store.reading() as tx:
        query = QueueQuery(service_ids=(ports.forms.current(SLUG).service.id,), limit=1)
        reference = tx.dossiers.page(query).dossiers[0].reference
    last = _FIRST + timedelta(days=max(1, AGES * _A_PAGE // size) - 1)
    rare = f"{_BORN}~entre~{_FIRST}~{last}"
    return {
        **PAGES,
        "réponse rare (40 dossiers)": Asked(tab="all", slug=SLUG, filters=(rare,)),
        "recherche d’un numéro": Asked(tab="all", search=reference),
    }


def main() -> None:
    with TemporaryDirectory(prefix="guichet-bench-") as folder:
        os.environ["GUICHET_INSTANCE"] = folder
        upgrade_database(Settings.from_env())
        click.echo(table(measure(bootstrap(Settings.from_env()), Path(folder))))


if __name__ == "__main__":
    main()
