"""What the filling use cases share: a dossier with its definition, judged, and the right to edit it."""

from dataclasses import dataclass
from typing import Any

from app.core.answers import FieldError, Verdict, judge
from app.core.definition import FormDefinition, Step
from app.core.dossier import Acting, Dossier, Role
from app.core.errors import MandateNotValid, NotEditable
from app.core.journey import Journey
from app.core.summary import Section
from app.core.workflow import Workflow
from app.usecases.ports import Ports, Transaction

Json = Any


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step to show. `errors` are only about what was typed before and not understood."""

    dossier: Dossier
    definition: FormDefinition
    step: Step
    number: int
    journey: Journey
    verdict: Verdict
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """After a step was saved. `next_step` is None when the recap is next.

    `new_questions`: these answers open questions that the page had not shown.
    """

    dossier: Dossier
    definition: FormDefinition
    step: Step
    journey: Journey
    verdict: Verdict
    errors: tuple[FieldError, ...]
    next_step: Step | None = None
    new_questions: bool = False


@dataclass(frozen=True, slots=True)
class Recap:
    """Everything that would be sent, by section."""

    dossier: Dossier
    definition: FormDefinition
    sections: tuple[Section, ...]
    journey: Journey
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Submitted:
    """`already` is true when this dossier had been sent before (double click, two tabs)."""

    dossier: Dossier
    definition: FormDefinition
    already: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A dossier laid open: its definition, its workflow, the verdict on its working answers."""

    dossier: Dossier
    definition: FormDefinition
    workflow: Workflow
    verdict: Verdict
    journey: Journey


def lay_open(ports: Ports, tx: Transaction, dossier_id: str) -> Sheet:
    """Load and judge the working answers of a dossier; NotFound when there is none."""
    dossier = tx.dossiers.get(dossier_id)
    definition = tx.definitions.get(dossier.definition_hash)
    workflow = ports.workflows.get(definition.workflow)
    return judged(ports, dossier, definition, workflow)


def judged(ports: Ports, dossier: Dossier, definition: FormDefinition, workflow: Workflow) -> Sheet:
    """The sheet of this dossier with a fresh verdict."""
    verdict = judge(definition, dossier.working, today=ports.clock.today(), typed=dossier.typed)
    return Sheet(dossier, definition, workflow, verdict, Journey(definition, verdict))


def role_of(acting: Acting) -> Role:
    """The role under which the answers are being changed."""
    return acting.actor.role


def require_editable(ports: Ports, tx: Transaction, sheet: Sheet, acting: Acting) -> None:
    """Refuse when the state is frozen for this role, or when the mandate no longer holds."""
    state = sheet.workflow.states[sheet.dossier.state]
    if role_of(acting) not in state.editable_by:
        raise NotEditable
    require_mandate(ports, tx, acting, sheet.dossier.slug)


def require_mandate(ports: Ports, tx: Transaction, acting: Acting, slug: str) -> None:
    """An adviser acts by mandate only while it runs and for the forms that it lists."""
    if acting.mode != "mandat":
        return
    if not tx.mandates.get(acting.mandate_id).covers(slug, ports.clock.now()):
        raise MandateNotValid
