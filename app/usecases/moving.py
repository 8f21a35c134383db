"""One transition of one dossier: the new state, its event and its effects, stored together.

Every road that changes a state goes through `move`; the queue is woken by the caller,
after the commit, with the ids that `move` returns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.core.definition import FormDefinition
from app.core.dossier import Acting, Dossier, Effect
from app.core.errors import TransitionNotAllowed
from app.core.language import _
from app.core.workflow import Transition, Workflow
from app.usecases.attach import forget_identity
from app.usecases.ports import Ports, Transaction

Json = Any


@dataclass(frozen=True, slots=True)
class Moved:
    """The dossier in its new state, and the effects to wake after the commit."""

    dossier: Dossier
    effect_ids: tuple[str, ...]


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
    """Store the transition by compare-and-set, or raise TransitionNotAllowed("changed-meanwhile")."""
    now = ports.clock.now()
    decided = now if workflow.states[found.to].terminal else None
    changed = replace(dossier, state=found.to, updated_at=now, decided_at=decided, **columns)
    if not tx.dossiers.change(changed, from_state=dossier.state):
        raise TransitionNotAllowed(
            "changed-meanwhile",
            _("Quelqu’un d’autre vient d’agir sur ce dossier. Relisez-le avant de recommencer."),
        )
    event = tx.events.append(dossier.id, "transition", now, acting, _facts(found, dossier.state, motive))
    if decided:
        forget_identity(ports, tx, changed)
    effects = tuple(
        add_effect(ports, tx, changed, name, now, {"event": event.number})
        for name in found.effects
        if not name.startswith("mail:") or changed.email
    )
    return Moved(changed, effects)


def add_effect(
    ports: Ports,
    tx: Transaction,
    dossier: Dossier,
    name: str,
    now: datetime,
    data: Mapping[str, Json] | None = None,
) -> str:
    """Write the row of one effect to do and return its id."""
    effect = Effect(
        id=ports.ids.new(),
        dossier_id=dossier.id,
        name=name,
        status="pending",
        attempts=0,
        due_at=now,
        data=data or {},
    )
    tx.effects.add(effect)
    return effect.id


def _facts(found: Transition, from_state: str, motive: str) -> dict[str, Json]:
    facts = {"action": found.id, "done": found.done, "from": from_state, "to": found.to}
    return {**facts, "motive": motive.strip()} if motive.strip() else facts


def definition_and_workflow(
    ports: Ports, tx: Transaction, dossier: Dossier
) -> tuple[FormDefinition, Workflow]:
    """The frozen definition of the dossier and its workflow."""
    definition = tx.definitions.get(dossier.definition_hash)
    return definition, ports.workflows.get(definition.workflow)


def preparing(effects: Sequence[Effect]) -> bool:
    """True while a document is still to be made."""
    return any(e.name.startswith("document:") and e.status in ("pending", "running") for e in effects)
