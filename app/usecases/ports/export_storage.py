"""What exports need from the database: dossiers in bulk, the trace of downloads, templates of columns.

Every read is one short statement: nothing is held while a slow browser takes its file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from app.core.dossier import Attachment, Document
from app.core.exporting.facts import Facts

Json = Any


@dataclass(frozen=True, slots=True)
class Selection:
    """Submitted dossiers of one form: of these services, in these states (() for all), received from
    `since` (None: ever) until before `before`."""

    slug: str
    service_ids: tuple[str, ...]
    before: datetime
    since: datetime | None = None
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a dossier stands in the order of receipt."""

    received: datetime
    id: str


@dataclass(frozen=True, slots=True)
class ExportDone:
    """One download. `data` holds what was asked: states, period, columns, template."""

    id: str
    at: datetime
    account_id: str
    account_name: str
    slug: str
    format: str
    sensitive: bool
    dossiers: int
    data: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class ExportTemplate:
    """Keys of columns in order (core.exporting); `shared` with the agents of the service."""

    id: str
    account_id: str
    service_id: str
    slug: str
    name: str
    shared: bool
    columns: tuple[str, ...]
    made_at: datetime


class Exports(Protocol):
    """Submitted dossiers read in bulk, and the trace of who took them out."""

    def count(self, selection: Selection) -> int: ...

    def services(self, slug: str) -> Sequence[str]:
        """The services that hold submitted dossiers of this form, in order."""

    def hashes(self, selection: Selection) -> Sequence[str]:
        """The versions that the dossiers of the selection answer."""

    def states(self, selection: Selection) -> Mapping[str, int]:
        """How many dossiers of the selection are in each state, whatever states it asks for."""

    def ids(self, selection: Selection, service_id: str, after: Place | None, limit: int) -> Sequence[Place]:
        """The next dossiers of one service in order of receipt, after this one."""

    def facts(self, ids: Sequence[str], service_ids: Sequence[str]) -> Sequence[Facts]:
        """The submitted dossiers of these ids, in their order; those that these services do not hold
        are left out."""

    def attachments(self, ids: Sequence[str]) -> Sequence[Attachment]: ...

    def documents(self, ids: Sequence[str]) -> Sequence[Document]: ...

    def log(self, export: ExportDone) -> None: ...

    def logged(self, limit: int = 100) -> Sequence[ExportDone]:
        """Newest first."""


class ExportTemplates(Protocol):
    """Columns chosen for an export, by name."""

    def add(self, template: ExportTemplate) -> bool:
        """False when this account already has one of this name for this form."""

    def usable(self, account_id: str, service_ids: Sequence[str], slug: str) -> Sequence[ExportTemplate]:
        """Their own, then those that a colleague of these services shares, by name."""

    def remove(self, template_id: str, account_id: str) -> bool:
        """False when it is not theirs, or gone."""
