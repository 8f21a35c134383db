"""Transitions of one dossier: the new state, its event, its due dates and its effects, stored together.

Every road that changes a state goes through `move`, or through `follow_clock` for what time does; the
queue is woken by the caller, after the commit, with the ids that they return.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.core.definition import FormDefinition
from app.core.desk.opinions import Opinion
from app.core.dossier import Acting, Dossier, Effect, Event, by_itself
from app.core.errors import TransitionNotAllowed
from app.core.language import _
from app.core.legal_time import beginning, civil_date
from app.core.legal_time.awaiting import days_awaited
from app.core.legal_time.public_holidays import METROPOLE
from app.core.legal_time.ticking import (
    Passage,
    Tick,
    experts_awaited,
    last_taken_by,
    next_tick,
    opinions_given,
    passages,
    reads_holidays,
    silence_due,
)
from app.core.workflow import Standing, Transition, Workflow
from app.usecases.fill.attach import forget_identity
from app.usecases.fill.filling import workflow_of
from app.usecases.ports import Ports, Transaction

Json = Any
RECEIPT = "document:receipt"
AT_ONCE = 50  # actions of the clock in a row; what is left waits for the next turn of the scheduler


@dataclass(frozen=True, slots=True)
class Moved:
    """The dossier in its new state, and the effects to wake after the commit."""

    dossier: Dossier
    effect_ids: tuple[str, ...] = ()


def move(
    ports: Ports,
    tx: Transaction,
    dossier: Dossier,
    found: Transition,
    workflow: Workflow,
    acting: Acting,
    *,
    motive: str = "",
    **columns: Any,
) -> Moved:
    """Store the transition by compare-and-set, then what the clock does at once.

    Raises TransitionNotAllowed("changed-meanwhile").
    """
    before = passages(tx.events.of(dossier.id))
    moved, past = _step(ports, tx, dossier, found, workflow, acting, before, motive=motive, columns=columns)
    return _go_on(ports, tx, moved, workflow, past)


def follow_clock(ports: Ports, tx: Transaction, dossier: Dossier) -> Moved:
    """Do what time has brought to this dossier, each thing at its legal day; nothing when it has not."""
    _definition, workflow = definition_and_workflow(ports, tx, dossier)
    past = passages(tx.events.of(dossier.id))
    moved = _go_on(ports, tx, Moved(dossier), workflow, past)
    if moved.dossier is dossier:  # nothing was due: what is kept to look at it was out of date
        due_on, tick = _dates(tx, workflow, dossier, past)
        looked_at = tick is not None and not dossier.test
        tx.dossiers.look_on(dossier.id, tick.on if tick and looked_at else None, due_on=due_on)
    return moved


def _go_on(ports: Ports, tx: Transaction, moved: Moved, workflow: Workflow, past: Sequence[Passage]) -> Moved:
    """The actions of the clock that are due today, one after the other."""
    effects = moved.effect_ids
    for _number in range(AT_ONCE):
        _due_on, tick = _dates(tx, workflow, moved.dossier, past)
        if tick is None or tick.on > ports.clock.today():
            break
        acting = by_itself(moved.dossier.acting)
        moved, past = _step(ports, tx, moved.dossier, tick.transition, workflow, acting, past, on=tick.on)
        effects += moved.effect_ids
    return Moved(moved.dossier, effects)


def _step(
    ports: Ports,
    tx: Transaction,
    dossier: Dossier,
    found: Transition,
    workflow: Workflow,
    acting: Acting,
    past: Sequence[Passage],
    *,
    motive: str = "",
    on: date | None = None,
    columns: Mapping[str, Any] | None = None,
) -> tuple[Moved, Sequence[Passage]]:
    """One transition. `on` is the legal day of what the clock does, which may be past: it was down."""
    now = ports.clock.now()
    passage = Passage(
        found.id, dossier.state, found.to, on or civil_date(now), acting.actor.role, now, acting.actor.id
    )
    past = (*past, passage)
    changed = replace(
        dossier,
        state=found.to,
        updated_at=now,
        decided_at=_decided_at(workflow, found, now, on),
        waited=days_awaited(workflow, past),
        **(columns or {}),
    )
    due_on, tick = _dates(tx, workflow, changed, past)
    looked_at = tick is not None and not dossier.test  # no clock looks at a test
    changed = replace(changed, due_on=due_on, clock_on=tick.on if tick and looked_at else None)
    if not tx.dossiers.change(changed, from_state=dossier.state, answered=bool(columns)):
        raise TransitionNotAllowed(
            "changed-meanwhile",
            _("Quelqu’un d’autre vient d’agir sur ce dossier. Relisez-le avant de recommencer."),
        )
    event = tx.events.append(dossier.id, "transition", now, acting, _facts(found, dossier.state, motive, on))
    if changed.decided_at:
        forget_identity(ports, tx, changed)
    names = (*found.effects, *_receipt_again(workflow, dossier, changed, found))
    return Moved(changed, _add_effects(ports, tx, changed, names, event)), past


def _receipt_again(workflow: Workflow, before: Dossier, after: Dossier, found: Transition) -> tuple[str, ...]:
    """The receipt tells the day on which silence is a decision: made anew once waiting has moved that day."""
    left, come = workflow.states[before.state], workflow.states[after.state]
    moved = left.clock not in ("", "none") and left.id != come.id
    running = after.due_on is not None and not come.terminal
    return (RECEIPT,) if moved and running and RECEIPT not in found.effects else ()


def _decided_at(workflow: Workflow, found: Transition, now: datetime, on: date | None) -> datetime | None:
    """A decision of the clock is of its legal day, whenever the scheduler came to it."""
    if not workflow.states[found.to].terminal:
        return None
    return beginning(on) if on is not None and on < civil_date(now) else now


def _dates(
    tx: Transaction, workflow: Workflow, dossier: Dossier, past: Sequence[Passage]
) -> tuple[date | None, Tick | None]:
    """The due date of silence, and the next action of the clock. A decided dossier keeps the due date
    that it had."""
    rule = tx.definitions.get(dossier.definition_hash).legal.silence
    territory = territory_of(tx, workflow, dossier, past)
    due = silence_due(workflow, rule, past, territory=territory)
    where = standing(workflow, dossier, past, asked_of_experts(tx, workflow, dossier))
    tick = next_tick(workflow, rule, past, dossier.state, where, territory=territory)
    state = workflow.states.get(dossier.state)
    if due is None and state is not None and state.terminal:
        return dossier.due_on, tick
    return due.on if due else None, tick


def territory_of(tx: Transaction, workflow: Workflow, dossier: Dossier, past: Sequence[Passage]) -> str:
    """Whose public holidays count for this dossier; not asked when no date depends on any."""
    if not reads_holidays(workflow, past, dossier.state):
        return METROPOLE
    return tx.teams.territory(dossier.service_id)


def asked_of_experts(tx: Transaction, workflow: Workflow, dossier: Dossier) -> Sequence[Opinion]:
    """The opinions that count where the dossier stands; elsewhere, no statement is spent on them."""
    return tx.opinions.of(dossier.id) if consults(workflow, dossier) else ()


def consults(workflow: Workflow, dossier: Dossier) -> bool:
    """True where experts may be asked."""
    state = workflow.states.get(dossier.state)
    return state is not None and bool(state.consults)


def standing(
    workflow: Workflow,
    dossier: Dossier,
    past: Sequence[Passage],
    asked: Sequence[Opinion] = (),
    *,
    account_id: str = "",
) -> Standing:
    """What conditions read: the answers, as they were judged on the day that they were received, and what
    this account did before."""
    received = dossier.submitted_at
    return Standing(
        answers=dossier.answers,
        today=civil_date(received) if received else date.min,
        opinions=opinions_given(workflow, past, dossier.state),
        experts=experts_awaited(past, dossier.state, asked),
        mine=last_taken_by(past, account_id),
    )


def _add_effects(
    ports: Ports, tx: Transaction, dossier: Dossier, names: Sequence[str], event: Event
) -> tuple[str, ...]:
    """Nobody is written to without an address."""
    return tuple(
        add_effect(ports, tx, dossier, name, event.at, {"event": event.number, "state": dossier.state})
        for name in names
        if not name.startswith("mail:") or dossier.email
    )


def add_effect(
    ports: Ports,
    tx: Transaction,
    dossier: Dossier,
    name: str,
    now: datetime,
    data: Mapping[str, Json] | None = None,
) -> str:
    """Write the row of one effect to do, from `now` on, and return its id. A test has none."""
    effect = Effect(
        id=ports.ids.new(),
        dossier_id=dossier.id,
        name=name,
        status="pending",
        attempts=0,
        due_at=now,
        data=data or {},
    )
    if not dossier.test:
        tx.effects.add(effect)
    return effect.id


def _facts(found: Transition, from_state: str, motive: str, on: date | None) -> dict[str, Json]:
    facts: dict[str, Json] = {"action": found.id, "done": found.done, "from": from_state, "to": found.to}
    if motive.strip():
        facts["motive"] = motive.strip()
    if on is not None:
        facts["on"] = on.isoformat()
    if found.internal:
        facts["internal"] = True
    return facts


def definition_and_workflow(
    ports: Ports, tx: Transaction, dossier: Dossier
) -> tuple[FormDefinition, Workflow]:
    """The frozen definition of the dossier and the version of the workflow that it started with."""
    definition = tx.definitions.get(dossier.definition_hash)
    return definition, workflow_of(ports, tx, dossier, definition)


def preparing(effects: Sequence[Effect]) -> bool:
    """True while a document is still to be made."""
    return any(e.name.startswith("document:") and e.status in ("pending", "running") for e in effects)
