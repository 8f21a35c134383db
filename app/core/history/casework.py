"""What agents do beside the workflow, in plain words; the citizen reads of messages only."""

from collections.abc import Callable, Mapping
from typing import Any

from app.core.french import join, quoted
from app.core.language import _

Json = Any


def _labelled(data: Mapping[str, Json]) -> str:
    sentences = ((_("étiquettes posées : {names}"), "put"), (_("étiquettes retirées : {names}"), "taken"))
    told = [text.format(names=_names(data[key])) for text, key in sentences if data.get(key)]
    return (told[0][0].upper() + told[0][1:] + "".join(f", {other}" for other in told[1:])) if told else ""


def _names(names: list[str]) -> str:
    return join([quoted(name) for name in names], _("et"))


def _assigned(data: Mapping[str, Json]) -> str:
    if not data.get("to"):
        return _("Dossier rendu au service : plus personne n’en a la charge")
    if data.get("own"):
        return _("Dossier pris en charge")
    return _("Dossier attribué à {name}").format(name=data["to"])


def _routed(data: Mapping[str, Json]) -> str:
    if not data.get("group"):
        return _("Dossier retiré de son groupe")
    return _("Dossier confié au groupe {name}").format(name=quoted(data["group"]))


def why_routed(data: Mapping[str, Json]) -> str:
    """The rule that sent the dossier there, as it read then."""
    if data.get("rule"):
        return _("Règle : {rule}.").format(rule=data["rule"])
    return _("Groupe par défaut : aucune règle ne s’applique.") if data.get("fallback") else ""


CASEWORK: Mapping[str, Callable[[Mapping[str, Json]], str]] = {
    "labelled": _labelled,
    "assigned": _assigned,
    "routed": _routed,
    "note": lambda data: _("Note interne écrite"),
    "note-struck": lambda data: _("Note interne rayée"),
    "message": lambda data: _("Message du service") if data.get("to_citizen") else _("Message au service"),
    "annotated": lambda data: _("Annotations remplies : {names}").format(names=_names(data.get("names", []))),
}
UNSEEN_BY_CITIZENS = frozenset(CASEWORK) - {"message"}
