"""The mails of a service, one for each state that a dossier comes to: its manager writes them, looks at them
as the citizen will, and comes back to the standard text.

Variables are judged here, when a text is kept: none is found unknown the day that a mail leaves.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.account import Account
from app.core.definition import FormDefinition
from app.core.errors import NotFound
from app.core.language import _
from app.core.plain_text import lines, one_line
from app.core.texts.form_texts import own_mail
from app.core.texts.mail_texts import MailText, Occasion, Told, occasions
from app.core.texts.message_words import unknown
from app.usecases.desk import own_texts
from app.usecases.desk.notes import words
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.mails import write
from app.usecases.ports import Mail, OwnText, Ports

LONGEST_SUBJECT = 120
SUBJECT, BODY = "objet", "texte"  # the inputs of a page


@dataclass(frozen=True, slots=True)
class ServiceMail:
    """A mail of a service: its text of now, its own or the standard one, and a form that sends it.

    `apart`: the forms that send a text of their own, which comes before that of the service.
    """

    service_id: str
    told: Told
    own: OwnText | None
    form: FormDefinition
    apart: tuple[FormDefinition, ...] = ()

    @property
    def text(self) -> MailText:
        """What citizens are written today."""
        return self.own.text if self.own else self.told.standard.text


def of_my_services(ports: Ports, account: Account) -> Sequence[ServiceMail]:
    """Those of the services that this account manages, in the order of their workflows."""
    service_ids = account.services("manager")
    with ports.store.reading() as tx:
        own = {(one.service_id, one.occasion): one for one in tx.mail_texts.of(service_ids)}
    return tuple(
        ServiceMail(service_id, told, own.get((service_id, told.occasion)), sending[0], _apart(told, sending))
        for service_id in dict.fromkeys(service_ids)
        for told, sending in _told(ports, service_id)
    )


def find(ports: Ports, account: Account, service_id: str, occasion: Occasion) -> ServiceMail:
    """One of them, or NotFound."""
    for one in of_my_services(ports, account):
        if (one.service_id, one.told.occasion) == (service_id, occasion):
            return one
    raise NotFound


def change(ports: Ports, account: Account, mail: ServiceMail, subject: str, body: str) -> MailText:
    """Keep this text; the standard one, kept as it is, stays the standard one. CaseworkRefused."""
    text = checked(subject, body)
    own_texts.keep(
        ports, account, mail.service_id, mail.told.occasion, text, standard=mail.told.standard.text
    )
    return text


def back_to_standard(ports: Ports, mail: ServiceMail) -> None:
    """Forget what the service wrote; again changes nothing."""
    own_texts.forget(ports, mail.service_id, mail.told.occasion)


def preview(ports: Ports, mail: ServiceMail, text: MailText) -> Mail:
    """The mail as somebody who does not exist would read it."""
    occasion = mail.told.occasion
    return write(occasion, "", own_texts.sample(ports, mail.form, occasion.state), mail.form, "", text)


def checked(subject: str, body: str) -> MailText:
    """The text as it is kept. CaseworkRefused tells what is wrong with it, and where."""
    title = one_line(subject[: 10 * LONGEST_SUBJECT])
    if not title:
        raise CaseworkRefused(_("Saisissez l’objet du courriel."), SUBJECT)
    if len(title) > LONGEST_SUBJECT:
        raise CaseworkRefused(
            _("Raccourcissez l’objet : {n} caractères au plus.").format(n=LONGEST_SUBJECT), SUBJECT
        )
    text = MailText(title, words(lines(body), BODY))
    for place, typed in ((SUBJECT, text.subject), (BODY, text.body)):
        wrong = unknown(typed)
        if wrong:
            raise CaseworkRefused(wrong, place)
    return text


def apart(ports: Ports, mail: ServiceMail) -> Sequence[tuple[FormDefinition, Mail]]:
    """What the forms with a text of their own send instead, as somebody who does not exist would read it."""
    occasion = mail.told.occasion
    return [
        (form, write(occasion, "", own_texts.sample(ports, form, occasion.state), form, ""))
        for form in mail.apart
    ]


def _apart(told: Told, sending: Sequence[FormDefinition]) -> tuple[FormDefinition, ...]:
    return tuple(form for form in sending if own_mail(form, told.occasion))


def _told(ports: Ports, service_id: str) -> list[tuple[Told, list[FormDefinition]]]:
    """Every mail of the forms that this service publishes, each with the forms that send it."""
    found: dict[Occasion, tuple[Told, list[FormDefinition]]] = {}
    for form in ports.forms.published():
        if form.service.id == service_id:
            workflow = ports.workflows.get(form.workflow)
            for told in occasions([(workflow, form.legal.silence.rule)]):
                found.setdefault(told.occasion, (told, []))[1].append(form)
    return list(found.values())
