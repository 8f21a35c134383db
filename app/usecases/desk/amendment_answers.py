"""The citizen's word on what an agent proposed to change: read, accept, refuse, each proposal once.

Accepting freezes the answers anew as a correction does; the state and the delay of silence stay.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.definition import FormDefinition
from app.core.desk.amendments import ACCEPTED, REFUSED, VOID, Amendment, Effect, open_to, void
from app.core.desk.casework import AnswersBefore
from app.core.desk.changes import Change
from app.core.desk.notices import AMENDMENT
from app.core.dossier import ALONE, Acting, Dossier, Event
from app.core.errors import NotFound
from app.core.identity import identity
from app.core.workflow import State
from app.usecases.desk.amendments import amendment_of, effect_on, facts
from app.usecases.desk.moving import add_effect, definition_and_workflow, follow_clock
from app.usecases.desk.notices import answered
from app.usecases.fill.filling import require_mandate, require_same_help
from app.usecases.moment import at_one_moment
from app.usecases.ports import Ports, Transaction

EVENTS = {ACCEPTED: "amendment-accepted", REFUSED: "amendment-refused", VOID: "amendment-void"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """An amendment as the citizen reads it, with every answer that accepting would change."""

    amendment: Amendment
    changes: tuple[Change, ...]


def proposals(
    tx: Transaction, dossier: Dossier, definition: FormDefinition, state: State, events: Sequence[Event]
) -> tuple[Proposal, ...]:
    """What waits for the citizen's word, in order; where nothing was ever proposed, no statement is spent."""
    if not open_to(state) or not any(event.kind == "amendment-proposed" for event in events):
        return ()
    awaited = [one for one in tx.amendments.of(dossier.id) if one.awaited and not void(one, dossier.answers)]
    return tuple(
        Proposal(one, effect_on(dossier, definition, one.path, one.value).changes) for one in awaited
    )


def answer(
    ports: Ports, dossier_id: str, amendment_id: str, *, accepted: bool, acting: Acting = ALONE
) -> Amendment:
    """The citizen's word, once: the amendment as it stands after. NotFound once it is no longer asked for."""
    ports = at_one_moment(ports)
    with ports.store.transaction() as tx:
        dossier = tx.dossiers.get(dossier_id)
        require_same_help(dossier, acting)
        require_mandate(ports, tx, acting, dossier.slug)
        found = amendment_of(tx, dossier, amendment_id)
        definition, workflow = definition_and_workflow(ports, tx, dossier)
        if not found.awaited:
            return found
        if not open_to(workflow.states[dossier.state]):
            raise NotFound
        what = effect_on(dossier, definition, found.path, found.value) if accepted else None
        stale = what is not None and (void(found, dossier.answers) or bool(what.errors))
        outcome = VOID if stale else ACCEPTED if accepted else REFUSED
        now = ports.clock.now()
        effects: tuple[str, ...] = ()
        if tx.amendments.close(found.id, now, outcome):
            event = tx.events.append(dossier.id, EVENTS[outcome], now, acting, facts(found))
            if what is not None and outcome == ACCEPTED:
                effects = _amend(ports, tx, dossier, definition, what, event)
            effects += answered(ports, tx, dossier, AMENDMENT, found.proposed_by.id)
    ports.queue.wake(effects)
    return replace(found, outcome=outcome, closed_at=now)


def _amend(
    ports: Ports, tx: Transaction, dossier: Dossier, definition: FormDefinition, what: Effect, event: Event
) -> tuple[str, ...]:
    """The answers frozen anew; what they were is kept for those who will want to see what changed."""
    answers = what.verdict.answers
    who, now = identity(definition, answers), ports.clock.now()
    changed = replace(
        dossier,
        answers=answers,
        working=answers,
        title=who.name or dossier.title,
        email=who.email or dossier.email,
        updated_at=now,
    )
    if not tx.dossiers.change(changed, from_state=dossier.state):
        raise NotFound  # decided at the same moment: nothing of this is kept
    tx.casework.versions.keep(dossier.id, AnswersBefore(event.number, dossier.answers))
    effects = [add_effect(ports, tx, changed, "document:form", now, {"event": event.number})]
    if changed.email:
        effects.append(add_effect(ports, tx, changed, "mail:amended", now))
    return (*effects, *follow_clock(ports, tx, changed).effect_ids)
