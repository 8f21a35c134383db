"""What is written to experts: that their opinion is asked, that it is still awaited. One link each.

No answer, no question and no name of a citizen goes into a mail: a form, a number, a last day.
"""

from collections.abc import Callable, Mapping

from app.core.definition import FormDefinition
from app.core.desk.opinions import Opinion
from app.core.dossier import Dossier, Effect, by_itself, spell_reference
from app.core.language import _
from app.core.legal_time import day_in_words
from app.usecases.desk.moving import definition_and_workflow
from app.usecases.ports import Mail, Ports

Letter = tuple[str, tuple[str, ...]]  # subject, paragraphs
ASKED, REMINDER = "asked", "reminder"


def link(ports: Ports, opinion: Opinion) -> str:
    """The address that opens the question without an account; an older generation opens nothing."""
    code = ports.keys.code(_key(opinion), opinion.generation)
    return f"{ports.base_url}/avis/{opinion.id}/{code}"


def opens(ports: Ports, opinion: Opinion, code: str) -> bool:
    """True for the code of the present generation."""
    return ports.keys.code_matches(code, _key(opinion), opinion.generation)


def _key(opinion: Opinion) -> str:
    """What the code is derived from; the prefix keeps it apart from a dossier's."""
    return f"opinion:{opinion.id}"


def write_to_expert(ports: Ports, effect: Effect, name: str) -> None:
    """Send first, then mark. Nothing is sent once the opinion came, was withdrawn, or has a newer link,
    nor when the dossier is decided."""
    with ports.store.reading() as tx:
        dossier = tx.dossiers.get(effect.dossier_id)
        definition, workflow = definition_and_workflow(ports, tx, dossier)
        opinion = tx.opinions.get(str(effect.data["opinion"]))
    told = opinion.awaited and not workflow.states[dossier.state].terminal
    if name == REMINDER:  # of the link that works today; nothing is recalled once the day is past
        told = told and not opinion.late(ports.clock.today())
    else:
        told = told and effect.data.get("generation") == opinion.generation
    if told:
        ports.mailer.send(
            _mail(ports, effect.id, LETTERS[name](opinion, dossier, definition), opinion, definition)
        )
    now = ports.clock.now()
    with ports.store.transaction() as tx:
        if tx.effects.done(effect, now) and told and name == REMINDER:
            facts = {"opinion": opinion.id, "quality": opinion.expert.quality}
            tx.events.append(dossier.id, "opinion-reminder", now, by_itself(dossier.acting), facts)


def asked_mail(
    ports: Ports, mail_id: str, opinion: Opinion, dossier: Dossier, definition: FormDefinition
) -> Mail:
    """The mail that asks for this opinion."""
    return _mail(ports, mail_id, _asked(opinion, dossier, definition), opinion, definition)


def _mail(ports: Ports, mail_id: str, letter: Letter, opinion: Opinion, definition: FormDefinition) -> Mail:
    service = definition.service
    contact = (service.name, service.organisation, service.phone, service.hours)
    return Mail(
        id=mail_id,
        to=opinion.expert.email,
        subject=letter[0],
        paragraphs=letter[1],
        action_label=_("Lire le dossier et répondre"),
        action_url=link(ports, opinion),
        sender_name=service.name,
        signature="\n".join(part for part in contact if part),
    )


def _asked(opinion: Opinion, dossier: Dossier, definition: FormDefinition) -> Letter:
    paragraphs = (
        _("Bonjour {name},").format(name=opinion.expert.name),
        _("{service} vous demande un avis sur le dossier {reference}, « {form} ».").format(
            service=definition.service.name,
            reference=spell_reference(dossier.reference),
            form=definition.title,
        ),
        _("Répondez avant la fin du {day}.").format(day=day_in_words(opinion.due_on)),
        _("Ce lien est personnel et suffit pour répondre : ne le transmettez à personne."),
    )
    subject = _("Votre avis est demandé avant le {day}").format(day=day_in_words(opinion.due_on))
    return f"{subject} ({spell_reference(dossier.reference)})", paragraphs


def _reminder(opinion: Opinion, dossier: Dossier, definition: FormDefinition) -> Letter:
    paragraphs = (
        _("Bonjour {name},").format(name=opinion.expert.name),
        _("{service} attend votre avis sur le dossier {reference}, « {form} ».").format(
            service=definition.service.name,
            reference=spell_reference(dossier.reference),
            form=definition.title,
        ),
        _("Répondez avant la fin du {day} : ensuite, le service pourra décider sans lui.").format(
            day=day_in_words(opinion.due_on)
        ),
    )
    subject = _("Rappel : votre avis est attendu")
    return f"{subject} ({spell_reference(dossier.reference)})", paragraphs


LETTERS: Mapping[str, Callable[[Opinion, Dossier, FormDefinition], Letter]] = {
    ASKED: _asked,
    REMINDER: _reminder,
}
