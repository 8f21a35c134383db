"""The effects that make a document: facts of the dossier in, a PDF kept once.

The document, its event and the end of its effect are stored in one transaction, under
the effect's id: an effect that runs twice keeps one document. A worker so late that another
one holds the effect stores nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.core.account import Account
from app.core.answers import judge
from app.core.definition import FormDefinition
from app.core.dossier import Attachment, Document, Dossier, Effect, Event, Mandate, by_itself
from app.core.errors import NotFound
from app.core.identity import identity
from app.core.legal_time import civil_date
from app.core.summary import Section, summarise
from app.core.texts.letters import LETTER
from app.core.texts.mail_texts import MailText, Occasion
from app.core.workflow import DRAFT
from app.usecases.desk.archive_paper import archive_paper
from app.usecases.desk.moving import definition_and_workflow
from app.usecases.documents.papers import decision_paper, form_paper, mandate_paper, receipt_paper
from app.usecases.documents.proving import prove, seal
from app.usecases.ports import Paper, Ports, Transaction


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a document may say. `event` is the one that asked for it; `author` took the decision."""

    ports: Ports
    dossier: Dossier
    definition: FormDefinition
    event: Event | None
    author: Account | None
    mandate: Mandate | None
    attachments: tuple[Attachment, ...] = ()
    letter: MailText | None = None  # what the service wrote itself for the state of `event`
    events: tuple[Event, ...] = ()
    documents: tuple[Document, ...] = ()


def make_document(ports: Ports, effect: Effect, name: str) -> None:
    """Render and keep the document of this effect."""
    facts = _gather(ports, effect)
    paper = PAPERS[name](facts)
    proof = prove(ports, effect, paper)
    content = seal(ports, ports.documents.render(replace(paper, mark=proof.mark)), proof)
    sha256 = ports.files.put(content)
    now = ports.clock.now()
    document = Document(
        id=ports.ids.new(),
        dossier_id=effect.dossier_id,
        kind=paper.kind,
        title=paper.title,
        sha256=sha256,
        size=len(content),
        made_at=now,
        effect_id=effect.id,
    )
    with ports.store.transaction() as tx:
        if tx.effects.done(effect, now) and tx.documents.add(document):
            tx.marks.add(proof.mark.code, document.id)
            tx.events.append(
                effect.dossier_id,
                "document",
                now,
                by_itself(facts.dossier.acting),
                {"kind": paper.kind, "title": paper.title, "sha256": sha256},
            )


def _gather(ports: Ports, effect: Effect) -> Facts:
    with ports.store.reading() as tx:
        dossier = tx.dossiers.get(effect.dossier_id)
        events = tx.events.of(dossier.id)
        event = next((event for event in events if event.number == effect.data.get("event")), None)
        author = tx.accounts.get(event.acting.actor.id) if event and event.acting.actor.id else None
        mandate = tx.mandates.get(dossier.acting.mandate_id) if dossier.acting.mandate_id else None
        definition = tx.definitions.get(dossier.definition_hash)
        attachments = tuple(tx.attachments.of(dossier.id))
        letter = _own_letter(tx, dossier, event)
        documents = tuple(tx.documents.of(dossier.id))
    return Facts(
        ports, dossier, definition, event, author, mandate, attachments, letter, tuple(events), documents
    )


def _own_letter(tx: Transaction, dossier: Dossier, event: Event | None) -> MailText | None:
    if event is None or "to" not in event.data:
        return None
    own = tx.mail_texts.get(dossier.service_id, Occasion(LETTER, str(event.data["to"])))
    return own.text if own is not None else None


def _form(facts: Facts) -> Paper:
    return form_paper(
        facts.dossier,
        facts.definition,
        _sections(facts),
        made_at=facts.ports.clock.now(),
        mandate=facts.mandate,
    )


def _sections(facts: Facts) -> tuple[Section, ...]:
    """The frozen answers, read on the day they were sent."""
    sent = facts.dossier.submitted_at
    today = civil_date(sent) if sent is not None else facts.ports.clock.today()
    verdict = judge(facts.definition, facts.dossier.answers, today=today)
    return summarise(facts.definition, verdict, attachments=facts.attachments)


def _receipt(facts: Facts) -> Paper:
    return receipt_paper(
        facts.dossier,
        facts.definition,
        follow_url=f"{facts.ports.base_url}/suivi",
        made_at=facts.ports.clock.now(),
        mandate=facts.mandate,
        address=_address(facts),
        resumed_on=_resumed_on(facts),
    )


def _resumed_on(facts: Facts) -> date | None:
    """The day on which what was missing came, when that is why the receipt is made anew."""
    if facts.event is None or facts.event.data.get("from") == DRAFT:
        return None
    return civil_date(facts.event.at)


def _decision(facts: Facts) -> Paper:
    if facts.event is None:
        raise NotFound(f"event {facts.dossier.id}")
    return decision_paper(
        facts.dossier,
        facts.definition,
        label=str(facts.event.data["done"]),
        outcome=str(facts.event.data["to"]),
        motive=str(facts.event.data.get("motive", "")),
        author=facts.event.acting.actor,
        author_quality=facts.author.quality if facts.author else "",
        decided_on=civil_date(facts.event.at),
        made_at=facts.ports.clock.now(),
        address=_address(facts),
        text=facts.letter,
    )


def _mandate(facts: Facts) -> Paper:
    if facts.mandate is None:
        raise NotFound(f"mandate of {facts.dossier.id}")
    return mandate_paper(
        facts.mandate, (facts.definition,), made_at=facts.ports.clock.now(), reference=facts.dossier.reference
    )


def _summary(facts: Facts) -> Paper:
    with facts.ports.store.reading() as tx:
        _definition, workflow = definition_and_workflow(facts.ports, tx, facts.dossier)
    state = workflow.states.get(facts.dossier.state)
    return archive_paper(
        facts.dossier,
        facts.definition,
        state=state.agent if state else facts.dossier.state,
        events=facts.events,
        documents=facts.documents,
        attachments=facts.attachments,
        made_at=facts.ports.clock.now(),
    )


def _address(facts: Facts) -> tuple[str, ...]:
    """Name and postal address of the person, as far as the answers tell them."""
    who = identity(facts.definition, facts.dossier.answers)
    name = who.letter_name or facts.dossier.title
    return tuple(line for line in (name, *who.address) if line)


PAPERS: Mapping[str, Callable[[Facts], Paper]] = {
    "form": _form,
    "receipt": _receipt,
    "decision": _decision,
    "mandate": _mandate,
    "summary": _summary,
}
