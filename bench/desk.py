"""The agents' queue at two sizes, or at those of GUICHET_BENCH_DOSSIERS="10000 100000 1000000".

On SQLite, and on PostgreSQL when DATABASE_URL names an empty database of it (then at the last size only).
GUICHET_BENCH_KEEP names a folder where the SQLite files stay, to be measured again without being made again.
The same pages are measured at each size; the ratio is against the smallest.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from app.adapters.database.engine import make_engine
from app.adapters.database.store import SqlStore
from app.adapters.database.upgrade import upgrade
from app.core.account import Account, Membership
from app.usecases.desk_list import Asked, desk
from app.usecases.ports import Ports
from bench import dataset
from bench.dataset import SLUG
from bench.measure import Row, medians

SIZES = (2_000, 20_000)  # the issue's own sizes when they are asked for
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
    rows: list[Row] = []
    smallest: dict[str, float] = {}
    for size in sizes:
        times = _times(ports, f"sqlite:///{kept}/desk-{size}.sqlite", size)
        smallest = smallest or times
        rows += [
            Row(f"bureau, {size} dossiers : {name}", spent, f"{sizes[0]} dossiers", smallest[name])
            for name, spent in times.items()
        ]
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        times = _times(ports, url, sizes[-1])
        rows += [
            Row(f"bureau, PostgreSQL, {sizes[-1]} : {name}", spent, f"SQLite, {sizes[0]}", smallest[name])
            for name, spent in times.items()
        ]
    return rows


def _times(ports: Ports, url: str, size: int) -> dict[str, float]:
    upgrade(url)
    engine = make_engine(url)
    store = SqlStore(engine)
    theirs = replace(ports, store=store)
    form = ports.forms.current(SLUG)
    agent = Account("bench", "bench@exemple.fr", "Bench", memberships=(Membership(form.service.id, "agent"),))
    with store.reading() as tx:
        there = bool(tx.dossiers.counts([form.service.id]))
    if not there:
        dataset.store(theirs, engine, size)
    reference = str(next(dataset.made(theirs, size)).row["reference"])
    asked = {**PAGES, "recherche d’un numéro": Asked(tab="all", search=reference)}
    things: dict[str, Callable[[], object]] = {
        name: lambda one=one: desk(theirs, agent, one) for name, one in asked.items()
    }  # type: ignore[misc]
    found = medians(things, rounds=7, warm_up=2)
    store.close()
    return found
