"""The agent's road: the queue of their services, a dossier, an action on it.

A dossier of another service does not exist for them (NotFound).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.account import Account
from app.core.answers import judge
from app.core.attached import attached
from app.core.definition import FormDefinition
from app.core.dossier import Acting, Attachment, Document, Dossier, Effect, Person, Role, read_reference
from app.core.errors import NotFound, TransitionNotAllowed
from app.core.history import HistoryLine, tell
from app.core.language import _
from app.core.legal_time import civil_date
from app.core.plain_text import one_line
from app.core.silence import SilenceDue
from app.core.summary import Section, summarise
from app.core.ticking import Tick, next_tick, passages, silence_due
from app.core.workflow import Standing, State, Transition, Workflow, transition
from app.usecases.desk_states import DeskRow, Known, desk_row, known_states, raw
from app.usecases.moving import definition_and_workflow, move, preparing, standing
from app.usecases.ports import Ports, QueuePage, QueueQuery, Transaction

__all__ = ["TABS", "Case", "Desk", "DeskRow", "act", "desk", "open_case"]

TABS = ("todo", "waiting", "done")


@dataclass(frozen=True, slots=True)
class Desk:
    """A page of the queue. `counts` is by tab, `forms` holds (slug, title, number to do)."""

    rows: tuple[DeskRow, ...]
    total: int
    following: str
    tab: str
    slug: str
    search: str
    order: str
    counts: Mapping[str, int]
    forms: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A dossier laid open for an agent. `actions` are those this agent may take now."""

    dossier: Dossier
    definition: FormDefinition
    workflow: Workflow
    state: State
    sections: tuple[Section, ...]
    actions: tuple[Transition, ...]
    history: tuple[HistoryLine, ...]
    documents: tuple[Document, ...]
    attachments: tuple[Attachment, ...]
    effects: tuple[Effect, ...]
    due: SilenceDue | None = None  # what the service's silence will be worth, and why then
    tick: Tick | None = None  # what the clock will do if nothing else happens

    @property
    def preparing(self) -> bool:
        """True while a document is still to be made."""
        return preparing(self.effects)


def desk(
    ports: Ports,
    account: Account,
    *,
    tab: str = "todo",
    slug: str = "",
    search: str = "",
    order: str = "due",
    after: str = "",
) -> Desk:
    """The queue of the agent's services, filtered, sorted and paged by the database."""
    services = account.desk_services()
    tab = tab if tab in TABS else "todo"
    with ports.store.reading() as tx:
        counted = tx.dossiers.counts(services)
        known = known_states(ports, tx, counted)
        wanted = tuple(key for key, state in known.states.items() if state.tab == tab)
        page = _page(tx, services, wanted, slug, search, order, after)
        rows = tuple(desk_row(ports, tx, dossier) for dossier in page.dossiers)
    return Desk(
        rows=rows,
        total=page.total,
        following=page.following,
        tab=tab,
        slug=slug,
        search=search,
        order=order,
        counts={name: sum(n for key, n in counted.items() if known.states[key].tab == name) for name in TABS},
        forms=_forms(ports, services, counted, known),
    )


def _page(
    tx: Transaction,
    services: Sequence[str],
    wanted: tuple[tuple[str, str], ...],
    slug: str,
    search: str,
    order: str,
    after: str,
) -> QueuePage:
    if not wanted:
        return QueuePage(dossiers=(), total=0)
    return tx.dossiers.page(
        QueueQuery(
            service_ids=tuple(services),
            states=wanted,
            slug=slug,
            search=read_reference(search) or one_line(search),
            order=order if order in ("due", "received") else "due",
            after=after,
        )
    )


def _forms(
    ports: Ports, services: Sequence[str], counted: Mapping[tuple[str, str], int], known: Known
) -> tuple[tuple[str, str, int], ...]:
    """The published forms of the services, then those withdrawn whose dossiers remain."""
    published = tuple(
        (form.slug, form.title) for form in ports.forms.published() if form.service.id in services
    )
    to_do: Counter[str] = Counter()
    for (slug, state), number in counted.items():
        if known.states[slug, state].tab == "todo":
            to_do[slug] += number
    return tuple((slug, title, to_do[slug]) for slug, title in (*published, *known.withdrawn.items()))


def open_case(ports: Ports, account: Account, reference: str) -> Case:
    """Everything an agent needs to decide, or NotFound."""
    with ports.store.reading() as tx:
        dossier = _of_my_service(tx, account, reference)
        definition, workflow = definition_and_workflow(ports, tx, dossier)
        events = tx.events.of(dossier.id)
        documents = tuple(tx.documents.of(dossier.id))
        attachments = attached(definition, dossier.answers, tx.attachments.of(dossier.id))
        effects = tuple(tx.effects.of(dossier.id))
    received = civil_date(dossier.submitted_at) if dossier.submitted_at else ports.clock.today()
    verdict = judge(definition, dossier.answers, today=received)
    past = passages(events)
    where = standing(workflow, dossier, past)
    return Case(
        dossier=dossier,
        definition=definition,
        workflow=workflow,
        state=workflow.states.get(dossier.state) or raw(dossier.state),
        sections=summarise(definition, verdict, attachments=attachments),
        actions=_actions(account, dossier, workflow, where),
        history=tell(events, to_agent=True),
        due=silence_due(workflow, definition.legal.silence, past),
        tick=next_tick(workflow, definition.legal.silence, past, dossier.state, where),
        documents=documents,
        attachments=attachments,
        effects=effects,
    )


def act(
    ports: Ports, account: Account, reference: str, action: str, *, motive: str = "", from_state: str = ""
) -> Dossier:
    """Take an action. `from_state` is the state that the agent saw: another one refuses the action."""
    with ports.store.transaction() as tx:
        dossier = _of_my_service(tx, account, reference)
        definition, workflow = definition_and_workflow(ports, tx, dossier)
        _require_seen(tx, dossier, from_state)
        role = _role_for(account, dossier, workflow, action)
        where = standing(workflow, dossier, passages(tx.events.of(dossier.id)))
        found = transition(workflow, dossier.state, action, role, motive=motive, standing=where)
        acting = Acting(actor=_agent(account, role, definition), beneficiary=dossier.acting.beneficiary)
        moved = move(ports, tx, dossier, found, workflow, acting, motive=motive)
    ports.queue.wake(moved.effect_ids)
    return moved.dossier


def _actions(
    account: Account, dossier: Dossier, workflow: Workflow, where: Standing
) -> tuple[Transition, ...]:
    """Whatever this account may do under any of its roles, in file order."""
    roles = account.desk_roles(dossier.service_id)
    offered = {move.id for role in roles for move in workflow.available(dossier.state, role, where)}
    return tuple(move for move in workflow.transitions.values() if move.id in offered)


def _role_for(account: Account, dossier: Dossier, workflow: Workflow, action: str) -> Role:
    """The role under which this account does it: one that may, else the first that it has."""
    roles = account.desk_roles(dossier.service_id)
    move = workflow.transitions.get(action)
    return next((role for role in roles if move is not None and role in move.by), roles[0])


def _agent(account: Account, role: Role, definition: FormDefinition) -> Person:
    """The agent as the history shows them: to the citizen, the service stands for the person."""
    return Person(name=account.name, role=role, id=account.id, organisation=definition.service.name)


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


def _of_my_service(tx: Transaction, account: Account, reference: str) -> Dossier:
    dossier = tx.dossiers.by_reference(read_reference(reference) or "")
    if dossier is None or dossier.submitted_at is None or dossier.service_id not in account.desk_services():
        raise NotFound
    return dossier
