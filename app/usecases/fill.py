"""Filling in a form, alone or helped: start, step by step, check, send.

A step is saved even when some of its answers are wrong: what was understood goes to the
working answers, what was not is kept as typed. Nothing here knows pages or HTML.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from typing import Any

from app.core.definition import Field, FormDefinition, Step
from app.core.dossier import ALONE, Acting, Dossier
from app.core.errors import DraftConflict, StepNotReachable, UnknownAnswers
from app.core.field_types.base import Typed
from app.core.identity import identity
from app.core.paths import ROW_LIMIT, get
from app.core.reading import Read, read
from app.core.summary import summarise
from app.core.workflow import DRAFT
from app.core.working import laid_over, with_rows, without_row
from app.usecases.filling import (
    Recap,
    Saved,
    Sheet,
    StepPage,
    judged,
    lay_open,
    reachable,
    require_editable,
    require_mandate,
)
from app.usecases.ports import Ports, Transaction

Json = Any
Change = Callable[[Dossier, Step], Dossier]


def start(ports: Ports, slug: str, acting: Acting = ALONE, *, email: str = "") -> Dossier:
    """Open a draft of the current version of this form, or NotFound."""
    definition = ports.forms.current(slug)
    with ports.store.transaction() as tx:
        require_mandate(ports, tx, acting, slug)
        return open_draft(ports, tx, definition, acting, email)


def open_draft(
    ports: Ports, tx: Transaction, definition: FormDefinition, acting: Acting, email: str = ""
) -> Dossier:
    """The same, inside a transaction that keeps something else too (a mandate)."""
    now = ports.clock.now()
    dossier = Dossier(
        id=ports.ids.new(),
        reference=ports.ids.reference(),
        slug=definition.slug,
        definition_hash=definition.hash,
        service_id=definition.service.id,
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
    )
    tx.definitions.keep(definition)
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
    based_on: int,
    acting: Acting = ALONE,
) -> Saved:
    """Save what was typed on one step and say where to go next, or what is wrong with it."""
    sheet, step = _store(ports, dossier_id, step_id, typed, based_on=based_on, acting=acting)
    unseen = _unseen(sheet, step, shown)
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


def add_row(
    ports: Ports,
    dossier_id: str,
    step_id: str,
    typed: Mapping[str, Typed],
    *,
    path: str,
    based_on: int,
    acting: Acting = ALONE,
) -> Saved:
    """Save the step as typed and add an empty row, up to the maximum of the repeat."""

    def added(dossier: Dossier, step: Step) -> Dossier:
        limit = int(_repeat(step, path).schema.get("maxItems", ROW_LIMIT))
        working = with_rows(dossier.working, path, lambda rows: [*rows, {}][: max(limit, len(rows))])
        return replace(dossier, working=working)

    return _rows_changed(ports, dossier_id, step_id, typed, based_on, acting, added)


def remove_row(
    ports: Ports,
    dossier_id: str,
    step_id: str,
    typed: Mapping[str, Typed],
    *,
    path: str,
    index: int,
    based_on: int,
    acting: Acting = ALONE,
) -> Saved:
    """Save the step as typed and take one row away; a row that is gone already changes nothing."""

    def removed(dossier: Dossier, step: Step) -> Dossier:
        _repeat(step, path)
        working = with_rows(dossier.working, path, lambda rows: [*rows[:index], *rows[index + 1 :]])
        return replace(dossier, working=working, typed=without_row(dossier.typed, path, index))

    return _rows_changed(ports, dossier_id, step_id, typed, based_on, acting, removed)


def _repeat(step: Step, path: str) -> Field:
    found = next((field for field in step.fields if field.path == path and field.fields), None)
    if found is None:
        raise UnknownAnswers([path])
    return found


def _rows_changed(
    ports: Ports,
    dossier_id: str,
    step_id: str,
    typed: Mapping[str, Typed],
    based_on: int,
    acting: Acting,
    change: Change,
) -> Saved:
    """The same page again, with nothing reproached: the person is still filling it in."""
    sheet, step = _store(ports, dossier_id, step_id, typed, based_on=based_on, acting=acting, then=change)
    return Saved(
        sheet.dossier, sheet.definition, step, sheet.journey, sheet.verdict, errors=(), next_step=step,
        attachments=sheet.attachments,
    )  # fmt: skip


def recap(ports: Ports, dossier_id: str, acting: Acting = ALONE) -> Recap:
    """What would be sent. StepNotReachable while a step before is not complete."""
    with ports.store.reading() as tx:
        sheet = lay_open(ports, tx, dossier_id)
        require_editable(ports, tx, sheet, acting)
    unfinished = sheet.journey.first_open()
    if unfinished is not None:
        raise StepNotReachable(unfinished.id)
    sections = summarise(sheet.definition, sheet.verdict, attachments=sheet.attachments)
    return Recap(sheet.dossier, sheet.definition, sections, sheet.journey, sheet.verdict)


def _store(
    ports: Ports,
    dossier_id: str,
    step_id: str,
    typed: Mapping[str, Typed],
    *,
    based_on: int,
    acting: Acting,
    then: Change = lambda dossier, step: dossier,
) -> tuple[Sheet, Step]:
    """Write what was typed on the step, apply `then`, and judge again."""
    with ports.store.transaction() as tx:
        sheet = lay_open(ports, tx, dossier_id)
        require_editable(ports, tx, sheet, acting)
        step = reachable(sheet, step_id)
        if sheet.dossier.step_revisions.get(step_id, 0) > based_on:
            raise DraftConflict
        result = read(step.fields, typed)
        working = laid_over(sheet.dossier.working, result)
        changed = replace(sheet.dossier, working=working, typed=_still_typed(sheet.dossier, result))
        return _keep(ports, tx, sheet, then(changed, step), step, acting), step


def _still_typed(dossier: Dossier, result: Read) -> dict[str, Json]:
    """What was typed and not understood, without what this post mends."""
    kept = {path: value for path, value in dossier.typed.items() if path not in result.values}
    for path, (typed, _code, _parts) in result.not_understood.items():
        kept[path] = {part: list(values) for part, values in typed.items()}
    return kept


def _keep(ports: Ports, tx: Transaction, sheet: Sheet, changed: Dossier, step: Step, acting: Acting) -> Sheet:
    """Store the working answers with who they are about and the revision of this step."""
    who = identity(sheet.definition, changed.working)
    fresh = judged(ports, changed, sheet.definition, sheet.workflow, sheet.attachments)
    revision = sheet.dossier.revision
    stored = tx.dossiers.save_working(
        replace(
            changed,
            acting=acting if acting.actor.role != "citizen" else changed.acting,
            title=who.name or changed.title,
            email=_good_address(fresh) or changed.email,
            updated_at=ports.clock.now(),
            step_revisions={**changed.step_revisions, step.id: revision + 1},
        ),
        based_on=revision,
    )
    return replace(fresh, dossier=stored)


def _good_address(sheet: Sheet) -> str:
    """The person's own e-mail address as answered, "" while it is wrong: nobody is written to by mistake."""
    wrong = {error.path for error in sheet.verdict.errors}
    for _step, field in sheet.definition.fields():
        if field.autocomplete.split()[-1:] == ["email"] and not field.fields and field.path not in wrong:
            value = get(sheet.verdict.answers, field.path)
            if isinstance(value, str) and value:
                return value
    return ""


def _unseen(sheet: Sheet, step: Step, shown: Set[str]) -> set[str]:
    """Visible questions of this step that the posted page had not shown yet."""
    names = {field.path for field in step.fields if not field.fields}
    rows = {field.path: {cell.path for cell in field.fields} for field in step.fields if field.fields}
    unseen = set()
    for path in sheet.verdict.visible - shown:
        base, bracket, cell = path.partition("[")
        is_cell = bracket and cell.partition("].")[2] in rows.get(base, ())
        if path in names or is_cell:
            unseen.add(path)
    return unseen
