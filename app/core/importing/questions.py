"""What an import gathers: questions in the order of the schema, checks between them, where each stands.

It knows our paths and the names of the schema, not keywords.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

Json = Any
Conjunction = tuple[Json, ...]  # conditions that must all hold
LONGEST_PATH = 180


@dataclass(slots=True)
class Question:
    """`path` is relative to its row; `shown` lists the ways to be shown, () in it meaning always."""

    path: str
    schema: dict[str, Json]
    label: str
    required: bool = False
    hint: str = ""
    short: str = ""
    sections: tuple[str, ...] = ()
    shown: list[Conjunction] = field(default_factory=list)
    cells: list["Question"] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)
    raw: Json = None  # the schemas it was read from: the same question twice is one

    def when(self) -> Json:
        """The condition, None when it is always shown."""
        ways = [list(way) for way in self.shown]
        if not ways or any(not way for way in ways):
            return None
        each = [way[0] if len(way) == 1 else {"and": way} for way in ways]
        return each[0] if len(each) == 1 else {"or": each}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the reader stands. `prefix` is "demandeur." or ""; `row` the path of the repeat around."""

    prefix: str = ""
    row: str = ""
    when: Conjunction = ()
    sections: tuple[str, ...] = ()
    active: frozenset[str] = frozenset()
    depth: int = 0

    def under(self, name: str, title: str, pointers: list[str]) -> "Spot":
        """Inside the object of this name."""
        return replace(
            self,
            prefix=f"{self.prefix}{name}.",
            sections=(*self.sections, title) if not self.row else self.sections,
            active=self.active | set(pointers),
            depth=self.depth + 1,
        )

    def given(self, *conditions: Json) -> "Spot":
        """The same place, when these hold as well."""
        return replace(self, when=(*self.when, *conditions))

    def var(self, path: str) -> Json:
        """How a condition reads a question of this row, or of the root."""
        return {"var": f"item.{path}" if self.row else path}


@dataclass(slots=True)
class Gathered:
    """Questions of the root or of one row, by the names of the schema too."""

    questions: list[Question] = field(default_factory=list)
    by_name: dict[tuple[str, str], Question] = field(default_factory=dict)  # (prefix, name in the schema)
    groups: dict[tuple[str, str], str] = field(default_factory=dict)  # (prefix, name) → prefix of the object
    names: dict[str, set[str]] = field(default_factory=dict)  # prefix → names in use

    def free_name(self, prefix: str, wanted: str) -> str:
        """The name, with a number when it is taken."""
        used = self.names.setdefault(prefix, set())
        name, number = wanted, 2
        while name.lower() in used:
            name, number = f"{wanted}_{number}", number + 1
        used.add(name.lower())
        return name

    def inside(self, prefix: str) -> Iterator[Question]:
        """The questions under this prefix."""
        return (question for question in self.questions if question.path.startswith(prefix))
