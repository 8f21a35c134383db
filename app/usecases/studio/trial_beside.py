"""Beside a test dossier: messages and opinions that the designer plays, mails that would have left.

A mail is worked out from what happened, by the code that writes the real ones; none is stored, none leaves.
It refuses to know how a test goes on from state to state: see `trials`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.account import Account
from app.core.desk.casework import MESSAGE, READ, Written
from app.core.desk.opinions import Expert, Opinion
from app.core.dossier import Acting, Dossier, Event, Person, Role
from app.core.errors import TransitionNotAllowed
from app.core.language import _
from app.core.legal_time.ticking import passages
from app.core.studio import Trial
from app.core.texts.mail_texts import Occasion
from app.core.workflow import Transition, Workflow
from app.usecases.desk.expert_mails import asked_mail, link
from app.usecases.desk.moving import definition_and_workflow, move, standing
from app.usecases.desk.notes import words
from app.usecases.desk.opinions import last_to_answer, way_to_ask
from app.usecases.mails import write
from app.usecases.ports import Mail, Ports, Transaction
from app.usecases.studio.trials import my_trial

MESSAGE_PLACE, QUESTION_PLACE = "texte-message", "texte-question"  # the inputs of a page
_ASKERS: Sequence[Role] = ("agent", "manager")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that would have left at this moment; `to` is empty when nobody gave an address."""

    at: datetime
    mail: Mail


@dataclass(frozen=True, slots=True)
class Beside:
    """`opinions`: each with the link of its mail, where the designer answers as the expert. `may_ask`: the
    workflow lets one be asked here."""

    texts: Sequence[Written]
    opinions: Sequence[tuple[Opinion, str]]
    letters: Sequence[Letter]
    may_ask: bool


def beside(ports: Ports, account: Account, reference: str) -> Beside:
    """What is beside this test, or NotFound."""
    with ports.store.reading() as tx:
        trial, dossier = my_trial(tx, account, reference)
        _definition, workflow = definition_and_workflow(ports, tx, dossier)
        events, opinions = tx.events.of(dossier.id), tx.opinions.of(dossier.id)
        texts = tx.casework.texts.of(dossier.id, MESSAGE)
        letters = [
            *_to_citizen(ports, tx, trial, dossier, events),
            *_to_experts(ports, tx, dossier, opinions),
        ]
        way = _way(workflow, dossier, events)
    may_ask = workflow.states[dossier.state].consults or way is not None
    linked = [(one, link(ports, one)) for one in opinions]
    return Beside(texts, linked, sorted(letters, key=lambda one: one.at), bool(may_ask))


def write_as_agent(ports: Ports, account: Account, reference: str, body: str) -> None:
    """A message to the citizen, who reads it on their page. CaseworkRefused for an empty one."""
    text = words(body, MESSAGE_PLACE)
    with ports.store.transaction() as tx:
        _trial, dossier = my_trial(tx, account, reference)
        now, acting = ports.clock.now(), _agent(tx, account, dossier)
        tx.casework.texts.add(Written(ports.ids.new(), dossier.id, MESSAGE, now, acting.actor, text))
        tx.casework.converse(dossier.id, READ)
        tx.events.append(dossier.id, "message", now, acting, {"to_citizen": True})


def ask_as_agent(ports: Ports, account: Account, reference: str, question: str) -> None:
    """An opinion of a made-up expert; the test goes first where opinions are asked. CaseworkRefused,
    TransitionNotAllowed."""
    text = words(question, QUESTION_PLACE)
    with ports.store.transaction() as tx:
        _trial, dossier = my_trial(tx, account, reference)
        _definition, workflow = definition_and_workflow(ports, tx, dossier)
        acting = _agent(tx, account, dossier)
        if not workflow.states[dossier.state].consults:
            way = _way(workflow, dossier, tx.events.of(dossier.id))
            if way is None:
                told = _("Aucun avis ne se demande dans l’état où est ce dossier.")
                raise TransitionNotAllowed("no-consulting", told)
            dossier = move(ports, tx, dossier, way, workflow, acting).dossier
        asked = _opinion(ports, tx, dossier, workflow, acting, text)
        tx.opinions.add(asked)
        facts = {"opinion": asked.id, "quality": asked.expert.quality, "until": asked.due_on.isoformat()}
        tx.events.append(dossier.id, "opinion-asked", asked.asked_at, acting, facts)


def _opinion(
    ports: Ports, tx: Transaction, dossier: Dossier, workflow: Workflow, acting: Acting, question: str
) -> Opinion:
    expert = Expert("expert@exemple.fr", _("Dominique Essai"), _("expert de l’essai"))
    return Opinion(
        id=ports.ids.new(), dossier_id=dossier.id, expert=expert, question=question,
        due_on=last_to_answer(ports, workflow.states[dossier.state].consults), confidential=False,
        sensitive=False, asked_at=ports.clock.now(), asked_by=acting.actor,
        number=len(tx.opinions.of(dossier.id)) + 1,
    )  # fmt: skip


def _agent(tx: Transaction, account: Account, dossier: Dossier) -> Acting:
    """The designer, who plays an agent of the service of the form."""
    definition = tx.definitions.get(dossier.definition_hash)
    player = Person(account.name, "agent", account.id, definition.service.name)
    return Acting(player, dossier.acting.beneficiary)


def _way(workflow: Workflow, dossier: Dossier, events: Sequence[Event]) -> Transition | None:
    where = standing(workflow, dossier, passages(events))
    return way_to_ask(workflow, dossier.state, _ASKERS, where)


def _to_citizen(
    ports: Ports, tx: Transaction, trial: Trial, dossier: Dossier, events: Sequence[Event]
) -> Iterator[Letter]:
    """One a mail of each action that was taken, and one a message."""
    definition, workflow = definition_and_workflow(ports, tx, dossier)
    own = {one.occasion: one.text for one in tx.mail_texts.of([trial.service_id])}
    for event in events:
        for occasion in _occasions(workflow, event):
            mail = write(occasion, "", dossier, definition, "", own.get(occasion))
            yield Letter(event.at, mail)


def _occasions(workflow: Workflow, event: Event) -> Iterator[Occasion]:
    if event.kind == "message" and event.data.get("to_citizen"):
        yield Occasion("message", "")
    taken = (
        workflow.transitions.get(str(event.data.get("action", ""))) if event.kind == "transition" else None
    )
    for effect in taken.effects if taken else ():
        family, _colon, name = effect.partition(":")
        if family == "mail":
            yield Occasion(name, str(event.data["to"]))


def _to_experts(
    ports: Ports, tx: Transaction, dossier: Dossier, opinions: Sequence[Opinion]
) -> Iterator[Letter]:
    definition = tx.definitions.get(dossier.definition_hash)
    for one in opinions:
        yield Letter(one.asked_at, asked_mail(ports, "", one, dossier, definition))
