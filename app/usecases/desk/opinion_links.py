"""An opinion, seen by the expert: the link opens what they may read of the dossier, and takes one answer.

No account. A link that was renewed, withdrawn, that is too old, or whose dossier is decided opens nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.core.answers import judge
from app.core.attached import attached
from app.core.definition import FormDefinition
from app.core.desk.notices import OPINION
from app.core.desk.opinions import ANSWERS, EXPLAINED, Opinion, readable_by
from app.core.dossier import Acting, Attachment, Dossier, Person
from app.core.errors import NotFound
from app.core.field_types.attachment import until_decision
from app.core.language import _
from app.core.legal_time import civil_date
from app.core.plain_text import lines
from app.core.summary import Line, Section, summarise
from app.usecases.desk.expert_mails import opens
from app.usecases.desk.moving import definition_and_workflow, follow_clock
from app.usecases.desk.notes import LONGEST
from app.usecases.desk.notices import answered
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.ports import Ports, Transaction


@dataclass(frozen=True, slots=True)
class Consulted:
    """What the expert reads. `withheld`: some answers are kept from them."""

    opinion: Opinion
    dossier: Dossier
    definition: FormDefinition
    sections: tuple[Section, ...]
    attachments: tuple[Attachment, ...]
    others: tuple[Opinion, ...]
    withheld: bool


def enter(ports: Ports, opinion_id: str, given: str) -> Opinion:
    """The opinion that this link opens, or NotFound, which does not say why."""
    with ports.store.reading() as tx:
        opinion, _dossier = _alive(ports, tx, opinion_id)
    if not opens(ports, opinion, given):
        raise NotFound
    return opinion


def generation(ports: Ports, opinion_id: str) -> int | None:
    """That of a link which still opens something, else None: a session keeps it beside the id."""
    with ports.store.reading() as tx:
        try:
            return _alive(ports, tx, opinion_id)[0].generation
        except NotFound:
            return None


def _alive(ports: Ports, tx: Transaction, opinion_id: str) -> tuple[Opinion, Dossier]:
    opinion = tx.opinions.get(opinion_id)
    dossier = tx.dossiers.get(opinion.dossier_id)
    _definition, workflow = definition_and_workflow(ports, tx, dossier)
    if not opinion.link_lives(ports.clock.today()) or workflow.states[dossier.state].terminal:
        raise NotFound
    return opinion, dossier


def consult(ports: Ports, opinion_id: str) -> Consulted:
    """The dossier as this expert may read it, or NotFound."""
    with ports.store.reading() as tx:
        opinion, dossier = _alive(ports, tx, opinion_id)
        definition, _workflow = definition_and_workflow(ports, tx, dossier)
        given = attached(definition, dossier.answers, tx.attachments.of(dossier.id))
        others = readable_by(tx.opinions.of(dossier.id), opinion)
    day = civil_date(dossier.submitted_at) if dossier.submitted_at else ports.clock.today()
    whole = summarise(definition, judge(definition, dossier.answers, today=day), attachments=given)
    shown = whole if opinion.sensitive else tuple(_without_sensitive(whole))
    files = {file.id: file for section in shown for line in _all(section.lines) for file in line.files}
    return Consulted(
        opinion, dossier, definition, shown, tuple(files.values()), others, withheld=shown != whole
    )


def _without_sensitive(sections: Sequence[Section]) -> Iterator[Section]:
    for section in sections:
        kept = tuple(_plain(section.lines))
        if kept:
            yield replace(section, lines=kept)


def _plain(found: Sequence[Line]) -> Iterator[Line]:
    """The lines that anybody concerned may read, those of rows too; identity documents are not."""
    for line in found:
        if line.field.sensitive or until_decision(line.field):
            continue
        rows = tuple(replace(row, lines=tuple(_plain(row.lines))) for row in line.rows)
        yield replace(line, rows=rows)


def _all(found: Sequence[Line]) -> Iterator[Line]:
    for line in found:
        yield line
        for row in line.rows:
            yield from _all(row.lines)


def give(ports: Ports, opinion_id: str, answer: str, text: str, *, confirmed: bool) -> Opinion:
    """Take the answer, once; the service is told, and the workflow goes on by its own rule.

    CaseworkRefused tells what is missing; given again, the first answer stays.
    """
    words = _judged(answer, lines(text), confirmed)
    with ports.store.transaction() as tx:
        opinion, dossier = _alive(ports, tx, opinion_id)
        now = ports.clock.now()
        effects: tuple[str, ...] = ()
        if tx.opinions.close(opinion.id, now, answer, words):
            expert = Person(opinion.expert.name, "expert", "", opinion.expert.quality)
            facts: dict[str, object] = {"opinion": opinion.id, "quality": opinion.expert.quality}
            if opinion.confidential:
                facts["internal"] = True
            acting = Acting(actor=expert, beneficiary=dossier.acting.beneficiary)
            tx.events.append(dossier.id, "opinion-given", now, acting, facts)
            effects = answered(ports, tx, dossier, OPINION, opinion.asked_by.id)
            effects += follow_clock(ports, tx, dossier).effect_ids
    ports.queue.wake(effects)
    return opinion


def _judged(answer: str, text: str, confirmed: bool) -> str:
    if answer not in ANSWERS:
        raise CaseworkRefused(_("Choisissez votre avis."), "champ-avis")
    if answer in EXPLAINED and not text:
        raise CaseworkRefused(_("Écrivez vos réserves ou vos raisons : le service en a besoin pour décider."),
                              "champ-texte")  # fmt: skip
    if len(text) > LONGEST:
        told = _("Raccourcissez votre texte : {n} caractères au plus.").format(n=LONGEST)
        raise CaseworkRefused(told, "champ-texte")
    if not confirmed:
        raise CaseworkRefused(_("Cochez la case pour confirmer votre avis."), "champ-confirme")
    return text
