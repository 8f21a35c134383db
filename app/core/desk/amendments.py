"""Amendments: one answer of a dossier that the service proposes to change, and what that would entail.

The citizen alone decides; nothing here is stored, and an answer that has moved since makes it void.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.core.answers import FieldError, Verdict, judge
from app.core.definition import FormDefinition
from app.core.definition.fields_at import row_name
from app.core.desk.changes import Change, changes
from app.core.dossier import Person
from app.core.field_types import field_type
from app.core.language import _
from app.core.paths import get
from app.core.reading import Read
from app.core.summary import Line, Section, summarise
from app.core.workflow import State
from app.core.working import laid_over

Json = Any
REMINDED = timedelta(days=7)  # after the proposal, when the citizen has not answered: once
ACCEPTED, REFUSED = "acceptee", "refusee"
WITHDRAWN, VOID = "retiree", "sans-objet"  # taken back by the service; the answer changed meanwhile


@dataclass(frozen=True, slots=True)
class Amendment:
    """`before` and `value` are stored values, None for no answer. `outcome` is "" while it is awaited."""

    id: str
    dossier_id: str
    number: int
    path: str
    label: str
    before: Json | None
    value: Json | None
    reason: str
    proposed_at: datetime
    proposed_by: Person
    outcome: str = ""
    closed_at: datetime | None = None

    @property
    def awaited(self) -> bool:
        """True until somebody answers it or takes it back."""
        return not self.outcome


@dataclass(frozen=True, slots=True)
class Effect:
    """What accepting gives: the verdict, every answer that changes, what would be wrong or missing then."""

    verdict: Verdict
    changes: tuple[Change, ...]
    errors: tuple[FieldError, ...]


def open_to(state: State) -> bool:
    """Answers are amended while the service is at work: not once decided, nor while the person corrects."""
    return not state.terminal and not state.editable_by


def effect(
    definition: FormDefinition, answers: Mapping[str, Json], path: str, value: Json | None, today: date
) -> Effect:
    """The answers with this one changed, judged on the day when they were received."""
    before = judge(definition, answers, today=today)
    after = judge(definition, laid_over(answers, Read({path: value}, {})), today=today)
    known = {(error.path, error.code) for error in before.errors}
    return Effect(
        after,
        changes(summarise(definition, before), summarise(definition, after)),
        tuple(error for error in after.errors if (error.path, error.code) not in known),
    )


def void(amendment: Amendment, answers: Mapping[str, Json]) -> bool:
    """True when the answer is no longer the one that the service had read."""
    return bool(get(answers, amendment.path) != amendment.before)


def proposable(sections: Sequence[Section]) -> Iterator[Line]:
    """The answers that may be amended, cells of rows too: what is typed or chosen, not files nor totals."""
    for section in sections:
        yield from _proposable(section.lines)


def _proposable(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        kind = field_type(line.field)
        asked = kind.parts_of(line.field) and kind.value_type != "file" and line.field.calculated is None
        if asked and not line.field.fields:
            yield line
        for row in line.rows:
            yield from _proposable(row.lines)


def question_name(definition: FormDefinition, line: Line) -> str:
    """ "Enfant 2 : prénom", or the bare question outside rows."""
    fields = [field for _step, field in definition.fields()]
    row = row_name(fields, line.path)
    return _("{row} : {question}").format(row=row, question=line.label) if row else line.label


def outcome_in_words(outcome: str) -> str:
    """ "Acceptée"; "Attend l’usager" while nobody has answered."""
    words = {
        ACCEPTED: _("Acceptée"),
        REFUSED: _("Refusée"),
        WITHDRAWN: _("Retirée"),
        VOID: _("Sans objet"),
    }
    return words.get(outcome, _("Attend l’usager"))
