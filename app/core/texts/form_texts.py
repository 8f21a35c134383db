"""The texts that a form writes in its own words: mails by state, the pages after sending and after the end.

They are kept in the definition, with its versions. A mail of the form comes before that of its service, which
comes before the standard one. It refuses to know who writes and who reads.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.definition import FormDefinition
from app.core.dossier import Dossier
from app.core.language import _
from app.core.texts.mail_texts import BREAK, MailText, Occasion, occasions
from app.core.texts.message_words import filled
from app.core.workflow import Workflow

Json = Any
SENT, DECIDED = "sent", "decided"
MAIL = "courriel"
LONGEST_SUBJECT, LONGEST_BODY = 120, 4000


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A text that may be written: `id` is its address, `title` what it is, `state` when it is read.

    `usual` is what is read without it; a page has no subject. `keys` lead to it in `texts`.
    """

    id: str
    title: str
    state: str
    tone: str
    usual: MailText
    keys: tuple[str, ...]

    @property
    def is_mail(self) -> bool:
        return self.keys[0] == "mails"


_PAGES: Mapping[str, Callable[[], tuple[str, str]]] = {
    SENT: lambda: (_("Page de confirmation"), _("Juste après l’envoi, sous le numéro du dossier")),
    DECIDED: lambda: (_("Page de suivi, à la fin"), _("Quand le dossier est dans un état final")),
}


def places(workflow: Workflow, silence: str) -> tuple[TextPlace, ...]:
    """Every text of a form that follows this workflow: its pages, then its mails in their order."""
    pages = [TextPlace(name, *told(), "neutral", MailText("", ""), (name,)) for name, told in _PAGES.items()]
    mails = [
        TextPlace(
            f"{told.occasion.name}.{told.occasion.state}",
            told.standard.text.subject,
            told.label,
            told.tone,
            told.standard.text,
            ("mails", key(told.occasion)),
        )
        for told in occasions([(workflow, silence)])
    ]
    return (*pages, *mails)


def key(occasion: Occasion) -> str:
    """How a mail is named in a definition."""
    return f"{occasion.name}/{occasion.state}"


def own_mail(definition: FormDefinition, occasion: Occasion) -> MailText | None:
    """What the form itself writes on this occasion."""
    found = definition.texts.get("mails", {}).get(key(occasion))
    return MailText(found["subject"], found["body"]) if found else None


def own_text(definition: FormDefinition, place: TextPlace) -> MailText | None:
    """What the form has at this place, None for nothing of its own."""
    found: Json = definition.texts
    for name in place.keys:
        found = found.get(name, {})
    if not found:
        return None
    return MailText(found["subject"], found["body"]) if place.is_mail else MailText("", found)


def with_text(texts: Mapping[str, Json], place: TextPlace, text: MailText | None) -> dict[str, Json]:
    """The texts of a form with this one; None takes it away. An empty part goes too."""
    if not place.is_mail:
        changed = {**texts, place.keys[0]: text.body if text else None}
        return {name: value for name, value in changed.items() if value}
    written = {"subject": text.subject, "body": text.body} if text else None
    mails = {**texts.get("mails", {}), place.keys[1]: written}
    mails = {name: value for name, value in mails.items() if value}
    return {name: value for name, value in {**texts, "mails": mails}.items() if value}


def paragraphs(definition: FormDefinition, page: str, dossier: Dossier) -> tuple[str, ...]:
    """What the form says on this page of this dossier, () for nothing of its own."""
    text = definition.texts.get(page, "")
    return tuple(filled(text, dossier, definition).split(BREAK)) if text else ()
