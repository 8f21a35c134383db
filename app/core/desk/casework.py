"""What agents keep beside a dossier: labels, notes, messages, visits. Plain values, no storage, no screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from app.core.desk.group import Group
from app.core.dossier import Person
from app.core.legal_time.public_holidays import METROPOLE

Json = Any
NOTE, MESSAGE = "note", "message"  # kinds of written texts
TONES = ("neutral", "info", "ok", "attention", "bad")  # colours of labels, as badges have them
PRESENT = timedelta(seconds=75)  # how long a page that was shown counts as being looked at
A_VISIT = timedelta(minutes=30)  # pages of one dossier opened closer than this are one visit

# How the conversation with the citizen stands, as a dossier keeps it for the list.
NO_MESSAGE, NEW, AWAITED, READ = "", "new", "awaited", "read"


@dataclass(frozen=True, slots=True)
class Label:
    """A word of a service to sort its dossiers by. `tone` is one of TONES."""

    id: str
    service_id: str
    name: str
    tone: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """An agent of a service."""

    account_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Struck:
    """Who struck a note out, when and why; its text stays."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Written:
    """A note or a message: never changed, at most struck out (notes) or read (messages).

    `awaits`: an answer is asked for. `read_at`: when the other side first saw it.
    """

    id: str
    dossier_id: str
    kind: str
    at: datetime
    author: Person
    body: str
    awaits: bool = False
    read_at: datetime | None = None
    struck: Struck | None = None

    @property
    def from_citizen(self) -> bool:
        """True when the service is the reader."""
        return self.author.role in ("citizen", "adviser")


@dataclass(frozen=True, slots=True)
class Visit:
    """One agent at one dossier: the last page shown (`at`, and the number of the last event then), and
    the same of the visit before, from which "since your last visit" counts."""

    account_id: str
    name: str
    at: datetime
    number: int
    before_at: datetime | None = None
    before_number: int = 0


@dataclass(frozen=True, slots=True)
class Beside:
    """Who and what is attached to a dossier."""

    followers: tuple[Colleague, ...] = ()
    assigned: Colleague | None = None
    labels: tuple[Label, ...] = ()
    visits: tuple[Visit, ...] = ()
    known_labels: tuple[Label, ...] = ()  # all those of its service
    group: Group | None = None
    known_groups: tuple[Group, ...] = ()
    territory: str = METROPOLE  # of its service


@dataclass(frozen=True, slots=True)
class Choices:
    """What the dossiers of some services may be given to, or carry: each by name."""

    people: tuple[Colleague, ...] = ()
    labels: tuple[Label, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """A text of a service with variables: see `message_words`."""

    id: str
    service_id: str
    name: str
    body: str


@dataclass(frozen=True, slots=True)
class AnswersBefore:
    """The answers as they were until the event `number` replaced them."""

    number: int
    answers: Mapping[str, Json] = field(default_factory=dict)


def next_visit(last: Visit | None, account_id: str, name: str, at: datetime, number: int) -> Visit:
    """The visit after a page was shown at `at`; what came before stays the mark as long as it lasts."""
    if last is None:
        return Visit(account_id, name, at, number)
    if at - last.at < A_VISIT:
        return Visit(account_id, name, at, number, last.before_at, last.before_number)
    return Visit(account_id, name, at, number, last.at, last.number)
