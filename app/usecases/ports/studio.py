"""What the studio asks of the database: drafts of forms with the log of their edits, and published versions.

Part of `storage`: a transaction gives it as `tx.studio`. And `Brought`: what it asks of files, its own and
those that designers bring.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from app.core.dossier import Dossier
from app.core.importing.importer import Imported
from app.core.studio import (
    Clip,
    FormDraft,
    FormFact,
    Line,
    Presence,
    Publication,
    StartReport,
    Trial,
)  # fmt: skip
from app.core.studio.opening import Opening

Json = Any


class FormDrafts(Protocol):
    """Drafts of forms."""

    def of(self, service_ids: Sequence[str]) -> Sequence[FormDraft]:
        """Those that are not published, the last changed first."""

    def get(self, draft_id: str) -> FormDraft:
        """NotFound when there is none."""

    def by_slug(self, slug: str) -> FormDraft | None:
        """The one that is not published yet."""

    def add(self, draft: FormDraft) -> bool:
        """False when this slug has a draft already."""

    def save(self, draft: FormDraft, *, based_on: int) -> bool:
        """Compare-and-set on the revision: False when somebody else wrote meanwhile, and nothing is kept."""


class Lines(Protocol):
    """The log of edits: append-only."""

    def append(self, line: Line) -> None: ...

    def get(self, draft_id: str, number: int) -> Line:
        """NotFound when there is none."""

    def since(self, draft_id: str, number: int, limit: int) -> Sequence[Line]:
        """Those after this number, in order."""

    def last(self, draft_id: str, limit: int, before: int = 0) -> Sequence[Line]:
        """The last first; those under `before` when it is given."""


class Publications(Protocol):
    """Versions published here: append-only."""

    def add(self, publication: Publication) -> bool:
        """False when this version of the form is published already."""

    def of(self, service_ids: Sequence[str]) -> Sequence[Publication]:
        """The newest first."""

    def of_form(self, slug: str) -> Sequence[Publication]:
        """Those of one form, the newest first."""

    def newest(self) -> Sequence[Publication]:
        """The highest version of each form."""


class StartReports(Protocol):
    """What the imports of drafts told, one a draft."""

    def keep(self, report: StartReport) -> None:
        """Once: a draft starts once."""

    def of(self, draft_id: str) -> StartReport | None: ...


class Openings(Protocol):
    """When forms open and close."""

    def of(self, slug: str) -> Opening:
        """`opening.ALWAYS` for a form that nobody limited."""

    def all(self) -> Mapping[str, Opening]:
        """By slug, those that have one."""

    def set(self, slug: str, opening: Opening) -> bool:
        """Compare-and-set on the revision: False when somebody else wrote meanwhile."""


class FormFacts(Protocol):
    """What was done to forms that are served: append-only."""

    def append(self, fact: FormFact) -> None: ...

    def of(self, slug: str) -> Sequence[FormFact]:
        """The last first."""


class InFlight(Protocol):
    """The drafts of citizens, and dossiers that were sent, under each version of a form; tests apart."""

    def versions(self, service_id: str, slug: str) -> Sequence[tuple[str, bool, int]]:
        """(hash of the definition, was it sent?, how many)."""

    def drafts(self, service_id: str, slug: str, limit: int) -> Sequence[Dossier]:
        """Those that are not sent, the last touched first."""


class Trials(Protocol):
    """Test dossiers."""

    def add(self, trial: Trial) -> None: ...

    def get(self, dossier_id: str) -> Trial | None: ...

    def of(self, slug: str, limit: int) -> Sequence[tuple[Trial, Dossier]]:
        """The last begun first."""

    def forget(self, dossier_id: str) -> None:
        """The dossier goes too; nothing happens to one that is no test."""


class Presences(Protocol):
    """Who has a draft open. What is lost here is written again within the minute."""

    def of(self, draft_id: str, since: datetime) -> Sequence[Presence]:
        """Those seen since then, by name."""

    def keep(self, presence: Presence) -> None:
        """In the place of what was known of the same designer on the same draft."""


class Clips(Protocol):
    """What each designer copied last."""

    def of(self, account_id: str) -> Clip | None: ...

    def keep(self, clip: Clip) -> None: ...


class Studio(Protocol):
    """What designers work on."""

    @property
    def trials(self) -> Trials: ...

    @property
    def openings(self) -> Openings: ...

    @property
    def facts(self) -> FormFacts: ...

    @property
    def in_flight(self) -> InFlight: ...

    @property
    def drafts(self) -> FormDrafts: ...

    @property
    def lines(self) -> Lines: ...

    @property
    def publications(self) -> Publications: ...

    @property
    def reports(self) -> StartReports: ...

    @property
    def presences(self) -> Presences: ...

    @property
    def clips(self) -> Clips: ...


@dataclass(frozen=True, slots=True)
class Brought:
    """Readers of files. What they are given may be anything: each is bounded, and refuses by a GuichetError.

    `layout`: the texts of a layout of documents by file name, {} for one that is not installed.
    `official`: an official PDF and a slug → the draft and its report.
    `sheet`: a CSV, XLSX or ODS file and its name → its rows of cells, as text.
    """

    layout: Callable[[str], Mapping[str, str]]
    official: Callable[[bytes, str], Imported]
    sheet: Callable[[bytes, str], Sequence[Sequence[str]]]
