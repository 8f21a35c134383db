"""Section of a dossier's page: the conversation with the citizen, and what to write next."""

from dataclasses import dataclass

from app.core.desk.casework import AWAITED, MESSAGE
from app.core.language import _
from app.usecases.desk.messages import Conversation
from app.usecases.desk.process import Case
from app.web.desk import address
from app.web.desk.sections.section import Section, Typed


@dataclass(frozen=True, slots=True)
class Messages:
    """`awaited`: the service asked for an answer that has not come. `told`: a mail will say so."""

    thread: Conversation
    url: str
    awaited: bool
    told: bool
    templates: tuple[tuple[str, str], ...]  # name, address of this page with the text in place


def _load(case: Case, typed: Typed) -> Messages:
    reference = case.dossier.reference
    return Messages(
        thread=Conversation(tuple(text for text in case.texts if text.kind == MESSAGE), case.message_files),
        url=address.of_case("desk.write_message", reference),
        awaited=case.dossier.exchange == AWAITED,
        told=bool(case.dossier.email),
        templates=tuple(
            (
                one.name,
                address.of_case("desk.case", case.dossier.reference, modele=one.id, _anchor="messages"),
            )
            for one in case.templates
        ),
    )


SECTION = Section(
    name="messages",
    title=lambda: _("Messages avec l’usager"),
    anchor="messages",
    template="desk/case_messages.html",
    load=_load,
    count=lambda shown: len(shown.thread.texts),
)
