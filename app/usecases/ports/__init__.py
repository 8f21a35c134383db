"""What the use cases need from the outside, as Protocols: adapters fit them by shape.

Nothing here is implemented. Those of the database are in `storage`, those of files in `file_ports`,
those of mails in `mail_ports`, and named here too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from app.core.definition import FormDefinition
from app.core.dossier import Acting, Mandate
from app.core.errors import Problem
from app.core.proof.marks import Mark
from app.core.studio.opening import Opening
from app.core.summary import Section
from app.core.workflow import Workflow
from app.usecases.ports.batch import Batches
from app.usecases.ports.casework import Casework, Everything
from app.usecases.ports.desk import Follows, QueuePage, QueueQuery, SavedView, SavedViews, Sort
from app.usecases.ports.export import Archives, Tables
from app.usecases.ports.export_storage import (
    ExportDone,
    Exports,
    ExportTemplate,
    ExportTemplates,
    Place,
    Selection,
)
from app.usecases.ports.figures import Counting, FigureRows
from app.usecases.ports.file import Aside, Blanks, Files, Partials, PictureRefused, Pictures, Scan, Scanner
from app.usecases.ports.mail import Mail, Mailer, Outbox, SentMail
from app.usecases.ports.mail_text import MailTexts, OwnText
from app.usecases.ports.notice import Notices
from app.usecases.ports.opinion import Amendments, Opinions
from app.usecases.ports.proof import Marks, ProofKeys, Sealer
from app.usecases.ports.storage import (
    Accounts,
    Attachments,
    Definitions,
    DocumentRows,
    Dossiers,
    Effects,
    Events,
    Mandates,
    Sessions,
    Store,
    Throttles,
    Transaction,
    WorkflowVersions,
)
from app.usecases.ports.studio import Brought, Studio
from app.usecases.ports.teams import Load, Teams

__all__ = [
    "Accounts",
    "Amendments",
    "Archives",
    "Aside",
    "Attachments",
    "Batches",
    "Blanks",
    "Brought",
    "Casework",
    "Clock",
    "Counting",
    "Definitions",
    "DocumentRows",
    "Documents",
    "Dossiers",
    "Effects",
    "Events",
    "Everything",
    "ExportDone",
    "ExportTemplate",
    "ExportTemplates",
    "Exports",
    "FigureRows",
    "Files",
    "Follows",
    "Forms",
    "Ids",
    "Keys",
    "Load",
    "Mail",
    "MailTexts",
    "Mailer",
    "Mandates",
    "Marks",
    "Notices",
    "Opinions",
    "Outbox",
    "OwnText",
    "Paper",
    "Partials",
    "Passwords",
    "PictureRefused",
    "Pictures",
    "Place",
    "Ports",
    "ProofKeys",
    "Queue",
    "QueuePage",
    "QueueQuery",
    "SavedView",
    "SavedViews",
    "Scan",
    "Scanner",
    "Sealer",
    "Selection",
    "SentMail",
    "Sessions",
    "Sort",
    "Store",
    "Studio",
    "Tables",
    "Teams",
    "Throttles",
    "Transaction",
    "WorkflowVersions",
    "Workflows",
]

Json = Any


class Clock(Protocol):
    """The time, as an argument."""

    def now(self) -> datetime:
        """The instant, aware, in UTC."""

    def today(self) -> date:
        """The civil date in Paris."""


class Ids(Protocol):
    """Chance, as an argument."""

    def new(self) -> str:
        """A new opaque id: 32 hexadecimal characters."""

    def reference(self) -> str:
        """A new dossier reference (core.dossier.new_reference)."""


class Keys(Protocol):
    """Codes and links derived from the signing key: nothing secret is stored."""

    def code(self, dossier_id: str, generation: int) -> str:
        """The code that opens the dossier with its reference: 12 characters, groups of four."""

    def code_matches(self, typed: str, dossier_id: str, generation: int) -> bool:
        """Constant-time comparison that forgives case, spaces and dashes."""

    def digest(self, secret: str) -> str:
        """Keyed digest under which a secret such as a session id is stored."""


class Passwords(Protocol):
    """Slow salted hashing (Argon2id)."""

    def hash(self, password: str) -> str: ...

    def verify(self, hashed: str, password: str) -> bool: ...


class Forms(Protocol):
    """The published forms: files read at start, and versions published here. Broken ones are told."""

    def published(self) -> Sequence[FormDefinition]:
        """The current version of each form, by title."""

    def current(self, slug: str) -> FormDefinition:
        """The current version, or NotFound."""

    def problems(self) -> Sequence[Problem]:
        """Why files were left out, and warnings."""

    def opening(self, slug: str) -> Opening:
        """When it takes new dossiers: read with the versions, so that a page asks nothing more."""

    def refused(self, definition: FormDefinition) -> Sequence[Problem]:
        """Why this definition could not serve here: what it names and is not installed."""

    def refresh(self) -> None:
        """A version was published: every process sees it from its next page on."""


class Workflows(Protocol):
    """The workflows, read from files at start."""

    def get(self, name: str) -> Workflow:
        """The workflow of this name, or NotFound."""

    def names(self) -> Sequence[str]: ...

    def problems(self) -> Sequence[Problem]:
        """Why files were left out."""


class Queue(Protocol):
    """The wake-up of the worker. Never the truth: rows are."""

    def wake(self, effect_ids: Sequence[str]) -> bool:
        """Ask a worker to try these effects; False (logged) when the queue is out of reach."""

    def start(self, batch_id: str) -> bool:
        """Ask a worker to go on with this batch; the same answer."""

    def print_blank(self, slug: str) -> bool:
        """Ask a worker to make the blank form to print; the same answer."""


@dataclass(frozen=True, slots=True)
class Paper:
    """All that a document may print. `template` is a folder of pdf_templates/.

    `kind` is form, blank, receipt, decision or mandate. Texts are ready to print.
    """

    template: str
    kind: str
    title: str
    definition: FormDefinition | None
    sections: tuple[Section, ...] = ()
    reference: str = ""  # spelled
    made_at: datetime | None = None
    submitted_at: datetime | None = None
    due_on: date | None = None
    acting: Acting | None = None
    mandate: Mandate | None = None
    beneficiary_address: tuple[str, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)  # kind-specific: see adapters/documents
    deposit: Mapping[str, Json] = field(default_factory=dict)  # attached to the file as JSON; none: nothing
    mark: Mark | None = None  # by which it is verified; None: a specimen
    draft: bool = False  # not sent yet: every page says so


class Documents(Protocol):
    """Lays a paper out as a tagged PDF."""

    def render(self, paper: Paper) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Ports:
    """Every port, in one value: the first argument of each use case. Made by bootstrap only."""

    store: Store
    forms: Forms
    workflows: Workflows
    queue: Queue
    documents: Documents
    files: Files
    mailer: Mailer
    clock: Clock
    ids: Ids
    keys: Keys
    passwords: Passwords
    pictures: Pictures
    partials: Partials
    tables: Tables
    archives: Archives
    proof: ProofKeys
    blanks: Blanks
    brought: Brought
    scanner: Scanner | None = None  # None: nothing is scanned
    sealer: Sealer | None = None  # None: the operator has no certificate
    outbox: Outbox | None = None  # demonstration only
    base_url: str = "http://localhost:8000"
    effect_lease: timedelta = timedelta(seconds=120)
    effect_attempts: int = 8
    max_upload: int = 10 * 1024 * 1024  # bytes of one file
    draft_life: timedelta = timedelta(days=90)  # how long a draft is kept after its last change
