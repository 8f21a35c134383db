"""What the agents' work on a dossier asks of the database: labels, notes, messages, visits.

Part of `storage`: a transaction gives it as `tx.casework`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from app.core.desk.amendments import Amendment
from app.core.desk.casework import (
    AnswersBefore,
    Beside,
    Choices,
    Label,
    MessageTemplate,
    Struck,
    Visit,
    Written,
)
from app.core.desk.opinions import Opinion
from app.core.dossier import Attachment, Document, Effect, Event

Json = Any


@dataclass(frozen=True, slots=True)
class Everything:
    """All that is kept about one dossier, and the templates of its service, each in its order."""

    events: tuple[Event, ...]
    documents: tuple[Document, ...]
    attachments: tuple[Attachment, ...]
    effects: tuple[Effect, ...]
    texts: tuple[Written, ...]
    opinions: tuple[Opinion, ...]
    amendments: tuple[Amendment, ...]
    templates: tuple[MessageTemplate, ...]


class Labels(Protocol):
    """The labels of services, and the dossiers that carry them."""

    def of(self, service_ids: Sequence[str]) -> Sequence[Label]:
        """By name."""

    def add(self, label: Label, /) -> None: ...

    def change(self, label: Label, /) -> None: ...

    def delete(self, label_id: str, /) -> None:
        """It leaves the dossiers too."""

    def put(self, dossier_id: str, label_id: str) -> bool:
        """False when the dossier carried it already."""

    def take_off(self, dossier_id: str, label_id: str) -> bool:
        """False when it did not carry it."""


class Texts(Protocol):
    """Notes and messages: written once."""

    def add(self, text: Written) -> None: ...

    def of(self, dossier_id: str, *kinds: str) -> Sequence[Written]:
        """In order; of every kind when none is named."""

    def strike(self, text_id: str, struck: Struck) -> bool:
        """False when it was struck out already."""

    def read(self, dossier_id: str, *, by_citizen: bool, at: datetime) -> int:
        """Mark the messages of the other side, written by then and not read yet; how many."""


class MessageTemplates(Protocol):
    """The texts of services."""

    def of(self, service_ids: Sequence[str]) -> Sequence[MessageTemplate]:
        """By name."""

    def add(self, template: MessageTemplate, /) -> None: ...

    def change(self, template: MessageTemplate, /) -> None: ...

    def delete(self, template_id: str, /) -> None: ...


class AnswerVersions(Protocol):
    """The answers of a dossier as they were before each correction."""

    def keep(self, dossier_id: str, before: AnswersBefore) -> None: ...

    def first_after(self, dossier_id: str, number: int) -> AnswersBefore | None:
        """As they stood when the event `number` was the last one, None when nothing has changed since."""


class Casework(Protocol):
    """What agents keep beside a dossier."""

    @property
    def labels(self) -> Labels: ...

    @property
    def texts(self) -> Texts: ...

    @property
    def templates(self) -> MessageTemplates: ...

    @property
    def versions(self) -> AnswerVersions: ...

    def beside(self, dossier_ids: Sequence[str]) -> Mapping[str, Beside]:
        """Followers, assignment, group and labels of these dossiers: one statement."""

    def around(self, dossier_id: str, service_id: str) -> Beside:
        """The same for one, with its visits, what its service knows and its territory: one statement."""

    def everything(self, dossier_id: str, service_id: str) -> Everything:
        """The whole dossier but its own row: one statement."""

    def choices(self, service_ids: Sequence[str]) -> Choices:
        """The agents, the labels and the groups of these services, by name: one statement."""

    def assign(self, dossier_id: str, account_id: str) -> None:
        """ "" for nobody."""

    def annotate(self, dossier_id: str, annotations: Mapping[str, Json]) -> None: ...

    def converse(self, dossier_id: str, exchange: str) -> None:
        """How the conversation stands: see `core.desk.casework`."""

    def caught_up(self, dossier_id: str) -> None:
        """New messages are read ones, unless one is left that was not."""

    def visited(self, dossier_id: str, visit: Visit) -> None:
        """Store the agent's visit over the one before."""
