"""Coming back: with a number and a code, by an e-mailed link, to follow or to resume.

One road for drafts and for sent dossiers; wrong codes are counted and slowed down.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from app.core.attached import attached
from app.core.definition import FormDefinition
from app.core.dossier import ALONE, Acting, Attachment, Document, Dossier, read_reference
from app.core.errors import NotFound, Throttled
from app.core.history import HistoryLine, tell
from app.core.language import _
from app.core.workflow import DRAFT, State
from app.usecases.moving import add_effect, definition_and_workflow, preparing
from app.usecases.ports import Ports, Transaction

WRONG_CODES = 10  # in WINDOW, for one dossier: 60 bits of code make guessing hopeless
WINDOW = timedelta(minutes=15)
LINKS = 5  # mails with the link, for one draft, in LINKS_WINDOW
LINKS_WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What the citizen may know. `correction` is the motive of a pending request, else empty;
    `preparing` tells that a document is still being made."""

    dossier: Dossier
    definition: FormDefinition
    state: State
    history: tuple[HistoryLine, ...]
    documents: tuple[Document, ...]
    correction: str = ""
    preparing: bool = False
    code: str = ""
    attachments: tuple[Attachment, ...] = ()  # those of the answers that were sent


def open_with_code(ports: Ports, reference: str, code: str) -> Dossier:
    """The dossier for what a person typed; NotFound tells nothing of which half was wrong."""
    canonical = read_reference(reference)
    if canonical is None:
        raise NotFound(_wrong())
    with ports.store.transaction() as tx:
        dossier = _checked(ports, tx, canonical, code)
    if dossier is None:
        raise NotFound(_wrong())
    return dossier


def _checked(ports: Ports, tx: Transaction, reference: str, code: str) -> Dossier | None:
    """None for a wrong pair; the failure must be committed, so nothing is raised for it in here."""
    now = ports.clock.now()
    key = f"code:{reference}"
    if tx.throttles.failures(key, now - WINDOW) >= WRONG_CODES:
        raise Throttled(int(WINDOW.total_seconds()))
    dossier = tx.dossiers.by_reference(reference)
    if dossier is None or not ports.keys.code_matches(code, dossier.id, dossier.generation):
        tx.throttles.record(key, now)
        return None
    return dossier


def _wrong() -> str:
    return _("Ce numéro et ce code ne vont pas ensemble. Vérifiez les deux, puis réessayez.")


def follow_up(ports: Ports, dossier_id: str) -> FollowUp:
    """State, history and documents of a dossier."""
    with ports.store.reading() as tx:
        dossier = tx.dossiers.get(dossier_id)
        definition, workflow = definition_and_workflow(ports, tx, dossier)
        events = tx.events.of(dossier_id)
        documents = tuple(tx.documents.of(dossier_id))
        attachments = attached(definition, dossier.answers, tx.attachments.of(dossier_id))
        effects = tx.effects.of(dossier_id)
    state = workflow.states[dossier.state]
    asked = [event.data.get("motive", "") for event in events if event.data.get("to") == dossier.state]
    return FollowUp(
        dossier=dossier,
        definition=definition,
        state=state,
        history=tell(events),
        documents=documents,
        correction=asked[-1] if asked and dossier.state != DRAFT and state.editable_by else "",
        preparing=preparing(effects),
        attachments=attachments,
        code=ports.keys.code(dossier.id, dossier.generation),
    )


def document(ports: Ports, document_id: str) -> tuple[Document, Dossier, bytes]:
    """A produced document with its dossier, for the view's permission check, and its content."""
    with ports.store.reading() as tx:
        found = tx.documents.get(document_id)
        dossier = tx.dossiers.get(found.dossier_id)
    return found, dossier, ports.files.get(found.sha256)


def send_resume_link(ports: Ports, dossier_id: str, email: str, acting: Acting = ALONE) -> None:
    """Mail the link that opens this draft on any device. The address is kept for the receipt too.

    Throttled after LINKS in an hour: nobody's mailbox is to be flooded from here.
    """
    with ports.store.transaction() as tx:
        dossier = tx.dossiers.get(dossier_id)
        _count_link(ports, tx, dossier_id)
        changed = tx.dossiers.save_working(replace(dossier, email=email), based_on=dossier.revision)
        now = ports.clock.now()
        tx.events.append(dossier_id, "resume-link", now, acting)
        effect_id = add_effect(ports, tx, changed, "mail:draft-link", now)
    ports.queue.wake([effect_id])


def _count_link(ports: Ports, tx: Transaction, dossier_id: str) -> None:
    now = ports.clock.now()
    key = f"link:{dossier_id}"
    if tx.throttles.failures(key, now - LINKS_WINDOW) >= LINKS:
        raise Throttled(int(LINKS_WINDOW.total_seconds()))
    tx.throttles.record(key, now)


def link(ports: Ports, dossier: Dossier) -> str:
    """The address that opens the dossier without typing the code."""
    code = ports.keys.code(dossier.id, dossier.generation)
    return f"{ports.base_url}/suivi/{dossier.reference}/{code}"
