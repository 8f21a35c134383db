"""The letters of a service, one for each state that a decision brings: its manager writes them, looks at them
as the citizen will, and comes back to the standard text.

Variables are judged here, when a text is kept, and so is what the law asks of a refusal: no letter is found
without its motive the day that it is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.account import Account
from app.core.definition import FormDefinition
from app.core.errors import NotFound
from app.core.language import _
from app.core.plain_text import lines, one_line
from app.core.texts.letters import NAMES, Block, Letter, laid_out, letters, standard, title_of, words, wrong
from app.core.texts.mail_texts import MailText
from app.core.texts.message_words import unknown, worths
from app.usecases.desk import notes, own_texts
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.ports import OwnText, Ports

LONGEST_TITLE = 120
TITLE, BODY = "titre", "texte"  # the inputs of a page


@dataclass(frozen=True, slots=True)
class ServiceLetter:
    """A letter of a service: its text of now, its own or the standard one, and a form that makes it."""

    service_id: str
    letter: Letter
    own: OwnText | None
    form: FormDefinition

    @property
    def text(self) -> MailText:
        """What citizens are written today."""
        return self.own.text if self.own else standard(self.letter.state)


@dataclass(frozen=True, slots=True)
class Preview:
    """The letter as somebody who does not exist would read it."""

    title: str
    blocks: tuple[Block, ...]


def of_my_services(ports: Ports, account: Account) -> Sequence[ServiceLetter]:
    """Those of the services that this account manages, in the order of their workflows."""
    service_ids = tuple(dict.fromkeys(account.services("manager")))
    with ports.store.reading() as tx:
        own = {(one.service_id, one.occasion): one for one in tx.mail_texts.of(service_ids)}
    return tuple(
        ServiceLetter(service_id, letter, own.get((service_id, letter.occasion)), form)
        for service_id in service_ids
        for letter, form in _made(ports, service_id)
    )


def find(ports: Ports, account: Account, service_id: str, state: str) -> ServiceLetter:
    """One of them, or NotFound."""
    for one in of_my_services(ports, account):
        if (one.service_id, one.letter.state) == (service_id, state):
            return one
    raise NotFound


def change(ports: Ports, account: Account, one: ServiceLetter, title: str, body: str) -> MailText:
    """Keep this text; the standard one, kept as it is, stays the standard one. CaseworkRefused."""
    text = checked(one, title, body)
    own_texts.keep(
        ports, account, one.service_id, one.letter.occasion, text, standard=standard(one.letter.state)
    )
    return text


def back_to_standard(ports: Ports, one: ServiceLetter) -> None:
    """Forget what the service wrote; again changes nothing."""
    own_texts.forget(ports, one.service_id, one.letter.occasion)


def preview(ports: Ports, one: ServiceLetter, text: MailText) -> Preview:
    """The words of the letter, every variable filled."""
    state = one.letter.state
    sample = own_texts.sample(ports, one.form, state)
    motive = _("Ici, le motif que l’agent écrit au moment de décider.")
    worth = worths(sample, one.form) | words(one.form, state, one.letter.done, motive)
    return Preview(title_of(text, worth), laid_out(text.body, worth))


def checked(one: ServiceLetter, title: str, body: str) -> MailText:
    """The text as it is kept. CaseworkRefused tells what is wrong with it, and where."""
    named = one_line(title[: 10 * LONGEST_TITLE])
    if not named:
        raise CaseworkRefused(_("Saisissez le titre de la lettre."), TITLE)
    if len(named) > LONGEST_TITLE:
        raise CaseworkRefused(
            _("Raccourcissez le titre : {n} caractères au plus.").format(n=LONGEST_TITLE), TITLE
        )
    text = MailText(named, notes.words(lines(body), BODY))
    for place, told in ((TITLE, unknown(text.subject, NAMES)), (BODY, wrong(text.body, one.letter.state))):
        if told:
            raise CaseworkRefused(told, place)
    return text


def _made(ports: Ports, service_id: str) -> list[tuple[Letter, FormDefinition]]:
    """Every letter of the forms that this service publishes, each with the first form that makes it."""
    found: dict[str, tuple[Letter, FormDefinition]] = {}
    for form in ports.forms.published():
        if form.service.id == service_id:
            for letter in letters(ports.workflows.get(form.workflow)):
                found.setdefault(letter.state, (letter, form))
    return list(found.values())
