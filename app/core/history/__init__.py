"""The events of a dossier told in plain words: one reading for the citizen, one for the agent.

A new kind of event is one entry in SENTENCES; nothing here knows a page.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.core.dossier import Acting, Event
from app.core.history.amendments import AMENDMENTS
from app.core.history.casework import CASEWORK, UNSEEN_BY_CITIZENS, why_routed
from app.core.history.opinions import OPINIONS, OPINIONS_FOR_AGENTS
from app.core.language import _
from app.core.legal_time import civil_date, day_in_words

Json = Any


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One fact: `text` what happened, `who` did it, `for_whom` when it was for somebody else,
    `detail` a motive or a precision."""

    at: datetime
    text: str
    who: str
    for_whom: str = ""
    detail: str = ""


def _transition(data: Mapping[str, Json]) -> str:
    return str(data.get("done", ""))


def _document(data: Mapping[str, Json]) -> str:
    return _("Document produit : {title}").format(title=data.get("title", ""))


def _mail(data: Mapping[str, Json]) -> str:
    return _("Courriel envoyé : {subject}").format(subject=data.get("subject", ""))


SENTENCES: Mapping[str, Callable[[Mapping[str, Json]], str]] = {
    "started": lambda data: _("Brouillon commencé"),
    "renewed": lambda data: _("Brouillon passé à la version {n} du formulaire").format(n=data.get("to", "")),
    "prefilled": lambda data: _("Réponses préremplies : {n}").format(n=data.get("answers", 0)),
    "transition": _transition,
    "document": _document,
    "mail": _mail,
    "files-erased": lambda data: _("Pièces d’identité effacées : {n}").format(n=data.get("files", 0)),
    "file-unsafe": lambda data: _("Fichier écarté, il n’est pas sûr : {name}").format(
        name=data.get("name", "")
    ),
    "mandate": lambda data: _("Mandat d’un jour donné"),
    "mandate-ended": lambda data: _("Fin du mandat"),
    "keys-given": lambda data: _("Numéro et code remis à la personne"),
    "handed-over": lambda data: _("Brouillon remis à la personne"),
    "assist-ended": lambda data: _("Accompagnement terminé"),
    "resume-link": lambda data: _("Lien de reprise demandé"),
    **CASEWORK,
    **OPINIONS,
    **AMENDMENTS,
}
# What the citizen need not read: the machinery of mails and drafts; documents stand on their own list.
_FOR_AGENTS_ONLY = {"mail", "document", "assist-ended", *UNSEEN_BY_CITIZENS, *OPINIONS_FOR_AGENTS}


def tell(events: Sequence[Event], *, to_agent: bool = False) -> tuple[HistoryLine, ...]:
    """The events in order, as lines for the citizen or for the agent."""
    return tuple(
        HistoryLine(
            at=event.at,
            text=SENTENCES[event.kind](event.data),
            who=who(event.acting, to_agent=to_agent),
            for_whom=for_whom(event.acting),
            detail=_detail(event),
        )
        for event in events
        if to_agent or not (event.kind in _FOR_AGENTS_ONLY or event.data.get("internal"))
    )


def _detail(event: Event) -> str:
    """The motive; for what the clock did late, the legal day that it is of."""
    on = event.data.get("on") if event.kind == "transition" else None
    if on and date.fromisoformat(on) < civil_date(event.at):
        return _("À la date du {day}.").format(day=day_in_words(date.fromisoformat(on)))
    if event.kind == "routed":
        return why_routed(event.data)
    return str(event.data.get("motive", ""))


def who(acting: Acting, *, to_agent: bool = False) -> str:
    """The author in words. A citizen reads "Vous" for themself, and an agent's service, not their name."""
    actor = acting.actor
    if actor.role == "citizen":
        return (actor.name or _("L’usager")) if to_agent else _("Vous")
    if actor.role == "clock":
        return _("Guichet, automatiquement")
    if actor.role in ("agent", "manager", "expert") and not to_agent:
        return actor.organisation or _("Le service")
    return f"{actor.name} ({actor.organisation})" if actor.organisation else actor.name


def for_whom(acting: Acting) -> str:
    """The beneficiary when somebody else acted for them, else an empty text."""
    return "" if acting.mode == "autonome" else acting.beneficiary.name
