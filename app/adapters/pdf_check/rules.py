"""The registry of rules: one small function a point, under the number of its clause.

Numbers are those of the Matterhorn Protocol for PDF/UA-1 ("14-003"; a clause of ISO 14289-1 where it
has none, "7.1") and the clauses of ISO 19005-3 for PDF/A-3 ("6.6.4"). It refuses to know where files
come from.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf

from app.adapters.pdf_check.reading import Reading

UA, ARCHIVE = "PDF/UA-1", "PDF/A-3"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: the standard, its point, the place and the cause, in French."""

    standard: str
    point: str
    place: str
    cause: str

    def __str__(self) -> str:
        return f"{self.standard}, {self.point} : {self.place} : {self.cause}"


Found = Iterator[tuple[str, str]]  # place, cause
Rule = Callable[[Reading], Found]
RULES: dict[tuple[str, str], Rule] = {}


def rule(standard: str, point: str) -> Callable[[Rule], Rule]:
    """Register a rule; a point has one."""

    def register(function: Rule) -> Rule:
        assert (standard, point) not in RULES, point
        RULES[standard, point] = function
        return function

    return register


def faults(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """What every rule finds, in the order of the registry."""
    reading = Reading(pdf)
    for (standard, point), function in RULES.items():
        for place, cause in function(reading):
            yield Fault(standard, point, place, cause)
