"""One person's case, from draft to archive: plain values, no storage, no screen.

Who did it (`actor`) and for whom (`beneficiary`) are always both recorded.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from json import dumps
from typing import Any, Literal

from stdnum import luhn

Json = Any
Mode = Literal["autonome", "accompagne", "mandat"]
Role = Literal["citizen", "adviser", "agent", "expert", "designer", "manager", "auditor", "operator", "clock"]

# No look-alikes: no 0/O, 1/I/L, 5/S, 8/B, U/V are left together.
REFERENCE_ALPHABET = "234679ACDEFGHJKMNPQRTVWXYZ"
REFERENCE_LENGTH = 9  # eight drawn, one check character; about 2e11 references


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as events remember them; `id` is an account's, empty for a citizen."""

    name: str
    role: Role = "citizen"
    id: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, for whom, in which mode. Alone, both are the citizen."""

    actor: Person
    beneficiary: Person
    mode: Mode = "autonome"
    mandate_id: str = ""


CITIZEN = Person(name="", role="citizen")
ALONE = Acting(actor=CITIZEN, beneficiary=CITIZEN)
CLOCK = Person(name="", role="clock")


def by_itself(acting: Acting) -> Acting:
    """The machine acting for the same beneficiary: documents, mails, deadlines."""
    return Acting(actor=CLOCK, beneficiary=acting.beneficiary)


@dataclass(frozen=True, slots=True)
class Event:
    """One append-only fact of a dossier. `kind` is a verb from EVENT_KINDS; `data` is small JSON.

    `previous` and `hash` chain the events of a dossier: an edit or a deletion shows.
    """

    id: str
    dossier_id: str
    number: int  # 1, 2, 3… inside the dossier
    kind: str
    at: datetime  # aware, UTC
    acting: Acting
    data: Mapping[str, Json] = field(default_factory=dict)
    previous: str = ""
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """A side effect to do: "document:receipt", "mail:received"… Row first, queue second.

    `status` is pending, running, done or failed; `due_at` is when it may next be tried.
    """

    id: str
    dossier_id: str
    name: str
    status: str
    attempts: int
    due_at: datetime
    data: Mapping[str, Json] = field(default_factory=dict)
    error: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A produced PDF: `kind` is form, receipt, decision, mandate…; `sha256` names its file.

    `effect_id` is unique: the same effect run twice keeps one document.
    """

    id: str
    dossier_id: str
    kind: str
    title: str
    sha256: str
    size: int
    made_at: datetime
    effect_id: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file given by a person, stored by its SHA-256."""

    id: str
    dossier_id: str
    path: str
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    scan: str = ""  # "" nothing against it, "waiting" to be looked at, "infected": nobody gets it
    until_decision: bool = False  # an identity document: forgotten once the dossier is decided
    text_id: str = ""  # the message that it was sent with; "" for a file of the answers


@dataclass(frozen=True, slots=True)
class Mandate:
    """Written consent for an adviser to act, limited in time and to listed forms (Code civil 1984 s.)."""

    id: str
    adviser_id: str
    adviser_name: str
    organisation: str
    beneficiary: str
    scope: tuple[str, ...]  # slugs of forms
    given_at: datetime
    ends_at: datetime
    consent: str  # the words that were read and agreed to
    revoked_at: datetime | None = None

    def covers(self, slug: str, now: datetime) -> bool:
        """True when the mandate is running at `now` and names this form."""
        return self.revoked_at is None and self.given_at <= now < self.ends_at and slug in self.scope


@dataclass(frozen=True, slots=True)
class Dossier:
    """The case itself. `answers` is what was submitted (pruned, frozen); `working` is the copy
    being edited (draft, or correction), with hidden answers kept; `typed` holds what was typed
    but could not be understood, by path, so that it comes back to the page.
    """

    id: str
    reference: str
    slug: str
    definition_hash: str
    service_id: str
    state: str
    revision: int  # grows with each saved change of working answers
    working: Mapping[str, Json]
    typed: Mapping[str, Json]
    answers: Mapping[str, Json]
    acting: Acting  # how it was last filled
    created_at: datetime
    updated_at: datetime
    submitted_at: datetime | None = None
    decided_at: datetime | None = None
    due_on: date | None = None  # silence date, derived from the events at each transition
    email: str = ""  # where the citizen is told
    title: str = ""  # name of the person, for the queue
    generation: int = 0  # grows when links and codes given before must stop working
    assigned_to: str = ""
    test: bool = False
    field_revisions: Mapping[str, int] = field(default_factory=dict)  # question → revision of its last change
    row_ids: Mapping[str, Json] = field(default_factory=dict)  # repeat → ids of its rows, outside the data
    workflow_hash: str = ""  # the version of the workflow that it started with; "" before they were kept
    annotations: Mapping[str, Json] = field(default_factory=dict)  # the agents' answers, never the citizen's
    exchange: str = ""  # how the conversation stands: see `casework`
    group_id: str = ""  # the group of the service that deals with it: see `routing`
    clock_on: date | None = None  # when the scheduler should look at it, derived from the events
    renewal: Mapping[str, Json] = field(default_factory=dict)  # of a draft: see `versions.renewing`
    waited: int = 0  # days spent waiting for the citizen: see `awaiting`


def new_reference(choose: Callable[[Sequence[str]], str]) -> str:
    """Draw a public reference; `choose` picks one character (secrets.choice outside tests)."""
    drawn = "".join(choose(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH - 1))
    return drawn + luhn.calc_check_digit(drawn, REFERENCE_ALPHABET)


def read_reference(text: str) -> str | None:
    """The canonical reference for what a person typed ("7k4-m92 qxc"), or None when it is not one."""
    compact = "".join(char for char in text.upper() if char.isalnum())
    if len(compact) != REFERENCE_LENGTH or set(compact) - set(REFERENCE_ALPHABET):
        return None
    return compact if luhn.is_valid(compact, REFERENCE_ALPHABET) else None


def spell_reference(reference: str) -> str:
    """Groups of three characters, to be read aloud: "7K4-M92-QXC"."""
    return "-".join([reference[i : i + 3] for i in range(0, len(reference), 3)])


def event_digest(event: Event) -> str:
    """SHA-256 over the event's facts and the digest of the one before (chain of a dossier)."""
    facts = {
        "id": event.id,
        "dossier": event.dossier_id,
        "number": event.number,
        "kind": event.kind,
        "at": event.at.isoformat(timespec="microseconds"),
        "actor": [event.acting.actor.role, event.acting.actor.id, event.acting.actor.name,
                  event.acting.actor.organisation],
        "beneficiary": event.acting.beneficiary.name,
        "mode": event.acting.mode,
        "mandate": event.acting.mandate_id,
        "data": event.data,
        "previous": event.previous,
    }  # fmt: skip
    # default=str: an amount inside `data` is a Decimal, which JSON in Python does not write.
    text = dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return sha256(text.encode()).hexdigest()
