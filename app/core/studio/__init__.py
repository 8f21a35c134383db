"""What the studio keeps: a draft of a form, the log of its edits, a published version; and where undo stands.

Values only. The log is append-only: an undo is one more line, that says which line it takes back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

Json = Any
LineKind = Literal["edit", "undo", "redo"]


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A version of a form that is not published yet: one a slug at a time.

    `revision` is the number of the last line of its log, 0 for none. `undo` is the line that an undo would
    take back, `redo` the undo that a redo would take back; 0 for none. `based_on` is the hash of the version
    it started from, "" for a blank page.
    """

    id: str
    slug: str
    service_id: str
    document: Json
    revision: int
    undo: int
    redo: int
    based_on: str
    created_at: datetime
    updated_at: datetime
    updated_by: str
    published_at: datetime | None = None

    @property
    def title(self) -> str:
        """As its page is titled."""
        return str(self.document["title"])


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log: what was done (`edit`, `changes`; `told` in French), and its `inverse`.

    `of` is the line that an undo or a redo is about. `before` is the line under this one in its pile:
    edits to take back or, for an undo, undos to take back. So both piles are in the log itself.
    """

    draft_id: str
    number: int
    kind: LineKind
    told: str
    edit: Mapping[str, Json]
    changes: list[Json]
    inverse: Mapping[str, Json]
    of: int
    before: int
    at: datetime
    author_id: str
    author_name: str


@dataclass(frozen=True, slots=True)
class StartReport:
    """What became of each part of the file that a draft started from, and what is left to do by hand.

    `report` is `Report.as_json` of an import, with "told": sentences about the whole.
    """

    draft_id: str
    source: str
    report: Json
    at: datetime


@dataclass(frozen=True, slots=True)
class Publication:
    """A published version: never changed, only superseded. `reason` is the designer's, "" for none."""

    slug: str
    version: int
    hash: str
    service_id: str
    at: datetime
    by_id: str
    by_name: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FormFact:
    """One thing done to a form that is served, append-only: who, when, what. `kind` is a verb of
    `form_history.SENTENCES`; `data` is small JSON."""

    id: str
    slug: str
    service_id: str
    at: datetime
    by_id: str
    by_name: str
    kind: str
    data: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Trial:
    """A test dossier beside the form that it tries: `slug` and `service_id` are the form's own."""

    dossier_id: str
    slug: str
    service_id: str
    by_name: str
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class Presence:
    """A designer who has a draft open; `place` is the question or the step that they look at, "" for none."""

    draft_id: str
    account_id: str
    name: str
    place: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Clip:
    """What a designer copied last: {"questions": […]} of `editing.copying`, and "step" {"title",
    "description"?} when it was a whole step. `told` names it in French."""

    account_id: str
    told: str
    content: Mapping[str, Json]
    at: datetime


def advanced(draft: FormDraft, line: Line, document: Json, target: Line | None = None) -> FormDraft:
    """The draft after this line; `target` is the line that an undo or a redo is about."""
    under = target.before if target is not None else 0
    undo, redo = {
        "edit": (line.number, 0),
        "undo": (under, line.number),
        "redo": (line.number, under),
    }[line.kind]
    return replace(
        draft, document=document, revision=line.number, undo=undo, redo=redo,
        updated_at=line.at, updated_by=line.author_name,
    )  # fmt: skip
