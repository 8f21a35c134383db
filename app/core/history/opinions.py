"""Opinions asked of experts, in plain words. The citizen reads who was asked, never what was answered:
events of confidential ones are internal, the answers are beside the dossier."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.core.language import _
from app.core.legal_time import day_in_words

Json = Any


def _asked(data: Mapping[str, Json]) -> str:
    until = day_in_words(date.fromisoformat(data["until"]))
    return _("Avis demandé : {quality}, attendu avant la fin du {day}").format(
        quality=data["quality"], day=until
    )


OPINIONS: Mapping[str, Callable[[Mapping[str, Json]], str]] = {
    "opinion-asked": _asked,
    "opinion-given": lambda data: _("Avis rendu : {quality}").format(quality=data["quality"]),
    "opinion-withdrawn": lambda data: _("Demande d’avis retirée : {quality}").format(quality=data["quality"]),
    "opinion-link": lambda data: _("Nouveau lien envoyé à l’expert : {quality}").format(
        quality=data["quality"]
    ),
    "opinion-reminder": lambda data: _("Rappel envoyé à l’expert : {quality}").format(
        quality=data["quality"]
    ),
}
OPINIONS_FOR_AGENTS = frozenset({"opinion-link", "opinion-reminder"})
