"""Coming back: with a number and a code, by an e-mailed link, to follow or to resume.

One road for drafts and for sent dossiers; wrong codes are counted and slowed down.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.core.attached import attached
from app.core.definition import FormDefinition
from app.core.desk.opinions import Opinion, readable_by_citizen
from app.core.dossier import ALONE, Acting, Attachment, Document, Dossier, Event, Mandate, read_reference
from app.core.errors import NotEditable, NotFound, Throttled
from app.core.history import HistoryLine, tell
from app.core.language import _
from app.core.legal_time.silence import SilenceDue
from app.core.legal_time.ticking import Passage, granted, passages, silence_due, stay
from app.core.texts.form_texts import DECIDED, SENT, paragraphs
from app.core.workflow import DRAFT, State, Workflow
from app.usecases.desk import archive_paper
from app.usecases.desk.amendment_answers import Proposal, proposals
from app.usecases.desk.moving import add_effect, definition_and_workflow, preparing, territory_of
from app.usecases.fill.correction import motive, sent_again
from app.usecases.fill.filling import require_mandate, require_same_help, role_of
from app.usecases.ports import Ports, Transaction

WRONG_CODES = 10  # in WINDOW, for one dossier: 60 bits of code make guessing hopeless
WINDOW = timedelta(minutes=15)
LINKS = 5  # mails with the link, for one draft and for one address, in LINKS_WINDOW
LINKS_WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What the citizen may know. `correction` is the motive of a pending request, else empty;
    `preparing` tells that a document is still being made; `code` is empty for an adviser;
    `mandate` is the one that still runs."""

    dossier: Dossier
    definition: FormDefinition
    state: State
    history: tuple[HistoryLine, ...]
    documents: tuple[Document, ...]
    correction: str = ""
    preparing: bool = False
    code: str = ""
    attachments: tuple[Attachment, ...] = ()  # those of the answers that were sent
    mandate: Mandate | None = None
    motive: str = ""  # why it ended so
    sent_again: bool = False  # corrections were sent
    due: SilenceDue | None = None  # what the service's silence will be worth, and why then
    answer_by: date | None = None  # until when the corrections are waited for
    opinions: tuple[Opinion, ...] = ()  # those that the citizen may read, once it is decided
    amendments: tuple[Proposal, ...] = ()  # proposed by the service, in order
    reopened: str = ""  # why the service took its decision back, while it is at work on it again

    @property
    def said_once_sent(self) -> tuple[str, ...]:
        """The form's own paragraphs for the page of confirmation."""
        return paragraphs(self.definition, SENT, self.dossier)

    @property
    def said_at_the_end(self) -> tuple[str, ...]:
        """Those of the page of a dossier that has come to its end."""
        return paragraphs(self.definition, DECIDED, self.dossier) if self.state.terminal else ()


def open_with_code(ports: Ports, reference: str, code: str) -> Dossier:
    """The dossier for what a person typed; NotFound tells nothing of which half was wrong.

    Only wrong pairs are slowed down: whoever tries codes on a dossier never shuts its owner out.
    """
    canonical = read_reference(reference)
    with ports.store.reading() as tx:
        dossier = tx.dossiers.by_reference(canonical) if canonical else None
    if dossier is not None and ports.keys.code_matches(code, dossier.id, dossier.generation):
        return dossier
    # A number that nobody has is counted like any other, or waiting would tell which ones exist.
    key = canonical or ports.keys.digest(reference)
    with ports.store.transaction() as tx:
        _count(ports, tx, f"code:{key}", WRONG_CODES, WINDOW)
    raise NotFound(_wrong())


def generation(ports: Ports, dossier_id: str) -> int | None:
    """How many times the dossier changed hands, None when it is gone: a session keeps it beside the id."""
    with ports.store.reading() as tx:
        try:
            return tx.dossiers.get(dossier_id).generation
        except NotFound:
            return None


def _count(ports: Ports, tx: Transaction, key: str, most: int, window: timedelta) -> None:
    """One more try under this key, or Throttled."""
    now = ports.clock.now()
    if tx.throttles.failures(key, now - window) >= most:
        raise Throttled(int(window.total_seconds()))
    tx.throttles.record(key, now)


def _wrong() -> str:
    return _("Ce numéro et ce code ne vont pas ensemble. Vérifiez les deux, puis réessayez.")


def follow_up(ports: Ports, dossier_id: str, acting: Acting = ALONE) -> FollowUp:
    """State, history and documents of a dossier. An adviser needs to be in charge, and reads no code."""
    with ports.store.reading() as tx:
        dossier = tx.dossiers.get(dossier_id)
        require_same_help(dossier, acting)
        require_mandate(ports, tx, acting, dossier.slug)
        told = _told(ports, tx, dossier)
    if role_of(acting) != "citizen":
        return told
    return replace(told, code=ports.keys.code(dossier.id, dossier.generation))


def _told(ports: Ports, tx: Transaction, dossier: Dossier) -> FollowUp:
    """All but the code, which is the citizen's alone."""
    definition, workflow = definition_and_workflow(ports, tx, dossier)
    state = workflow.states[dossier.state]
    events = tx.events.of(dossier.id)
    told = motive(events, dossier.state)
    past = passages(events)
    territory = territory_of(tx, workflow, dossier, past)
    return FollowUp(
        dossier=dossier,
        definition=definition,
        state=state,
        history=tell(events),
        documents=tuple(one for one in tx.documents.of(dossier.id) if one.kind != archive_paper.KIND),
        correction=told if dossier.state != DRAFT and state.editable_by else "",
        motive=told if state.terminal else "",
        due=silence_due(workflow, definition.legal.silence, past, territory=territory),
        answer_by=_answer_by(state, past, territory),
        opinions=_opinions(tx, dossier, state),
        amendments=proposals(tx, dossier, definition, state, events),
        reopened=_reopened(workflow, events, state),
        sent_again=sent_again(events, workflow),
        preparing=preparing(tx.effects.of(dossier.id)),
        attachments=attached(definition, dossier.answers, tx.attachments.of(dossier.id)),
        mandate=_running_mandate(ports, tx, dossier),
    )


def _answer_by(state: State, past: Sequence[Passage], territory: str) -> date | None:
    here = stay(past, state.id)
    return granted(state, here[0].on, territory) if here else None


def _opinions(tx: Transaction, dossier: Dossier, state: State) -> tuple[Opinion, ...]:
    return readable_by_citizen(tx.opinions.of(dossier.id), decided=True) if state.terminal else ()


def _reopened(workflow: Workflow, events: Sequence[Event], state: State) -> str:
    """The motive of the last reopening, until the next decision."""
    if state.terminal or state.editable_by:
        return ""
    actions = [event for event in events if event.kind == "transition"]
    for event in reversed(actions):
        found = workflow.transitions.get(event.data.get("action", ""))
        if found is not None and found.reopens:
            return str(event.data.get("motive", ""))
        if found is not None and workflow.states[found.to].terminal:
            return ""
    return ""


def _running_mandate(ports: Ports, tx: Transaction, dossier: Dossier) -> Mandate | None:
    if dossier.acting.mode != "mandat":
        return None
    mandate = tx.mandates.get(dossier.acting.mandate_id)
    return mandate if mandate.covers(dossier.slug, ports.clock.now()) else None


def document(ports: Ports, document_id: str) -> tuple[Document, Dossier, bytes]:
    """A produced document with its dossier, for the view's permission check, and its content."""
    with ports.store.reading() as tx:
        found = tx.documents.get(document_id)
        dossier = tx.dossiers.get(found.dossier_id)
    return found, dossier, ports.files.get(found.sha256)


def send_resume_link(ports: Ports, dossier_id: str, email: str, acting: Acting = ALONE) -> None:
    """Mail the link that opens this draft on any device. The address is kept for the receipt too.

    Throttled after LINKS in an hour: nobody's mailbox is to be flooded from here, by one draft or by many.
    """
    with ports.store.transaction() as tx:
        dossier = tx.dossiers.get(dossier_id)
        _require_editable(ports, tx, dossier, acting)
        for key in (f"link:{dossier_id}", f"link:{ports.keys.digest(email.strip().casefold())}"):
            _count(ports, tx, key, LINKS, LINKS_WINDOW)
        changed = tx.dossiers.save_working(replace(dossier, email=email), based_on=dossier.revision)
        now = ports.clock.now()
        tx.events.append(dossier_id, "resume-link", now, acting)
        effect_id = add_effect(ports, tx, changed, "mail:draft-link", now)
    ports.queue.wake([effect_id])


def _require_editable(ports: Ports, tx: Transaction, dossier: Dossier, acting: Acting) -> None:
    """The address of a dossier that was sent is no longer changed from here."""
    _definition, workflow = definition_and_workflow(ports, tx, dossier)
    if role_of(acting) not in workflow.states[dossier.state].editable_by:
        raise NotEditable
    require_same_help(dossier, acting)
    require_mandate(ports, tx, acting, dossier.slug)


def link(ports: Ports, dossier: Dossier) -> str:
    """The address that opens the dossier without typing the code."""
    code = ports.keys.code(dossier.id, dossier.generation)
    return f"{ports.base_url}/suivi/{dossier.reference}/{code}"
