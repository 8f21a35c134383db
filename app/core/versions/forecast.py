"""What publishing would do to the drafts under way, question by question: counts, never an answer.

The same rule as `migrating`, run beforehand for the designer. It stores and shows nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.core import paths
from app.core.definition import FormDefinition
from app.core.versions.migrating import AGAIN, CAST, DROPPED, KEPT, NEW, migrate

Json = Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question: in how many drafts its answer is kept, cast, to give again, dropped; or it is new."""

    label: str
    kept: int = 0
    cast: int = 0
    again: int = 0
    dropped: int = 0
    new: int = 0

    @property
    def changes(self) -> bool:
        """True when somebody will be told something."""
        return bool(self.cast or self.again or self.dropped or self.new)


@dataclass(slots=True)
class Forecast:
    """Filled draft by draft. `untouched`: drafts whose answers are all kept, with no new question."""

    drafts: int = 0
    untouched: int = 0
    _labels: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, before: FormDefinition, after: FormDefinition, working: Mapping[str, Json]) -> None:
        """Count what becomes of the answers of one draft."""
        fates = migrate(before, after, working).fates
        self.drafts += 1
        self.untouched += all(fate.what == KEPT for fate in fates)
        told = {(paths.declared(fate.after or fate.before), fate.what): fate.label for fate in fates}
        for (path, what), label in told.items():
            self._labels.setdefault(path, label)
            self._counts.setdefault(path, Counter())[what] += 1

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The questions with something to tell, in the order that they were met."""
        listed = (
            Outcome(label, *(self._counts[key][what] for what in (KEPT, CAST, AGAIN, DROPPED, NEW)))
            for key, label in self._labels.items()
        )
        return tuple(one for one in listed if one.changes)


def forecast(after: FormDefinition, drafts: Iterable[tuple[FormDefinition, Mapping[str, Json]]]) -> Forecast:
    """(the version of a draft, its answers) → what becomes of them."""
    found = Forecast()
    for before, working in drafts:
        found.add(before, after, working)
    return found
