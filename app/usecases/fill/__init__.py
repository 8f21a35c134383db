"""Filling in a form, alone or helped: start, step by step, check, send.

A step is saved even when some of its answers are wrong: what was understood goes to the
working answers, what was not is kept as typed. Nothing here knows pages or HTML.
"""

from collections.abc import Callable, Mapping, Set
from typing import Any

from app.core.definition import FormDefinition, Step
from app.core.definition.fields_at import field_at
from app.core.dossier import ALONE, Acting, Dossier
from app.core.errors import NotEligible, StepNotReachable
from app.core.field_types.base import Typed
from app.core.merging import BasedOn
from app.core.rows.placing import where
from app.core.studio.trials import trial_service
from app.core.summary import summarise
from app.core.workflow import DRAFT
from app.usecases.fill.filling import (
    Overview,
    Recap,
    Saved,
    Sheet,
    StepPage,
    lay_open,
    reachable,
    require_editable,
    require_mandate,
)
from app.usecases.fill.keeping import store_step
from app.usecases.fill.openness import require_open
from app.usecases.ports import Ports, Transaction
from app.usecases.studio.circuits import circuit_of

Json = Any
Change = Callable[[Dossier, Step], Dossier]


def start(ports: Ports, slug: str, acting: Acting = ALONE, *, email: str = "") -> Dossier:
    """Open a draft of the current version of this form; NotFound, or FormClosed."""
    definition = ports.forms.current(slug)
    require_open(ports, slug)
    with ports.store.transaction() as tx:
        require_mandate(ports, tx, acting, slug)
        return open_draft(ports, tx, definition, acting, email)


def open_draft(
    ports: Ports,
    tx: Transaction,
    definition: FormDefinition,
    acting: Acting,
    email: str = "",
    *,
    trial: bool = False,
) -> Dossier:
    """The same, inside a transaction that keeps something else too (a mandate, that it is a test)."""
    now = ports.clock.now()
    workflow = circuit_of(ports, definition)
    dossier = Dossier(
        id=ports.ids.new(),
        reference=ports.ids.reference(),
        slug=definition.slug,
        definition_hash=definition.hash,
        service_id=trial_service(definition.service.id) if trial else definition.service.id,
        test=trial,
        state=DRAFT,
        revision=0,
        working={},
        typed={},
        answers={},
        acting=acting,
        created_at=now,
        updated_at=now,
        email=email,
        title=acting.beneficiary.name,
        workflow_hash=workflow.hash,
    )
    tx.definitions.keep(definition)
    tx.workflows.keep(workflow)
    tx.dossiers.add(dossier)
    tx.events.append(dossier.id, "started", now, acting)
    return dossier


def open_step(ports: Ports, dossier_id: str, step_id: str, acting: Acting = ALONE) -> StepPage:
    """The step to show; StepNotReachable names the step to go to instead."""
    with ports.store.reading() as tx:
        sheet = lay_open(ports, tx, dossier_id)
        require_editable(ports, tx, sheet, acting)
    step = reachable(sheet, step_id)
    errors = tuple(error for error in sheet.verdict.of_step(step.id) if error.path in sheet.dossier.typed)
    return StepPage(
        dossier=sheet.dossier,
        definition=sheet.definition,
        step=step,
        number=sheet.journey.number_of(step.id),
        journey=sheet.journey,
        verdict=sheet.verdict,
        errors=errors,
        attachments=sheet.attachments,
    )


def save_step(
    ports: Ports,
    dossier_id: str,
    step_id: str,
    typed: Mapping[str, Typed],
    *,
    shown: Set[str],
    based_on: BasedOn,
    acting: Acting = ALONE,
) -> Saved:
    """Save what was typed on one step and say where to go next, or what is wrong with it."""
    sheet, step = store_step(ports, dossier_id, step_id, typed, based_on=based_on, acting=acting)
    unseen = _unseen(sheet, step, {where(path, based_on, sheet.dossier) for path in shown})
    errors = tuple(error for error in sheet.verdict.of_step(step.id) if error.path not in unseen)
    done = not errors and not unseen
    return Saved(
        dossier=sheet.dossier,
        definition=sheet.definition,
        step=step,
        journey=sheet.journey,
        verdict=sheet.verdict,
        errors=errors,
        next_step=sheet.journey.next_after(step.id) if done else step,
        new_questions=bool(unseen) and not errors,
        attachments=sheet.attachments,
    )


def overview(ports: Ports, dossier_id: str, acting: Acting = ALONE) -> Overview:
    """Where this person is, with no step opened: for the list of parts, and for the way out."""
    with ports.store.reading() as tx:
        sheet = lay_open(ports, tx, dossier_id)
        require_editable(ports, tx, sheet, acting)
    return Overview(sheet.dossier, sheet.definition, sheet.journey, sheet.verdict)


def recap(ports: Ports, dossier_id: str, acting: Acting = ALONE) -> Recap:
    """What would be sent. StepNotReachable while a step before is not complete, NotEligible when it may
    not be sent at all."""
    with ports.store.reading() as tx:
        sheet = lay_open(ports, tx, dossier_id)
        require_editable(ports, tx, sheet, acting)
    if sheet.journey.is_stopped():
        raise NotEligible
    unfinished = sheet.journey.first_open()
    if unfinished is not None:
        raise StepNotReachable(unfinished.id)
    sections = summarise(sheet.definition, sheet.verdict, attachments=sheet.attachments)
    return Recap(sheet.dossier, sheet.definition, sections, sheet.journey, sheet.verdict)


def _unseen(sheet: Sheet, step: Step, shown: Set[str | None]) -> set[str]:
    """Visible questions of this step that the posted page had not shown yet; rows with pages of their
    own are not on it."""
    apart = tuple(f"{field.path}[" for field in step.fields if field.layout == "pages")
    return {
        path
        for path in sheet.verdict.visible - shown
        if not path.startswith(apart) and field_at(step.fields, path)
    }
