"""What groups, rules, absences and the load of agents ask of the database. A transaction gives it as
`tx.teams`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.core.desk.absence import Absence
from app.core.desk.group import Group, Routes, Rule


@dataclass(frozen=True, slots=True)
class Load:
    """Dossiers without a decision: all of them, and those past their due date."""

    open: int = 0
    late: int = 0


class Groups(Protocol):
    """The groups of services."""

    def of(self, service_ids: Sequence[str], /) -> Sequence[Group]:
        """By name."""

    def add(self, group: Group, /) -> None: ...

    def change(self, group: Group, /) -> None: ...

    def delete(self, group_id: str, /) -> None:
        """Its members and its rules go too; its dossiers are the caller's business (`leave`)."""


class Teams(Protocol):
    """Who deals with what, and who is there."""

    @property
    def groups(self) -> Groups: ...

    def members(self, service_ids: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """The accounts of each group of these services, by group; only those who still sign in."""

    def set_members(self, group_id: str, account_ids: Sequence[str]) -> None: ...

    def fall_back(self, service_id: str, group_id: str) -> None:
        """This group takes what no rule sends elsewhere; "" for none."""

    def routes(self, service_id: str, slug: str) -> Routes:
        """All that decides for a form: one statement."""

    def keep_rules(self, service_id: str, slug: str, rules: Sequence[Rule]) -> None:
        """These, in this order, instead of those before."""

    def rules_by_form(self, service_ids: Sequence[str]) -> Mapping[tuple[str, str], int]:
        """(service, slug) → how many rules."""

    def ruled(self, group_id: str) -> int:
        """How many rules name this group."""

    def put(self, dossier_id: str, group_id: str) -> None:
        """ "" for no group."""

    def leave(self, group_id: str) -> None:
        """Its dossiers have no group any more."""

    def absences(self, account_ids: Sequence[str], since: date) -> Sequence[Absence]:
        """Those that end on this day or later, earliest first."""

    def add_absence(self, absence: Absence) -> None: ...

    def remove_absence(self, absence_id: str) -> None: ...

    def load(self, service_ids: Sequence[str], today: date) -> Mapping[str, Load]:
        """By account; "" for what nobody has in charge. One statement, counted inside an index."""

    def territory(self, service_id: str) -> str:
        """The part of the territory whose public holidays count for this service."""

    def set_territory(self, service_id: str, territory: str, today: date) -> None:
        """Keep it, and have the clock look again today at every dossier of the service that it follows."""
