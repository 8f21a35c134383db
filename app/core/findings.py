"""Collects the problems of one file while it is read, and writes JSON Pointers.

It knows neither forms nor workflows: it only keeps what readers find.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.core.conditions.reading import Flaw
from app.core.errors import Problem
from app.core.french import spaced


@dataclass(frozen=True, slots=True)
class Findings:
    """The problems of `file`, in the order in which they were found."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def error(self, pointer: str, code: str, message: str, fix: str) -> None:
        """What forbids to use the file."""
        self.problems.append(Problem(self.file, pointer, code, spaced(message), spaced(fix)))

    def warning(self, pointer: str, code: str, message: str, fix: str) -> None:
        """What is unwise."""
        self.problems.append(Problem(self.file, pointer, code, spaced(message), spaced(fix), "warning"))

    def flaws(self, flaws: Iterable[Flaw]) -> None:
        """The flaws of an expression, as errors."""
        for flaw in flaws:
            self.error(flaw.pointer, flaw.code, flaw.message, flaw.fix)


def pointer(*parts: Any) -> str:
    """The JSON Pointer (RFC 6901) of these keys and indices."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)
