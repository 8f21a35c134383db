"""What the agents' list asks of the database: a page as values, who follows what, kept views.

Part of `storage`, and named in `ports` too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.core.desk.columns import Column
from app.core.desk.filters import Filter
from app.core.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Sort:
    """The column that a list is sorted by; what is empty comes last in both directions."""

    column: Column
    descending: bool = False


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """A page of the desk's queue. `after` and `before` are cursors given by a page."""

    service_ids: tuple[str, ...]
    states: tuple[tuple[str, str], ...] = ()  # (slug, state) pairs; empty = every submitted state
    slug: str = ""
    search: str = ""  # words that begin words of the number, the name or the answers
    follower: str = ""  # the account that follows them
    filters: tuple[Filter, ...] = ()
    sort: Sort | None = None  # None: by due date, or by arrival for a search
    after: str = ""
    before: str = ""
    limit: int = 25
    total: int | None = None  # known already, hence not counted


@dataclass(frozen=True, slots=True)
class QueuePage:
    """`following` and `preceding` are the cursors of the pages around, "" at the ends.

    `total` stops beyond 500: see `desk_counts.FOUND`.
    """

    dossiers: tuple[Dossier, ...]
    total: int
    following: str = ""
    preceding: str = ""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A list kept under a name: `choices` are the (name, value) pairs of its address.

    `service_id` is the service that it is shared with, "" when it is for its owner alone.
    """

    id: str
    owner_id: str
    service_id: str
    name: str
    choices: tuple[tuple[str, str], ...]


class Follows(Protocol):
    """Which agents follow which dossiers."""

    def add(self, account_id: str, dossier_id: str) -> None:
        """Nothing when it is followed already."""

    def remove(self, account_id: str, dossier_id: str) -> None: ...


class SavedViews(Protocol):
    """Lists kept under a name."""

    def add(self, view: SavedView) -> None: ...

    def open_to(self, account_id: str, service_ids: Sequence[str]) -> Sequence[SavedView]:
        """The views of this account and those shared with these services, by name."""

    def change(self, view: SavedView) -> None: ...

    def delete(self, view_id: str) -> None: ...
