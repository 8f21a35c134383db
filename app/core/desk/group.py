"""Groups of agents inside a service, and the rules that name them: plain values, no reading of answers."""

from dataclasses import dataclass
from typing import Any

Json = Any


@dataclass(frozen=True, slots=True)
class Group:
    """Some agents of a service. `fallback`: it takes the dossiers that no rule sends elsewhere."""

    id: str
    service_id: str
    name: str
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """ "When this holds, to that group", for one form of one service."""

    id: str
    service_id: str
    slug: str
    group_id: str
    when: Json


@dataclass(frozen=True, slots=True)
class Routes:
    """All that decides for one form: the groups of its service, by name, and its rules, in order."""

    groups: tuple[Group, ...] = ()
    rules: tuple[Rule, ...] = ()

    def group(self, group_id: str) -> Group | None:
        """The group of this id, None for one that is not of the service."""
        return next((group for group in self.groups if group.id == group_id), None)

    @property
    def fallback(self) -> Group | None:
        """The group by default."""
        return next((group for group in self.groups if group.fallback), None)


@dataclass(frozen=True, slots=True)
class Route:
    """Where a dossier goes, and the rule that says so; None when it is the group by default."""

    group: Group
    rule: Rule | None = None
