"""The texts of a draft, written by its designer: checked, seen on a made-up dossier, kept as one edit."""

from dataclasses import dataclass, replace

from app.core.account import Account
from app.core.errors import NotFound
from app.core.language import _
from app.core.plain_text import lines, one_line
from app.core.texts.form_texts import (
    LONGEST_BODY,
    LONGEST_SUBJECT,
    TextPlace,
    key,
    own_text,
    places,
    with_text,
)
from app.core.texts.mail_texts import BREAK, MailText, Occasion
from app.core.texts.message_words import filled, unknown
from app.usecases import studio
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.desk.own_texts import sample
from app.usecases.desk.service_mails import BODY, SUBJECT
from app.usecases.mails import write
from app.usecases.ports import Mail, OwnText, Ports
from app.usecases.studio import Opened
from app.usecases.studio.circuits import circuit_of


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A place, what the draft writes there, and what its service writes in the place of the standard text
    (None: nothing of their own). The draft's comes first."""

    place: TextPlace
    own: MailText | None
    service: OwnText | None = None

    @property
    def usual(self) -> MailText:
        """What is read when the draft writes nothing."""
        return self.service.text if self.service else self.place.usual

    @property
    def text(self) -> MailText:
        """What is read."""
        return self.own or self.usual


def texts_of(ports: Ports, opened: Opened) -> tuple[WrittenText, ...]:
    """Every text of the draft; without its mails when its workflow is not installed."""
    definition = opened.definition
    try:
        workflow = circuit_of(ports, definition)
    except NotFound:
        return ()
    with ports.store.reading() as tx:
        kept = {key(one.occasion): one for one in tx.mail_texts.of([opened.draft.service_id])}
    return tuple(
        WrittenText(place, own_text(definition, place), kept.get(place.keys[-1]) if place.is_mail else None)
        for place in places(workflow, definition.legal.silence.rule)
    )


def find(ports: Ports, opened: Opened, place_id: str) -> WrittenText:
    """One of them, or NotFound."""
    for one in texts_of(ports, opened):
        if one.place.id == place_id:
            return one
    raise NotFound


def checked(place: TextPlace, subject: str, body: str) -> MailText:
    """The text as it is kept. CaseworkRefused tells what is wrong with it, and where."""
    text = MailText(one_line(subject[: 10 * LONGEST_SUBJECT]) if place.is_mail else "", lines(body))
    if place.is_mail and not text.subject:
        raise CaseworkRefused(_("Saisissez l’objet du courriel."), SUBJECT)
    if not text.body:
        raise CaseworkRefused(_("Écrivez votre texte."), BODY)
    for where, typed, most in ((SUBJECT, text.subject, LONGEST_SUBJECT), (BODY, text.body, LONGEST_BODY)):
        if len(typed) > most:
            told = _("Raccourcissez ce texte : {n} caractères au plus.").format(n=most)
            raise CaseworkRefused(told, where)
        wrong = unknown(typed)
        if wrong:
            raise CaseworkRefused(wrong, where)
    return text


def keep(
    ports: Ports, account: Account, opened: Opened, one: WrittenText, text: MailText | None, *, based_on: int
) -> Opened:
    """Keep this text; None comes back to the usual one. EditRefused, DesignConflict."""
    if text == one.usual:
        text = None
    place = one.place
    after = with_text(opened.definition.texts, place, text)
    part = place.keys[0]
    edit = {"verb": "set-sheet", "place": f"texts.{part}", "value": after.get(part)}
    if after.get(part) == opened.definition.texts.get(part):
        return opened
    return studio.edit(ports, account, opened.draft.id, edit, based_on=based_on)


def preview(ports: Ports, opened: Opened, place: TextPlace, text: MailText) -> Mail:
    """What would be read; the paragraphs of a page have neither subject nor button."""
    name, _dot, state = place.id.partition(".")
    definition = opened.definition
    dossier = sample(ports, definition, state)
    if not place.is_mail:
        said = tuple(filled(text.body, dossier, definition).split(BREAK)) if text.body else ()
        return Mail("", "", "", said)
    alone = replace(definition, texts=with_text({}, place, text))
    return write(Occasion(name, state), "", dossier, alone, "")
