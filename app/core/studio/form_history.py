"""What was done to a form that is served, in plain French: one sentence a kind of fact."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from app.core.language import _
from app.core.legal_time import moment_in_words
from app.core.studio import FormFact
from app.core.studio.publication_tasks import titles

Json = Any
PUBLISHED, EMERGENCY, OPENING = "published", "published-in-emergency", "opening"


def tell(fact: FormFact) -> str:
    """What it did, in one sentence."""
    return SENTENCES[fact.kind](fact.data)


def _published(data: Mapping[str, Json]) -> str:
    return _("Version {n} publiée").format(n=data["version"])


def _emergency(data: Mapping[str, Json]) -> str:
    told = _("Version {n} publiée en urgence").format(n=data["version"])
    if not data["skipped"]:
        return told
    return _("{told}, sans : {tasks}").format(told=told, tasks=", ".join(titles(data["skipped"])))


def _opening(data: Mapping[str, Json]) -> str:
    """When it opens, when it closes, what takes its place."""
    parts = []
    if data["opens_at"]:
        parts.append(_("ouvre le {moment}").format(moment=_moment(data["opens_at"])))
    if data["closes_at"]:
        parts.append(_("ferme le {moment}").format(moment=_moment(data["closes_at"])))
    if data["replaced_by"]:
        parts.append(_("remplacée par « {slug} »").format(slug=data["replaced_by"]))
    return _("Dates changées : {dates}").format(dates=", ".join(parts) or _("toujours ouverte"))


def _moment(text: str) -> str:
    return moment_in_words(datetime.fromisoformat(text))


SENTENCES: Mapping[str, Callable[[Mapping[str, Json]], str]] = {
    PUBLISHED: _published,
    EMERGENCY: _emergency,
    OPENING: _opening,
}
