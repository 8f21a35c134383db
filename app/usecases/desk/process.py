"""The agent's road: the queue of their services, a dossier, an action on it.

A dossier of another service does not exist for them (NotFound).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.core.account import Account
from app.core.answers import judge
from app.core.attached import attached
from app.core.definition import FormDefinition
from app.core.desk import annotations
from app.core.desk.amendments import Amendment
from app.core.desk.casework import AnswersBefore, Beside, MessageTemplate, Visit, Written
from app.core.desk.changes import Change, changes
from app.core.desk.opinions import Opinion
from app.core.dossier import Acting, Attachment, Document, Dossier, Effect, Role
from app.core.errors import TransitionNotAllowed
from app.core.french import spaced
from app.core.history import HistoryLine, tell
from app.core.language import _
from app.core.legal_time import civil_date
from app.core.legal_time.silence import SilenceDue
from app.core.legal_time.ticking import Tick, next_tick, passages, silence_due
from app.core.summary import Section, summarise
from app.core.workflow import Standing, State, Transition, Workflow, transition
from app.usecases.desk import visits
from app.usecases.desk.desk_list import Asked, around, desk
from app.usecases.desk.desk_states import raw
from app.usecases.desk.message_files import by_message
from app.usecases.desk.moving import asked_of_experts, definition_and_workflow, move, preparing, standing
from app.usecases.desk.on_duty import agent, of_my_service
from app.usecases.ports import Ports, Transaction

__all__ = ["Case", "act", "desk", "follow", "open_case", "unfollow"]


@dataclass(frozen=True, slots=True)
class Case:
    """A dossier laid open for an agent. `actions` are those this agent may take now."""

    dossier: Dossier
    definition: FormDefinition
    workflow: Workflow
    state: State
    sections: tuple[Section, ...]
    actions: tuple[Transition, ...]
    kept_apart: tuple[Transition, ...]  # theirs by role, but for somebody else to take: four eyes
    history: tuple[HistoryLine, ...]
    documents: tuple[Document, ...]
    attachments: tuple[Attachment, ...]
    effects: tuple[Effect, ...]
    beside: Beside
    reader: str  # the account of the agent who reads it
    roles: tuple[Role, ...]  # theirs, in the service
    visit: Visit  # theirs, of now: the page stores it once shown
    texts: tuple[Written, ...] = ()  # notes and messages, in order
    message_files: Mapping[str, tuple[Attachment, ...]] = field(default_factory=dict)  # by message
    changes: tuple[Change, ...] = ()  # of the answers, since this agent last saw them
    templates: tuple[MessageTemplate, ...] = ()  # texts of the service, for messages
    opinions: tuple[Opinion, ...] = ()  # asked of experts, in order
    amendments: tuple[Amendment, ...] = ()  # proposed to the citizen, in order
    present: tuple[str, ...] = ()  # the names of the others who are looking at it now
    around: tuple[str, str] = ("", "")  # the references before and after it in the list, "" for none
    due: SilenceDue | None = None  # what the service's silence will be worth, and why then
    tick: Tick | None = None  # what the clock will do if nothing else happens

    @property
    def followed(self) -> bool:
        """By the agent who reads it."""
        return self.reader in {follower.account_id for follower in self.beside.followers}

    @property
    def preparing(self) -> bool:
        """True while a document is still to be made."""
        return preparing(self.effects)


def open_case(ports: Ports, account: Account, reference: str, within: Asked | None = None) -> Case:
    """Everything an agent needs to decide, or NotFound. `within` is the list that it was opened from."""
    with ports.store.reading() as tx:
        dossier = of_my_service(tx, account, reference)
        definition, workflow = definition_and_workflow(ports, tx, dossier)
        kept = tx.casework.everything(dossier.id, dossier.service_id)
        attached_to = tx.casework.around(dossier.id, dossier.service_id)
        visit, seen = visits.arrive(ports, tx, account, dossier, attached_to, kept.events)
        beside = around(ports, tx, account, within, dossier.id) if within else ("", "")
    received = civil_date(dossier.submitted_at) if dossier.submitted_at else ports.clock.today()
    verdict = judge(definition, dossier.answers, today=received)
    attachments = attached(definition, dossier.answers, kept.attachments)
    sections = summarise(definition, verdict, attachments=attachments)
    past = passages(kept.events)
    where = standing(workflow, dossier, past, kept.opinions, account_id=account.id)
    territory = attached_to.territory
    return Case(
        dossier=dossier,
        definition=definition,
        workflow=workflow,
        state=workflow.states.get(dossier.state) or raw(dossier.state),
        sections=sections,
        actions=_actions(account, dossier, workflow, where),
        kept_apart=_kept_apart(account, dossier, workflow, where),
        history=tell(kept.events, to_agent=True),
        due=silence_due(workflow, definition.legal.silence, past, territory=territory),
        tick=next_tick(workflow, definition.legal.silence, past, dossier.state, where, territory=territory),
        documents=kept.documents,
        attachments=attachments,
        effects=kept.effects,
        beside=attached_to,
        reader=account.id,
        roles=account.desk_roles(dossier.service_id),
        visit=visit,
        texts=kept.texts,
        message_files=by_message(kept.attachments),
        templates=kept.templates,
        opinions=kept.opinions,
        amendments=kept.amendments,
        changes=_changes(definition, seen, sections, received),
        present=visits.present(ports, account.id, attached_to),
        around=beside,
    )


def _changes(
    definition: FormDefinition, seen: AnswersBefore | None, now: Sequence[Section], today: date
) -> tuple[Change, ...]:
    if seen is None:
        return ()
    return changes(summarise(definition, judge(definition, seen.answers, today=today)), now)


def act(
    ports: Ports, account: Account, reference: str, action: str, *, motive: str = "", from_state: str = ""
) -> Dossier:
    """Take an action. `from_state` is the state that the agent saw: another one refuses the action."""
    with ports.store.transaction() as tx:
        dossier = of_my_service(tx, account, reference)
        definition, workflow = definition_and_workflow(ports, tx, dossier)
        _require_seen(tx, dossier, from_state)
        role = _role_for(account, dossier, workflow, action)
        asked = asked_of_experts(tx, workflow, dossier)
        past = passages(tx.events.of(dossier.id))
        where = standing(workflow, dossier, past, asked, account_id=account.id)
        found = transition(workflow, dossier.state, action, role, motive=motive, standing=where)
        _require_annotations(ports, definition, dossier, workflow.states[found.to])
        acting = Acting(actor=agent(account, role, definition), beneficiary=dossier.acting.beneficiary)
        moved = move(ports, tx, dossier, found, workflow, acting, motive=motive)
        if not workflow.states[found.to].terminal:
            tx.follows.add(account.id, dossier.id)  # who takes a dossier in hand finds it in their own file
    ports.queue.wake(moved.effect_ids)
    return moved.dossier


def lacking(ports: Ports, case: Case, found: Transition) -> str:
    """What the service must fill in before this action, as a sentence; "" for nothing."""
    return _lacking(ports, case.definition, case.dossier, case.workflow.states[found.to])


def _require_annotations(ports: Ports, definition: FormDefinition, dossier: Dossier, then: State) -> None:
    if told := _lacking(ports, definition, dossier, then):
        raise TransitionNotAllowed("annotations-missing", told)


def _lacking(ports: Ports, definition: FormDefinition, dossier: Dossier, then: State) -> str:
    """What the service asks of itself is answered before the decision; the clock waits for nobody."""
    if not then.terminal:
        return ""
    names = annotations.missing(definition, dossier.annotations, ports.clock.today())
    told = _("Remplissez d’abord les annotations du service : {names}.").format(names=", ".join(names))
    return spaced(told) if names else ""


def follow(ports: Ports, account: Account, reference: str) -> Dossier:
    """Put the dossier in the agent's own file; again changes nothing."""
    with ports.store.transaction() as tx:
        dossier = of_my_service(tx, account, reference)
        tx.follows.add(account.id, dossier.id)
    return dossier


def unfollow(ports: Ports, account: Account, reference: str) -> Dossier:
    """Take it out of there; again changes nothing."""
    with ports.store.transaction() as tx:
        dossier = of_my_service(tx, account, reference)
        tx.follows.remove(account.id, dossier.id)
    return dossier


def _actions(
    account: Account, dossier: Dossier, workflow: Workflow, where: Standing
) -> tuple[Transition, ...]:
    """Whatever this account may do under any of its roles, in file order."""
    roles = account.desk_roles(dossier.service_id)
    offered = {move.id for role in roles for move in workflow.available(dossier.state, role, where)}
    return tuple(move for move in workflow.transitions.values() if move.id in offered)


def _kept_apart(
    account: Account, dossier: Dossier, workflow: Workflow, where: Standing
) -> tuple[Transition, ...]:
    """What waits for a colleague because of what this account did before, each once."""
    roles = account.desk_roles(dossier.service_id)
    found = (move for role in roles for move in workflow.kept_apart(dossier.state, role, where))
    return tuple({move.id: move for move in found}.values())


def _role_for(account: Account, dossier: Dossier, workflow: Workflow, action: str) -> Role:
    """The role under which this account does it: one that may, else the first that it has."""
    roles = account.desk_roles(dossier.service_id)
    move = workflow.transitions.get(action)
    return next((role for role in roles if move is not None and role in move.by), roles[0])


def _require_seen(tx: Transaction, dossier: Dossier, from_state: str) -> None:
    if not from_state or from_state == dossier.state:
        return
    moves = [event for event in tx.events.of(dossier.id) if event.kind == "transition"]
    last = tell(moves, to_agent=True)[-1]
    raise TransitionNotAllowed(
        "changed-meanwhile",
        _("{who} a agi sur ce dossier avant vous : {what}. Relisez-le avant de recommencer.").format(
            who=last.who, what=last.text
        ),
    )
