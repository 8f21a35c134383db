"""Section of a dossier's page: the conversation with the citizen, and what to write next."""

from dataclasses import dataclass

from app.core.casework import AWAITED, MESSAGE, Written
from app.core.language import _
from app.usecases.process import Case
from app.web.desk import address
from app.web.desk.sections.section import Section, Typed


@dataclass(frozen=True, slots=True)
class Messages:
    """`awaited`: the service asked for an answer that has not come. `told`: a mail will say so."""

    thread: tuple[Written, ...]
    url: str
    awaited: bool
    told: bool


def _load(case: Case, typed: Typed) -> Messages:
    return Messages(
        thread=tuple(text for text in case.texts if text.kind == MESSAGE),
        url=address.of_case("desk.write_message", case.dossier.reference),
        awaited=case.dossier.exchange == AWAITED,
        told=bool(case.dossier.email),
    )


SECTION = Section(
    name="messages",
    title=lambda: _("Messages avec l’usager"),
    anchor="messages",
    template="desk/case_messages.html",
    load=_load,
)
