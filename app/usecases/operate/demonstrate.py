"""Demonstration data: accounts that a visitor may use, and a few dossiers to look at.

Safe to call again: what is there is left as it is, nothing is ever wiped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.core.account import Account, Membership
from app.core.attached import ids_by_path
from app.core.definition import FormDefinition
from app.core.dossier import ALONE, Acting, Attachment, Dossier, Role
from app.core.identity import identity
from app.core.language import _
from app.core.paths import get
from app.core.working import with_value
from app.usecases.account import create
from app.usecases.desk.process import act
from app.usecases.fill import start
from app.usecases.fill.submit import submit
from app.usecases.operate.demonstrate_team import share_out
from app.usecases.ports import Ports
from app.usecases.studio.made_up import PEOPLE, as_person, good_case
from app.usecases.together import Joined, LaterEffects, NoQueue

Json = Any

PASSWORD = "guichet-demo"  # noqa: S105 - public on purpose: printed by `make run`, demonstration only

CLOSED = "!"  # the hash of no password

# A blank page, given wherever a demonstration dossier must hold a file.
SAMPLE = b"""%PDF-1.4
1 0 obj
<</Type /Catalog /Pages 2 0 R>>
endobj
2 0 obj
<</Type /Pages /Kids [3 0 R] /Count 1>>
endobj
3 0 obj
<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <<>>>>
endobj
xref
0 4
0000000000 65535 f\x20
0000000009 00000 n\x20
0000000056 00000 n\x20
0000000111 00000 n\x20
trailer
<</Size 4 /Root 1 0 R>>
startxref
196
%%EOF
"""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody a visitor may be."""

    email: str
    name: str
    role: Role
    service_id: str
    organisation: str
    quality: str
    also: tuple[str, ...] = ()  # other services where they have the same role

    @property
    def services(self) -> tuple[str, ...]:
        return (self.service_id, *self.also)


ACCOUNTS: Sequence[DemoAccount] = (
    DemoAccount(
        "agent@ccas.example", "Anne Perrin", "agent", "ccas-saint-aubin", "Ville de Saint-Aubin",
        "instructrice des demandes de domiciliation",
    ),
    DemoAccount(
        "responsable@ccas.example", "Claire Morel", "manager", "ccas-saint-aubin", "Ville de Saint-Aubin",
        "responsable des services",
        ("mairie-saint-aubin", "elections-saint-aubin", "vie-associative-saint-aubin"),
    ),
    DemoAccount(
        "conceptrice@ccas.example", "Inès Fabre", "designer", "ccas-saint-aubin", "Ville de Saint-Aubin",
        "conceptrice de formulaires",
        ("mairie-saint-aubin", "elections-saint-aubin", "vie-associative-saint-aubin"),
    ),
    DemoAccount(
        "agent@mairie.example", "Samuel Roux", "agent", "mairie-saint-aubin", "Ville de Saint-Aubin",
        "agent des services à la population", ("elections-saint-aubin", "vie-associative-saint-aubin"),
    ),
    DemoAccount(
        "agent@commissariat.example", "Lucie Martel", "agent", "commissariat-saint-aubin",
        "Commissariat de Saint-Aubin", "gardienne de la paix",
    ),
    DemoAccount(
        "agent@prefecture.example", "Nadia Ferrand", "agent", "cert-saint-aubin", "Préfecture de Saint-Aubin",
        "instructrice des titres de véhicules", ("point-numerique-saint-aubin",),
    ),
    DemoAccount(
        "conseiller@france-services.example", "Karim Benali", "adviser", "france-services-saint-aubin",
        "France services Saint-Aubin", "conseiller numérique",
    ),
)  # fmt: skip


def load_accounts(ports: Ports) -> int:
    """Create the accounts that are missing; how many were."""
    made = 0
    for demo in ACCOUNTS:
        with ports.store.reading() as tx:
            known = tx.accounts.by_email(demo.email)
        if known is None:
            _create(ports, demo)
            made += 1
        elif known.password_hash == CLOSED:
            _set_password(ports, known, ports.passwords.hash(PASSWORD))
    return made


def close_accounts(ports: Ports) -> tuple[str, ...]:
    """Outside demonstration, the password that everybody knows opens nothing; the addresses closed now.

    `load_accounts` opens them again. A password that an operator has chosen is left as it is.
    """
    closed = []
    for demo in ACCOUNTS:
        with ports.store.reading() as tx:
            known = tx.accounts.by_email(demo.email)
        if known is not None and ports.passwords.verify(known.password_hash, PASSWORD):
            _set_password(ports, known, CLOSED)
            closed.append(known.email)
    return tuple(closed)


def _set_password(ports: Ports, account: Account, password_hash: str) -> None:
    with ports.store.transaction() as tx:
        tx.accounts.set_password(account.id, password_hash)


def _create(ports: Ports, demo: DemoAccount) -> None:
    create(
        ports,
        email=demo.email,
        name=demo.name,
        password=PASSWORD,
        memberships=tuple(Membership(service, demo.role) for service in demo.services),
        organisation=demo.organisation,
        quality=demo.quality,
    )


FEW = 3  # people, for a form that cannot be sent without a file
# What the agent does to each person's dossier, by workflow: none, one or several actions with their motive.
Road = Sequence[tuple[str, str]]
_TO_CORRECT = "Merci de vérifier votre date de naissance : elle diffère de votre pièce d’identité."
_UNRELATED = "Vous n’avez pas de lien avec la commune de Saint-Aubin."
_TWICE = "Vous avez envoyé ce formulaire deux fois : nous gardons le second."
ROADS: Mapping[str, Sequence[Road]] = {
    "instruction": (
        (),
        (("take", ""),),
        (("take", ""), ("accept", "")),
        (("ask_correction", _TO_CORRECT),),
        (("take", ""), ("refuse", _UNRELATED)),
        (),
    ),
    "relecture": (
        (),
        (("take", ""),),
        (("take", ""), ("complete", "")),
        (("ask_correction", _TO_CORRECT),),
        (("close", _TWICE),),
        (),
    ),
}


def load_dossiers(ports: Ports) -> int:
    """Send a few dossiers of each form that has a demonstration agent and let the agents act.

    Nothing when any is there already.
    """
    services = [service for account in ACCOUNTS if account.role == "agent" for service in account.services]
    with ports.store.reading() as tx:
        if tx.dossiers.counts(services):
            return 0
    store = Joined(ports.store, LaterEffects)
    with store.together():
        return _load(replace(ports, store=store, queue=NoQueue()), services)


def _load(ports: Ports, services: Sequence[str]) -> int:
    made = 0
    _share_out(ports)
    for form in ports.forms.published():
        if form.service.id not in services:  # nobody here could open its desk
            continue
        case = good_case(form, ports.clock.today())
        roads = ROADS.get(form.workflow, [()] * len(PEOPLE))  # a workflow that we do not know: only sent
        for person, road in list(zip(PEOPLE, roads, strict=True))[: _how_many(form, case)]:
            _walk(ports, form, as_person(form, case or {}, person), road)
            made += 1
    return made


def _share_out(ports: Ports) -> None:
    """The groups of the service that the first visitor opens."""
    service = ACCOUNTS[0].service_id
    agent, manager = (staff_of(ports, service, role) for role in ("agent", "manager"))
    if agent is not None and manager is not None:
        share_out(ports, manager, agent)


def _how_many(form: FormDefinition, case: Mapping[str, Json] | None) -> int:
    """Everybody, but where files must be given: the first start is waited for."""
    if case is None:
        return 0
    return FEW if ids_by_path(form, case) else len(PEOPLE)


def _walk(ports: Ports, form: FormDefinition, answers: Mapping[str, Json], road: Road) -> None:
    """Fill, send, then let the service's demonstration agent act."""
    dossier = filled_in(ports, form, answers)
    sent = submit(ports, dossier.id, declared=True).dossier
    agent = staff_of(ports, form.service.id, "agent")
    if agent is None:
        return
    for action, motive in road:
        act(ports, agent, sent.reference, action, motive=motive)


def filled_in(
    ports: Ports, form: FormDefinition, answers: Mapping[str, Json], acting: Acting = ALONE
) -> Dossier:
    """A draft with these answers and, wherever they name a file, a blank page."""
    dossier = start(ports, form.slug, acting)
    who = identity(form, answers)
    sha256 = ports.files.put(SAMPLE)
    with ports.store.transaction() as tx:
        for path in ids_by_path(form, answers):  # those of a scenario are names without a file
            page = Attachment(
                id=ports.ids.new(), dossier_id=dossier.id, path=path, name=_("page-blanche.pdf"),
                media_type="application/pdf", size=len(SAMPLE), sha256=sha256, added_at=ports.clock.now(),
            )  # fmt: skip
            tx.attachments.add(page)
            answers = with_value(answers, path, [page.id])
        saved = {field.path: 1 for step in form.steps for field in step.fields if get(answers, field.path)}
        filled = replace(
            dossier, working=answers, title=who.name, email=who.email, field_revisions=saved
        )  # fmt: skip
        tx.dossiers.save_working(filled, based_on=dossier.revision)
    return dossier


def staff_of(ports: Ports, service_id: str, role: Role) -> Account | None:
    """The demonstration account that has this role in this service, if there is one."""
    for demo in ACCOUNTS:
        if service_id in demo.services and demo.role == role:
            with ports.store.reading() as tx:
                return tx.accounts.by_email(demo.email)
    return None
