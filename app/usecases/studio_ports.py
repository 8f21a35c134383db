"""What the studio asks of the database: drafts of forms with the log of their edits, and published versions.

Part of `storage`: a transaction gives it as `tx.studio`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from app.core.studio import Clip, FormDraft, Line, Presence, Publication

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

    def newest(self) -> Sequence[Publication]:
        """The highest version of each form."""


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
    def drafts(self) -> FormDrafts: ...

    @property
    def lines(self) -> Lines: ...

    @property
    def publications(self) -> Publications: ...

    @property
    def presences(self) -> Presences: ...

    @property
    def clips(self) -> Clips: ...
