"""What the use cases need from the database: one Protocol an aggregate, inside a transaction.

All that happens inside one transaction is stored together or not at all.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from app.core.account import Account
from app.core.definition import FormDefinition
from app.core.dossier import Acting, Attachment, Document, Dossier, Effect, Event, Mandate
from app.core.workflow import Workflow
from app.usecases.ports.batch import Batches
from app.usecases.ports.casework import Casework
from app.usecases.ports.desk import Follows, QueuePage, QueueQuery, SavedViews
from app.usecases.ports.export_storage import Exports, ExportTemplates
from app.usecases.ports.figures import FigureRows
from app.usecases.ports.mail_text import MailTexts
from app.usecases.ports.notice import Notices
from app.usecases.ports.opinion import Amendments, Opinions
from app.usecases.ports.proof import Marks
from app.usecases.ports.studio import Studio
from app.usecases.ports.teams import Teams

Json = Any


class Dossiers(Protocol):
    """Drafts and dossiers."""

    def add(self, dossier: Dossier) -> None: ...

    def add_all(self, many: Sequence[Dossier]) -> None:
        """The same for many at once, in two statements."""

    def get(self, dossier_id: str) -> Dossier:
        """The dossier, or NotFound."""

    def by_reference(self, reference: str) -> Dossier | None: ...

    def all_of(self, dossier_ids: Sequence[str]) -> Sequence[Dossier]:
        """Those that are still there, in this order, to be read only: one statement."""

    def by_references(self, references: Sequence[str]) -> Sequence[Dossier]:
        """The same by reference."""

    def save_working(self, dossier: Dossier, *, based_on: int) -> Dossier:
        """Store working, typed, title, email, acting and updated_at when the stored revision is
        still `based_on`; returns it with its new revision, or raises DraftConflict."""

    def change(self, dossier: Dossier, *, from_state: str, answered: bool = True) -> bool:
        """Compare-and-set: store every column of `dossier` if the stored state is still
        `from_state`; False when somebody else was first. `answered` is False when neither its answers
        nor its title are others than before: what is searched stays."""

    def page(self, query: QueueQuery) -> QueuePage: ...

    def counts(self, service_ids: Sequence[str]) -> Mapping[tuple[str, str], int]:
        """Submitted dossiers by (slug, state); counted to a little more than 1 000 each, then no further."""

    def clock_due(
        self, today: date, *, after: tuple[date, str] | None, limit: int
    ) -> Sequence[tuple[date, str]]:
        """(clock_on, id) of the dossiers that the clock should look at by `today`, earliest first,
        beyond the pair `after`."""

    def look_on(self, dossier_id: str, day: date | None, *, due_on: date | None) -> None:
        """Store when the clock should look again, and the due date to show; nothing else changes."""

    def tally(self, service_ids: Sequence[str], account_id: str) -> Mapping[tuple[str, str], tuple[int, int]]:
        """The same with, beside each number, how many of them this account follows."""

    def neighbours(self, query: QueueQuery, dossier_id: str) -> tuple[str, str]:
        """The references just before and after this dossier in the list, "" at its ends."""

    def drafts_of(self, actor_id: str) -> Sequence[Dossier]:
        """Drafts last filled by this adviser's account, newest first."""

    def delete_draft(self, dossier_id: str) -> None: ...

    def purge_drafts(self, before: datetime) -> int:
        """Delete the drafts untouched since `before`, with their attachments; how many."""


class Events(Protocol):
    """Append-only, chained by hash inside a dossier."""

    def append(self, dossier_id: str, kind: str, at: datetime, acting: Acting,
               data: Mapping[str, Json] | None = None) -> Event: ...  # fmt: skip

    def of(self, dossier_id: str) -> Sequence[Event]:
        """In order."""

    def all_of(self, dossier_ids: Sequence[str]) -> Mapping[str, Sequence[Event]]:
        """The same for each of these: one statement."""

    def broken_chains(self) -> Sequence[tuple[str, int]]:
        """(dossier id, event number) where a digest does not follow, or where the last events are
        gone: see `guichet audit`."""


class Effects(Protocol):
    """The to-do list of side effects."""

    def add(self, effect: Effect) -> None: ...

    def of(self, dossier_id: str) -> Sequence[Effect]: ...

    def claim(self, effect_id: str, now: datetime, lease: timedelta) -> Effect | None:
        """Compare-and-set to running for `lease`, attempts + 1. None when it is not ours to do
        (done, failed, not due, or running under a lease that still holds)."""

    # These three end a claim, and do nothing (False) when it is no longer held: the lease ended
    # and another worker took the effect over, or is done with it.

    def done(self, claimed: Effect, at: datetime) -> bool: ...

    def retry(self, claimed: Effect, due_at: datetime, error: str) -> bool: ...

    def fail(self, claimed: Effect, error: str) -> bool: ...

    def reset(self, effect_id: str, due_at: datetime) -> bool:
        """Failed to pending, attempts 0; False when it was not failed."""

    def due(self, now: datetime, limit: int = 500) -> Sequence[str]:
        """Ids of pending effects due at `now`, and of running ones whose lease has ended."""

    def with_status(self, status: str, limit: int = 200) -> Sequence[Effect]: ...


class DocumentRows(Protocol):
    """Produced documents."""

    def add(self, document: Document) -> bool:
        """False when a document of the same effect_id is already kept."""

    def of(self, dossier_id: str) -> Sequence[Document]: ...

    def get(self, document_id: str) -> Document:
        """The document, or NotFound."""


class Attachments(Protocol):
    """Files given by people."""

    def add(self, attachment: Attachment) -> None: ...

    def of(self, dossier_id: str) -> Sequence[Attachment]: ...

    def get(self, attachment_id: str) -> Attachment: ...

    def remove(self, attachment_id: str) -> None: ...

    def waiting(self, limit: int) -> Sequence[Attachment]:
        """The files still to be scanned, oldest first."""

    def scanned(self, attachment_id: str, scan: str) -> None:
        """Store what the scanner said: "" or "infected"."""

    def named(self, digests: Sequence[str]) -> set[str]:
        """Those among these SHA-256 that an attachment or a produced document names."""


class Mandates(Protocol):
    """Consents given to advisers; only `revoked_at` ever changes."""

    def add(self, mandate: Mandate) -> None: ...

    def get(self, mandate_id: str) -> Mandate: ...

    def revoke(self, mandate_id: str, at: datetime) -> None: ...


class Accounts(Protocol):
    """People who sign in."""

    def add(self, account: Account) -> None: ...

    def get(self, account_id: str) -> Account | None: ...

    def by_email(self, email: str) -> Account | None: ...

    def all(self) -> Sequence[Account]: ...

    def set_password(self, account_id: str, password_hash: str) -> None: ...

    def close(self, account_id: str) -> None:
        """Nobody signs in with it any more; its name stays in the histories."""


class Definitions(Protocol):
    """The exact definitions that dossiers were filled with."""

    def keep(self, definition: FormDefinition) -> None:
        """Store it once, by its hash."""

    def get(self, hash_: str) -> FormDefinition:
        """Parsed again from the stored JSON (cached by hash), or NotFound."""

    def of_slugs(self, slugs: Sequence[str]) -> Sequence[FormDefinition]:
        """Every kept version of these forms that can still be read, newest first."""


class WorkflowVersions(Protocol):
    """The exact workflows that dossiers started with."""

    def keep(self, workflow: Workflow) -> None:
        """Store it once, by its hash."""

    def get(self, hash_: str) -> Workflow:
        """Parsed again from the stored JSON (cached by hash). NotFound, or DefinitionRefused when this
        Guichet can no longer read it."""


class Sessions(Protocol):
    """Server-side sessions, by the digest of their id."""

    def get(self, digest: str, now: datetime) -> Mapping[str, Json] | None: ...

    def held(self, digest: str, now: datetime) -> Mapping[str, Json] | None:
        """The same, held until the end of the transaction: nobody changes it meanwhile."""

    def put(self, digest: str, data: Mapping[str, Json], expires_at: datetime) -> None:
        """For a new id; one that is known is changed."""

    def change(self, digest: str, data: Mapping[str, Json], expires_at: datetime) -> bool:
        """Overwrite a row that is still there; False when it is gone."""

    def delete(self, digest: str) -> None: ...

    def purge(self, now: datetime) -> int: ...


class Throttles(Protocol):
    """Counts of failures in a window, by key ("login:a@b.fr", "code:7K4M92QXC")."""

    def failures(self, key: str, since: datetime) -> int: ...

    def record(self, key: str, at: datetime) -> None: ...

    def clear(self, key: str) -> None: ...

    def purge(self, before: datetime) -> int: ...


class Transaction(Protocol):
    """One unit of work."""

    dossiers: Dossiers
    follows: Follows
    saved_views: SavedViews
    casework: Casework
    teams: Teams
    events: Events
    effects: Effects
    documents: DocumentRows
    attachments: Attachments
    mandates: Mandates
    accounts: Accounts
    definitions: Definitions
    workflows: WorkflowVersions
    sessions: Sessions
    throttles: Throttles
    exports: Exports
    export_templates: ExportTemplates
    figures: FigureRows
    batches: Batches
    opinions: Opinions
    marks: Marks
    studio: Studio
    amendments: Amendments
    mail_texts: MailTexts
    notices: Notices


class Store(Protocol):
    """The database."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Commit at the end of the block, roll back on an exception. SQLite: BEGIN IMMEDIATE."""

    def reading(self) -> AbstractContextManager[Transaction]:
        """Read only: never waits for a writer."""
