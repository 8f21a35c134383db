"""What is written to the citizen: the standard text of each mail, or that of the service, with one link.

Nothing sensitive goes into a mail: no answer but the person's own name, no motive, only a number and a link.
"""

from app.core.definition import FormDefinition
from app.core.dossier import Dossier, spell_reference
from app.core.language import _
from app.core.texts.form_texts import own_mail
from app.core.texts.mail_texts import BREAK, MailText, Occasion, standard
from app.core.texts.message_words import filled
from app.usecases.ports import Mail

Paragraphs = tuple[str, ...]


def _todo(definition: FormDefinition) -> Paragraphs:
    """First of all, what nobody else will do for them."""
    return (_("Ce qu’il vous reste à faire :"), *definition.start.todo) if definition.start.todo else ()


def _complete(definition: FormDefinition) -> Paragraphs:
    return tuple(map(str, definition.paper.get("complete", ())))


def _before(occasion: Occasion, definition: FormDefinition) -> Paragraphs:
    """What the form itself says before the text, whoever wrote it."""
    return _todo(definition) if occasion.name == "received" or occasion.state == "complete" else ()


def _after(occasion: Occasion, definition: FormDefinition) -> Paragraphs:
    return _complete(definition) if occasion.state == "complete" else ()


def write(
    occasion: Occasion,
    mail_id: str,
    dossier: Dossier,
    definition: FormDefinition,
    url: str,
    own: MailText | None = None,
) -> Mail:
    """The mail of this occasion for this dossier. `own` is the text of its service: the form's own comes
    first."""
    usual = standard(occasion, definition.legal.silence.rule)
    text = own_mail(definition, occasion) or own or usual.text
    service = definition.service
    contact = (service.name, service.organisation, service.phone, service.hours)
    return Mail(
        id=mail_id,
        to=dossier.email,
        subject=f"{filled(text.subject, dossier, definition)} ({spell_reference(dossier.reference)})",
        paragraphs=(
            *_before(occasion, definition),
            *filled(text.body, dossier, definition).split(BREAK),
            *_after(occasion, definition),
        ),
        action_label=usual.button,
        action_url=url,
        sender_name=service.name,
        signature="\n".join(part for part in contact if part),
    )
