"""A workflow told in words: who does an action and when, for drawings, lists and the desk.

It reads workflows only; what a dossier lived is told by `history`.
"""

from collections.abc import Mapping

from app.core.language import _, ngettext
from app.core.legal_time.deadlines import read_delay
from app.core.workflow import CLOCK, OPINIONS, SILENCE, Transition


def role_name(role: str) -> str:
    """The French name of a role; a role that does not exist keeps its own."""
    names: Mapping[str, str] = {
        "citizen": _("usager"),
        "adviser": _("conseiller numérique"),
        "agent": _("agent"),
        "expert": _("expert"),
        "designer": _("concepteur"),
        "manager": _("responsable"),
        "auditor": _("auditeur"),
        "operator": _("exploitant"),
    }
    return names.get(role, role)


def by_whom(move: Transition) -> str:
    """ "agent, responsable", or what makes the clock act: "après 2 mois"."""
    people = [delay_in_words(move) if role == CLOCK else role_name(role) for role in move.by]
    told = ", ".join(people)
    return _("{role}, autre personne").format(role=told) if move.other_than else told


def delay_in_words(move: Transition) -> str:
    """ "aussitôt", "après 10 jours ouvrés", "silence qui vaut accord"."""
    if move.after.startswith(SILENCE):
        accepts = move.after.removeprefix(SILENCE) == "acceptation"
        return _("silence qui vaut accord") if accepts else _("silence qui vaut rejet")
    if move.after == OPINIONS:
        return _("délai des avis écoulé")
    if not move.after:
        return _("délai écoulé")
    delay = read_delay(move.after)
    if delay.at_once:
        return _("tous les avis donnés") if "opinions" in move.requires else _("aussitôt")
    parts = []
    if delay.months:
        parts.append(ngettext("{n} mois", "{n} mois", delay.months).format(n=delay.months))
    if delay.days and move.days == "working":
        parts.append(ngettext("{n} jour ouvré", "{n} jours ouvrés", delay.days).format(n=delay.days))
    elif delay.days:
        parts.append(ngettext("{n} jour", "{n} jours", delay.days).format(n=delay.days))
    return _("après {delay}").format(delay=_(" et ").join(parts))
