"""Opinions asked of experts, seen from the desk: ask, send the link again, withdraw.

Where they may be asked, and what their coming does to the dossier, is in the workflow; the words stay
beside the dossier, the history says who was asked and until when.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.core.account import Account
from app.core.desk.opinions import WITHDRAWN, Expert, Opinion, remind_on
from app.core.dossier import Acting, Dossier, Role
from app.core.errors import NotFound, TransitionNotAllowed
from app.core.language import _
from app.core.legal_time import beginning
from app.core.legal_time.deadlines import last_day, read_delay
from app.core.legal_time.ticking import passages
from app.core.workflow import Standing, Transition, Workflow, transition
from app.usecases.desk.expert_mails import ASKED, REMINDER
from app.usecases.desk.moving import add_effect, definition_and_workflow, follow_clock, move, standing
from app.usecases.desk.on_duty import acting_on, of_my_service
from app.usecases.moment import at_one_moment
from app.usecases.ports import Ports, Transaction

AT_ONCE = 3  # experts asked by one page


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of some experts at once. `delay` is an ISO duration: "P15D"."""

    experts: tuple[Expert, ...]
    text: str
    delay: str
    confidential: bool = False
    sensitive: bool = False


def last_to_answer(ports: Ports, delay: str) -> date:
    """The last day of a delay that begins today; one that is not worked gives way to the next."""
    found = last_day(ports.clock.today(), read_delay(delay), extended=True)
    assert found is not None  # without a pause, a delay ends
    return found


def way_to_ask(workflow: Workflow, state: str, roles: Sequence[Role], where: Standing) -> Transition | None:
    """The action that leads where opinions may be asked, None when there is none or no need of one."""
    for role in roles:
        for found in workflow.available(state, role, where):
            if workflow.states[found.to].consults and "motive" not in found.requires:
                return found
    return None


def ask(ports: Ports, account: Account, reference: str, question: Question) -> Dossier:
    """Ask these experts; the dossier goes first where opinions are asked, if it is not there.

    Raises TransitionNotAllowed("no-consulting") when the workflow asks for none here.
    """
    ports = at_one_moment(ports)
    with ports.store.transaction() as tx:
        dossier = of_my_service(tx, account, reference)
        acting = acting_on(tx, account, dossier)
        dossier, effects = _where_it_is_asked(ports, tx, account, dossier, acting)
        due_on = last_to_answer(ports, question.delay)
        before = len(tx.opinions.of(dossier.id))
        for number, expert in enumerate(question.experts, before + 1):
            asked = _opinion(ports, dossier, acting, question, expert, due_on, number)
            tx.opinions.add(asked)
            facts = {**_facts(asked), "until": due_on.isoformat()}
            tx.events.append(dossier.id, "opinion-asked", asked.asked_at, acting, facts)
            effects += _tell(ports, tx, dossier, asked)
        tx.follows.add(account.id, dossier.id)
        effects += follow_clock(ports, tx, dossier).effect_ids
    ports.queue.wake(effects)
    return dossier


def _where_it_is_asked(
    ports: Ports, tx: Transaction, account: Account, dossier: Dossier, acting: Acting
) -> tuple[Dossier, tuple[str, ...]]:
    _definition, workflow = definition_and_workflow(ports, tx, dossier)
    if workflow.states[dossier.state].consults:
        return dossier, ()
    where = standing(workflow, dossier, passages(tx.events.of(dossier.id)), account_id=account.id)
    found = way_to_ask(workflow, dossier.state, account.desk_roles(dossier.service_id), where)
    if found is None:
        raise TransitionNotAllowed(
            "no-consulting", _("Aucun avis ne se demande dans l’état où est ce dossier.")
        )
    role = next(role for role in account.desk_roles(dossier.service_id) if role in found.by)
    transition(workflow, dossier.state, found.id, role, standing=where)
    # No clock yet: nobody was asked, so nothing is over.
    moved = move(ports, tx, dossier, found, workflow, replace(acting, actor=replace(acting.actor, role=role)))
    return moved.dossier, moved.effect_ids


def _opinion(
    ports: Ports,
    dossier: Dossier,
    acting: Acting,
    question: Question,
    expert: Expert,
    due_on: date,
    number: int,
) -> Opinion:
    return Opinion(
        id=ports.ids.new(),
        dossier_id=dossier.id,
        expert=expert,
        question=question.text,
        due_on=due_on,
        confidential=question.confidential,
        sensitive=question.sensitive,
        asked_at=ports.clock.now(),
        asked_by=acting.actor,
        number=number,
    )


def _tell(ports: Ports, tx: Transaction, dossier: Dossier, asked: Opinion) -> tuple[str, ...]:
    """The mail of now, and the row of the reminder, which waits for its day."""
    data = {"opinion": asked.id, "generation": asked.generation}
    now = add_effect(ports, tx, dossier, f"expert:{ASKED}", asked.asked_at, data)
    day = remind_on(ports.clock.today(), asked.due_on)
    if day is not None:
        add_effect(ports, tx, dossier, f"expert:{REMINDER}", beginning(day), data)
    return (now,)


def send_again(ports: Ports, account: Account, reference: str, opinion_id: str) -> Opinion:
    """A new link; the one sent before opens nothing any more. An opinion that came needs none (NotFound)."""
    with ports.store.transaction() as tx:
        dossier, asked = _mine(tx, account, reference, opinion_id)
        if not asked.awaited or not tx.opinions.renew(asked):
            raise NotFound
        renewed = replace(asked, generation=asked.generation + 1)
        now = ports.clock.now()
        tx.events.append(dossier.id, "opinion-link", now, acting_on(tx, account, dossier), _facts(asked))
        data = {"opinion": asked.id, "generation": renewed.generation}
        effect = add_effect(ports, tx, dossier, f"expert:{ASKED}", now, data)
    ports.queue.wake([effect])
    return renewed


def withdraw(ports: Ports, account: Account, reference: str, opinion_id: str) -> Opinion:
    """Stop waiting for one expert: the link dies, and the workflow goes on if it was the last. Again, or
    after the answer, changes nothing."""
    with ports.store.transaction() as tx:
        dossier, asked = _mine(tx, account, reference, opinion_id)
        now = ports.clock.now()
        effects: tuple[str, ...] = ()
        if tx.opinions.close(asked.id, now, WITHDRAWN):
            acting = acting_on(tx, account, dossier)
            tx.events.append(dossier.id, "opinion-withdrawn", now, acting, _facts(asked))
            effects = follow_clock(ports, tx, dossier).effect_ids
    ports.queue.wake(effects)
    return asked


def _mine(tx: Transaction, account: Account, reference: str, opinion_id: str) -> tuple[Dossier, Opinion]:
    dossier = of_my_service(tx, account, reference)
    asked = tx.opinions.get(opinion_id)
    if asked.dossier_id != dossier.id:
        raise NotFound
    return dossier, asked


def _facts(asked: Opinion) -> dict[str, object]:
    facts: dict[str, object] = {"opinion": asked.id, "quality": asked.expert.quality}
    return {**facts, "internal": True} if asked.confidential else facts
