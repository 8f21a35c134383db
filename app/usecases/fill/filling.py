"""What the filling use cases share: a dossier with its definition, judged, and the right to edit it."""

import logging
from dataclasses import dataclass
from typing import Any

from app.core.answers import FieldError, Verdict
from app.core.attached import file_paths
from app.core.definition import Field, FormDefinition, Step
from app.core.dossier import Acting, Attachment, Dossier, Role
from app.core.errors import (
    DefinitionRefused,
    MandateNotValid,
    NotEditable,
    NotEligible,
    NotFound,
    StepNotReachable,
)
from app.core.journey import Journey
from app.core.paths import get
from app.core.studio.translating import spoken
from app.core.summary import Section
from app.core.workflow import Workflow
from app.usecases.fill.verdicts import verdict_on
from app.usecases.ports import Ports, Transaction
from app.usecases.studio.circuits import circuit_of

Json = Any
log = logging.getLogger(__name__)


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
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """Where the person is in the whole form."""

    dossier: Dossier
    definition: FormDefinition
    journey: Journey
    verdict: Verdict


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
    attachments: tuple[Attachment, ...] = ()


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
    """A dossier laid open: its definition, its workflow, the verdict on its working answers, its files."""

    dossier: Dossier
    definition: FormDefinition
    workflow: Workflow
    verdict: Verdict
    journey: Journey
    attachments: tuple[Attachment, ...] = ()


def lay_open(ports: Ports, tx: Transaction, dossier_id: str) -> Sheet:
    """Load and judge the working answers of a dossier, in the language of whoever looks; NotFound when there
    is none."""
    dossier = tx.dossiers.get(dossier_id)
    definition = spoken(tx.definitions.get(dossier.definition_hash))
    workflow = workflow_of(ports, tx, dossier, definition)
    attachments = tuple(tx.attachments.of(dossier_id)) if file_paths(definition) else ()
    return judged(ports, dossier, definition, workflow, attachments)


def workflow_of(ports: Ports, tx: Transaction, dossier: Dossier, definition: FormDefinition) -> Workflow:
    """The version that the dossier started with. The file of today for a dossier older than kept versions,
    and for a version that this Guichet can no longer read: the dossier must go on."""
    try:
        if dossier.workflow_hash:
            return tx.workflows.get(dossier.workflow_hash)
    except (DefinitionRefused, NotFound):
        log.warning("workflow %s of %s cannot be read", dossier.workflow_hash, dossier.reference)
    return circuit_of(ports, definition)


def judged(
    ports: Ports,
    dossier: Dossier,
    definition: FormDefinition,
    workflow: Workflow,
    attachments: tuple[Attachment, ...] = (),
) -> Sheet:
    """The sheet of this dossier with a fresh verdict."""
    verdict = verdict_on(definition, dossier, ports.clock.today())
    journey = Journey(definition, verdict, unseen=never_sent(definition, dossier))
    return Sheet(dossier, definition, workflow, verdict, journey, attachments)


def never_sent(definition: FormDefinition, dossier: Dossier) -> frozenset[str]:
    """The ids of the steps of which nothing is kept: `keeping` marks those that were sent empty."""
    kept = {path.partition("[")[0] for path in (*dossier.field_revisions, *dossier.typed)}

    def is_kept(field: Field) -> bool:
        return field.path in kept or get(dossier.working, field.path) is not None

    return frozenset(step.id for step in definition.steps if not any(map(is_kept, step.fields)))


def reachable(sheet: Sheet, step_id: str) -> Step:
    """The open step of this id; StepNotReachable names the step to go to instead, NotEligible stops."""
    step = next((step for step in sheet.verdict.open_steps if step.id == step_id), None)
    if step is None and sheet.definition.step(step_id) is None:
        raise NotFound
    if step is None or not sheet.journey.may_open(step_id):
        if sheet.journey.is_stopped():
            raise NotEligible
        target = sheet.journey.first_open() or sheet.verdict.open_steps[-1]
        raise StepNotReachable(target.id)
    return step


def role_of(acting: Acting) -> Role:
    """The role under which the answers are being changed."""
    return acting.actor.role


def require_editable(ports: Ports, tx: Transaction, sheet: Sheet, acting: Acting) -> None:
    """Refuse when the state is frozen for this role, or when the mandate no longer holds."""
    state = sheet.workflow.states[sheet.dossier.state]
    if role_of(acting) not in state.editable_by:
        raise NotEditable
    require_same_help(sheet.dossier, acting)
    require_mandate(ports, tx, acting, sheet.dossier.slug)


def require_same_help(dossier: Dossier, acting: Acting) -> None:
    """An adviser acts on a dossier in their hands, for the person it names; not after a hand-over."""
    if role_of(acting) != "adviser":
        return
    held = dossier.acting
    if (held.actor.id, held.beneficiary.name) != (acting.actor.id, acting.beneficiary.name):
        raise NotFound


def require_mandate(ports: Ports, tx: Transaction, acting: Acting, slug: str) -> None:
    """An adviser acts by mandate only while it runs and for the forms that it lists."""
    if acting.mode != "mandat":
        return
    if not tx.mandates.get(acting.mandate_id).covers(slug, ports.clock.now()):
        raise MandateNotValid
