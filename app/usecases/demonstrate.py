"""Demonstration data: accounts that a visitor may use, and a few dossiers to look at.

Safe to call again: what is there is left as it is, nothing is ever wiped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from unicodedata import normalize

from app.core.account import Account, Membership
from app.core.answers import judge
from app.core.attached import ids_by_path
from app.core.definition import Field, FormDefinition, Scenario
from app.core.dossier import Role
from app.core.identity import identity
from app.core.working import with_value
from app.usecases.account import create
from app.usecases.attach import add
from app.usecases.fill import start
from app.usecases.ports import Ports
from app.usecases.process import act
from app.usecases.submit import submit

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
        "responsable du service social",
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


# Family name, given name, and how the choices of civility or sex begin for them.
PEOPLE = (
    ("Le Goff", "Maryvonne", ("Madame", "Fém")),
    ("Diallo", "Ousmane", ("Monsieur", "Masc")),
    ("Kowalski", "Anna", ("Madame", "Fém")),
    ("Marchand", "Jean-Luc", ("Monsieur", "Masc")),
    ("Nguyen", "Thi Lan", ("Madame", "Fém")),
    ("Benoît", "Zoé", ("Madame", "Fém")),
)
FEW = 3  # of them, for a form that cannot be sent without a file
Human = tuple[str, str, tuple[str, ...]]
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
    made = 0
    for form in ports.forms.published():
        if form.service.id not in services:  # nobody here could open its desk
            continue
        case = _good_case(form, ports.clock.today())
        roads = ROADS.get(form.workflow, [()] * len(PEOPLE))  # a workflow that we do not know: only sent
        for person, road in list(zip(PEOPLE, roads, strict=True))[: _how_many(form, case)]:
            _walk(ports, form, _as_person(form, case or {}, person), road)
            made += 1
    return made


def _how_many(form: FormDefinition, case: Mapping[str, Json] | None) -> int:
    """Everybody, but where files must be given: the first start is waited for."""
    if case is None:
        return 0
    return FEW if ids_by_path(form, case) else len(PEOPLE)


def _good_case(form: FormDefinition, today: date) -> Mapping[str, Json] | None:
    """The answers of the scenario that may be sent today with the fewest files, the first of them."""
    right = [scenario.answers for scenario in form.scenarios if _may_be_sent(form, scenario, today)]
    return min(right, key=lambda answers: len(ids_by_path(form, answers)), default=None)


def _may_be_sent(form: FormDefinition, scenario: Scenario, today: date) -> bool:
    verdict = judge(form, scenario.answers, today=today)
    return not verdict.errors and verdict.ineligible is None and not scenario.errors


def _as_person(form: FormDefinition, answers: Mapping[str, Json], person: Human) -> Mapping[str, Json]:
    """The same answers under another name, with a fictive address for mails."""
    family, given, civility = person
    tokens = {
        "family-name": family,
        "given-name": given,
        "email": f"{_plain(given)}.{_plain(family)}@usager.example",
    }
    for _step, field in form.fields():
        token = field.autocomplete.split()[-1] if field.autocomplete else ""
        if token in tokens and not field.fields:
            answers = with_value(answers, field.path, tokens.pop(token))
        elif token in ("honorific-prefix", "sex"):
            answers = with_value(answers, field.path, _chosen(field, civility))
    return answers


def _chosen(field: Field, beginnings: tuple[str, ...]) -> str:
    """The option whose title begins like one of these, else the first."""
    fitting = (option.value for option in field.options if option.title.startswith(beginnings))
    return next(fitting, field.options[0].value)


def _plain(name: str) -> str:
    letters = normalize("NFD", name.lower())
    return "".join(char for char in letters if char.isascii() and char.isalpha())


def _walk(ports: Ports, form: FormDefinition, answers: Mapping[str, Json], road: Road) -> None:
    """Start, fill, give the files, send, then let the service's demonstration agent act."""
    dossier = start(ports, form.slug)
    who = identity(form, answers)
    files = ids_by_path(form, answers)  # those of a scenario are names without a file
    for path in files:
        answers = with_value(answers, path, [])
    with ports.store.transaction() as tx:
        filled = replace(dossier, working=answers, title=who.name, email=who.email)
        tx.dossiers.save_working(filled, based_on=dossier.revision)
    for step in form.steps:
        for field in step.fields:
            if field.path in files:
                add(ports, dossier.id, step.id, field.path, f"{field.name}.pdf", [SAMPLE])
    sent = submit(ports, dossier.id, declared=True).dossier
    demo = next(one for one in ACCOUNTS if form.service.id in one.services and one.role == "agent")
    with ports.store.reading() as tx:
        agent = tx.accounts.by_email(demo.email)
    if agent is None:
        return
    for action, motive in road:
        act(ports, agent, sent.reference, action, motive=motive)
