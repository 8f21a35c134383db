"""The use cases on a real database (SQLite, then PostgreSQL), with doubles at the other ports."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from app.adapters.blanks import BlankFolder
from app.adapters.database.published import PublishedForms
from app.adapters.database.store import SqlStore
from app.adapters.files import LocalFiles
from app.adapters.forms import FormFiles, WorkflowFiles
from app.adapters.ids import SecretIds
from app.adapters.keys import SigningKeys
from app.adapters.partials import LocalPartials
from app.adapters.passwords import Argon2Passwords
from app.adapters.pictures import PillowPictures
from app.adapters.signing import KeyFolder
from app.adapters.tables import StreamedArchives, StreamedTables
from app.bootstrap import readers
from app.core.account import Account, Membership
from app.core.dossier import ALONE, Acting, Dossier
from app.core.field_types import Typed
from app.usecases import account, fill
from app.usecases.ports import Ports
from tests.fixtures.doubles import RememberingMailer, RememberingQueue, SettableClock, TellingDocuments

DATA = Path(__file__).parent / "data"
PROJECT = Path(__file__).parents[2]
LIGHT = PasswordHasher(
    time_cost=1, memory_cost=8, parallelism=1
)  # slow on purpose for thieves, not for tests


@pytest.fixture(scope="session")
def small_forms() -> FormFiles:
    return FormFiles(DATA / "forms")


@pytest.fixture
def ports(
    store: SqlStore,
    small_forms: FormFiles,
    workflow_files: WorkflowFiles,
    proof_keys: KeyFolder,
    tmp_path: Path,
) -> Ports:
    """Two small forms of tests/usecases/data and the real workflows."""
    return Ports(
        store=store,
        forms=small_forms,
        workflows=workflow_files,
        queue=RememberingQueue(),
        documents=TellingDocuments(),
        files=LocalFiles(tmp_path / "files"),
        mailer=RememberingMailer(),
        clock=SettableClock(),
        ids=SecretIds(),
        keys=SigningKeys(b"a key for tests only, 32 bytes!!"),
        passwords=Argon2Passwords(LIGHT),
        pictures=PillowPictures(),
        partials=LocalPartials(tmp_path / "partials"),
        blanks=BlankFolder(tmp_path / "blanks", PROJECT / "pdf_templates"),
        tables=StreamedTables(),
        archives=StreamedArchives(),
        proof=proof_keys,
        brought=readers(PROJECT / "pdf_templates"),
        base_url="http://guichet.example",
        effect_attempts=3,
    )


def serving(ports: Ports, folder: Path) -> Ports:
    """Versions published here are served, as in production."""
    return replace(ports, forms=PublishedForms(ports.forms, ports.store._engine, folder / "publications"))


def typed(values: Mapping[str, object]) -> dict[str, Typed]:
    """{"a.b": "x", "naissance:jour": "3"} as what a page posts: path → part → texts."""
    fields: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, value in values.items():
        path, _colon, part = name.partition(":")
        texts = tuple(value) if isinstance(value, list | tuple) else (str(value),)
        fields.setdefault(path, {})[part] = texts
    return dict(fields)


GOOD_STEPS = {
    "identite": {
        "demandeur.nom": "Le Goff",
        "demandeur.prenom": "Maryvonne",
        "demandeur.naissance:jour": "27",
        "demandeur.naissance:mois": "3",
        "demandeur.naissance:annee": "1985",
        "demandeur.courriel": "m.legoff@exemple.fr",
        "a_des_enfants": "non",
    },
    "motif": {"motif": "Je déménage."},
}


def save(
    ports: Ports, dossier: Dossier, step: str, values: Mapping[str, object], acting: Acting = ALONE, **more
):
    """Save a step as its page would: everything posted was shown."""
    posted = typed(values)
    based_on = more.pop("based_on", None)
    if based_on is None:
        with ports.store.reading() as tx:
            based_on = tx.dossiers.get(dossier.id).revision
    shown = frozenset(more.pop("shown", posted))
    return fill.save_step(ports, dossier.id, step, posted, shown=shown, based_on=based_on, acting=acting)


def filled(ports: Ports, acting: Acting = ALONE) -> Dossier:
    """A draft ready to be sent."""
    dossier = fill.start(ports, "demande", acting)
    for step, values in GOOD_STEPS.items():
        saved = save(ports, dossier, step, values, acting)
        assert not saved.errors, saved.errors
    return dossier


def person(ports: Ports, role: str, service: str, email: str) -> Account:
    """An account with one role in one service."""
    return account.create(
        ports,
        email=email,
        name="Anne Perrin" if role == "agent" else "Karim Benali",
        password="un mot de passe",
        memberships=(Membership(service, role),),
        organisation="Ville de Saint-Aubin",
        quality="instructrice",
    )


@pytest.fixture
def agent(ports: Ports) -> Account:
    return person(ports, "agent", "ccas", "agent@exemple.fr")


@pytest.fixture
def adviser(ports: Ports) -> Account:
    return person(ports, "adviser", "france-services", "conseiller@exemple.fr")
