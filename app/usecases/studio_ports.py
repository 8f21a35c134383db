"""What the studio asks of the database: drafts of forms with the log of their edits, and published versions.

Part of `storage`: a transaction gives it as `tx.studio`. And `Brought`: what it asks of files, its own and
those that designers bring.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from app.core.importing.importer import Imported
from app.core.studio import FormDraft, Line, Publication, StartReport

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

    def last(self, draft_id: str, limit: int) -> Sequence[Line]:
        """The last first."""


class Publications(Protocol):
    """Versions published here: append-only."""

    def add(self, publication: Publication) -> bool:
        """False when this version of the form is published already."""

    def of(self, service_ids: Sequence[str]) -> Sequence[Publication]:
        """The newest first."""

    def newest(self) -> Sequence[Publication]:
        """The highest version of each form."""


class StartReports(Protocol):
    """What the imports of drafts told, one a draft."""

    def keep(self, report: StartReport) -> None:
        """Once: a draft starts once."""

    def of(self, draft_id: str) -> StartReport | None: ...


class Studio(Protocol):
    """What designers work on."""

    @property
    def drafts(self) -> FormDrafts: ...

    @property
    def lines(self) -> Lines: ...

    @property
    def publications(self) -> Publications: ...

    @property
    def reports(self) -> StartReports: ...


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
