"""Two windows on one draft: what was posted, what its page had read, what is stored now → what is kept.

A field is in conflict only when both sides changed it, to different answers. Marks are digests of
answers: a page carries them instead of the answers. It refuses to know pages, steps and storage.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from app.core.field_types.base import Typed
from app.core.paths import get
from app.core.reading import Read
from app.core.rows.ids import PageRows

Json = Any
EMPTY = ""  # the mark of no answer
UNKNOWN = "?"  # the page does not know what it had read of this field
_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Basis:
    """What a page had read: the revision of the draft and, when it tells them, the marks of its answers.

    A page that tells marks leaves the empty ones out. Without marks, only the revision can tell.
    `rows`: the ids of the rows that it showed, by repeat.
    """

    revision: int
    marks: Mapping[str, str] | None = None
    rows: PageRows = field(default_factory=dict)

    def mark(self, path: str) -> str | None:
        """The mark of the answer that the page had read, None when it does not tell."""
        found = UNKNOWN if self.marks is None else self.marks.get(path, EMPTY)
        return None if found == UNKNOWN else found


BasedOn = int | Basis  # a bare revision is a page without marks


@dataclass(frozen=True, slots=True)
class Merged:
    """`taken`: what is new and written; `conflicts`: what waits for a choice, left as it is stored."""

    taken: Read
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stored:
    """The draft as it stands: answers, what was typed and not understood, revision of each field."""

    working: Mapping[str, Json]
    typed: Mapping[str, Json]
    revisions: Mapping[str, int] = field(default_factory=dict)

    def mark(self, path: str) -> str:
        """The mark of what is stored for this field, understood or not."""
        if path in self.typed:
            return digest(["typed", self.typed[path]])
        value = get(self.working, path)
        return EMPTY if value is None else digest(value)

    def marks(self, paths: Iterable[str]) -> dict[str, str]:
        """The marks that a page showing these fields carries: the empty ones go without saying."""
        told = ((path, self.mark(path)) for path in paths)
        return {path: mark for path, mark in told if mark != EMPTY}


def merge(posted: Read, stored: Stored, based_on: BasedOn) -> Merged:
    """Lay what was posted over what is stored, field by field."""
    basis = based_on if isinstance(based_on, Basis) else Basis(based_on)
    taken, conflicts = set(), []
    for path, mark in posted_marks(posted).items():
        now, before = stored.mark(path), basis.mark(path)
        if mark in (now, before):  # already so, or not touched by this page
            continue
        changed = stored.revisions.get(path, 0) > basis.revision if before is None else now != before
        if changed:
            conflicts.append(path)
        else:
            taken.add(path)
    return Merged(_only(posted, taken), tuple(conflicts))


def posted_marks(posted: Read) -> dict[str, str]:
    """The mark of each posted answer, understood or not."""
    marks = {path: EMPTY if value is None else digest(value) for path, value in posted.values.items()}
    for path, typed in posted.typed.items():
        marks[path] = digest(["typed", as_stored(typed)])
    return marks


def as_stored(typed: Typed) -> dict[str, list[str]]:
    """What was typed, in the shape in which a draft keeps it."""
    return {part: list(values) for part, values in typed.items()}


def _only(posted: Read, paths: set[str]) -> Read:
    return Read(
        {path: value for path, value in posted.values.items() if path in paths},
        {path: refused for path, refused in posted.not_understood.items() if path in paths},
    )


def digest(value: Json) -> str:
    """The mark of an answer."""
    # A decimal that a draft keeps has fifteen digits at most: as a float it is written as it was typed.
    told = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=float)
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
