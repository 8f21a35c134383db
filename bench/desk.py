"""The agents' queue at two sizes, or at those of GUICHET_BENCH_DOSSIERS="10000 100000 1000000".

On SQLite, and on the database of DATABASE_URL too when it is given (which must be an empty one).
The same pages are measured at each size; the ratio is against the smallest.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

from app.adapters.database.engine import make_engine
from app.adapters.database.store import SqlStore
from app.adapters.database.upgrade import upgrade
from app.core.account import Account, Membership
from app.core.answers import judge
from app.core.definition import FormDefinition
from app.core.dossier import ALONE, Dossier, new_reference
from app.usecases.desk_list import Asked, desk
from app.usecases.ports import Ports
from bench.measure import Row, medians

SLUG = "cerfa-16029"
SIZES = (2_000, 20_000)  # a few minutes; the issue's own sizes when they are asked for
BATCH = 2_000
FAMILY = (
    "Le Goff",
    "Diallo",
    "Kowalski",
    "Marchand",
    "Nguyen",
    "Benoît",
    "Œuvrard",
    "Martin",
    "Garcia",
    "Roux",
)
GIVEN = ("Maryvonne", "Ousmane", "Anna", "Jean-Luc", "Thi Lan", "Zoé", "Élodie", "Inès", "Paul", "Noël")
STATES = (("submitted", 30), ("under_review", 15), ("correction", 5), ("accepted", 40), ("refused", 10))
PAGES = {
    "file À traiter": Asked(),
    "file À traiter, dernier reçus": Asked(sort="-recu"),
    "filtrée par état et date, triée": Asked(
        slug=SLUG, sort="-recu", filters=("etat~egal~under_review", "recu~plus~2020-01-01")
    ),
    "filtrée et triée par réponses": Asked(
        tab="all", slug=SLUG, sort="r.demandeur.nom", filters=("r.demandeur.nom~contient~oeuvr",)
    ),
    "recherche d’un numéro": Asked(tab="all"),
    "recherche d’un nom": Asked(tab="all", search="oeuvrard zoe"),
}  # fmt: skip


def dossiers(ports: Ports, count: int) -> Iterator[Dossier]:
    """As many plausible dossiers of one form, in every state, always the same."""
    form = ports.forms.current(SLUG)
    answers = dict(_good(ports, form))
    chance, now = Random(count), ports.clock.now()
    states, weights = zip(*STATES, strict=True)
    for number in range(count):
        family, given = chance.choice(FAMILY), chance.choice(GIVEN)
        state = chance.choices(states, weights)[0]
        received = now - timedelta(minutes=chance.randrange(1_000_000))
        mine = {**answers, "demandeur": {**answers["demandeur"], "nom": family, "prenoms": given}}
        yield Dossier(
            id=f"{chance.getrandbits(128):032x}", reference=new_reference(chance.choice), slug=SLUG,
            definition_hash=form.hash, service_id=form.service.id, state=state, revision=1, working={},
            typed={}, answers=mine, acting=ALONE, created_at=received, updated_at=received,
            submitted_at=received, decided_at=received if state in ("accepted", "refused") else None,
            due_on=(received + timedelta(days=60)).date() if number % 10 else None,
            title=f"{family} {given}",
        )  # fmt: skip


def _good(ports: Ports, form: FormDefinition):  # type: ignore[no-untyped-def]
    for scenario in form.scenarios:
        verdict = judge(form, scenario.answers, today=ports.clock.today())
        if not verdict.errors and verdict.ineligible is None:
            return scenario.answers
    raise LookupError("no scenario of the form may be sent")


def fill(ports: Ports, count: int) -> Account:
    """Store them, a batch a transaction, and the agent who reads them."""
    form = ports.forms.current(SLUG)
    agent = Account("bench", "bench@exemple.fr", "Bench", memberships=(Membership(form.service.id, "agent"),))
    with ports.store.transaction() as tx:
        tx.definitions.keep(form)
        tx.accounts.add(agent)
    some: list[Dossier] = []
    for dossier in dossiers(ports, count):
        some.append(dossier)
        if len(some) == BATCH:
            _store(ports, some)
            some = []
    _store(ports, some)
    return agent


def _store(ports: Ports, some: list[Dossier]) -> None:
    if some:
        with ports.store.transaction() as tx:
            tx.dossiers.add_all(some)


def measure(ports: Ports, folder: Path) -> list[Row]:
    """Each page at each size, against the same page at the smallest."""
    asked = tuple(int(size) for size in os.environ.get("GUICHET_BENCH_DOSSIERS", "").split())
    sizes = asked or SIZES
    rows: list[Row] = []
    smallest: dict[str, float] = {}
    for size in sizes:
        times = _times(ports, f"sqlite:///{folder}/desk-{size}.sqlite", size)
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
    store = SqlStore(make_engine(url))
    theirs = replace(ports, store=store)
    agent = fill(theirs, size)
    reference = next(dossiers(theirs, size)).reference
    asked = {**PAGES, "recherche d’un numéro": Asked(tab="all", search=reference)}
    things: dict[str, Callable[[], object]] = {
        name: lambda one=one: desk(theirs, agent, one) for name, one in asked.items()
    }  # type: ignore[misc]
    found = medians(things, rounds=7, warm_up=2)
    store.close()
    return found
