"""The verb on what is said of the whole form: title, service, law, start page, papers: a closed list."""

from collections.abc import Callable, Mapping
from typing import Any

from app.core.closeness import suggestion
from app.core.definition.shape import META_SCHEMA
from app.core.editing.refusals import EditRefused
from app.core.editing.trees import at, changed
from app.core.editing.verbs import Edit, Verb
from app.core.language import _

Json = Any
# The parts that other verbs own, and what names the version itself.
_ELSEWHERE = frozenset((
    "$schema", "format", "version", "schema", "steps", "chapters", "calculated", "checks", "eligibility",
    "scenarios", "renamed", "translations",
))  # fmt: skip


def _places() -> frozenset[str]:
    """ "title", "service", "service.email"…: what the meta-schema has, two levels deep."""
    found = set()
    for name, part in META_SCHEMA["properties"].items():
        if name in _ELSEWHERE:
            continue
        shape = META_SCHEMA["$defs"].get(part.get("$ref", "").rpartition("/")[2], part)
        found |= {name, *(f"{name}.{below}" for below in shape.get("properties", ()))}
    return frozenset(found | {"documents.form", "documents.receipt", "documents.decision"})


PLACES = _places()

# What the history says has changed, by the first part of the place; the place itself for any other.
_SAID: Mapping[str, Callable[[], str]] = {
    "title": lambda: _("Changer le titre"),
    "slug": lambda: _("Changer l’adresse de la démarche"),
    "start": lambda: _("Changer la page de départ"),
    "declaration": lambda: _("Changer la phrase à cocher avant l’envoi"),
    "service": lambda: _("Changer ce qui est dit du service"),
    "legal": lambda: _("Changer ce qui est dit du droit et des données"),
    "workflow": lambda: _("Changer de circuit"),
    "circuit": lambda: _("Changer les délais ou les rôles du circuit"),
    "texts": lambda: _("Changer un texte envoyé à l’usager"),
    "annotations": lambda: _("Changer les annotations du service"),
    "documents": lambda: _("Changer les documents"),
    "paper": lambda: _("Changer les documents"),
}


def _told(_document: Json, edit: Edit) -> str:
    place = edit["place"]
    said = _SAID.get(place.partition(".")[0])
    return said() if said else _("Changer « {place} »").format(place=place)


def set_sheet(document: Json, edit: Edit) -> Json:
    """The value at a place of PLACES; null takes it away. The address of a published form stays."""
    place = edit["place"]
    if place not in PLACES:
        message = _("« {place} » n’existe pas.").format(place=place[:60])
        raise EditRefused("unknown-property", f"{message} {suggestion(place[:60], PLACES)}".strip())
    if place == "slug" and document["version"] > 1:
        raise EditRefused("published", _("L’adresse d’une démarche publiée ne change plus."))
    keys = place.split(".")
    document = changed(document, keys, edit["value"])
    return changed(document, keys[:1], None) if at(document, keys[:1]) == {} else document


SHEET_VERBS = (
    Verb(
        "set-sheet",
        {"place": "text", "value": "any"},
        set_sheet,
        _told,
        lambda document, edit: [at(document, edit["place"].split("."))],
    ),
)
