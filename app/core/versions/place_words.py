"""The parts of a definition that are about the whole form, named as a designer calls them."""

from collections.abc import Callable, Mapping

from app.core.language import _

_NAMES: Mapping[str, Callable[[], str]] = {
    "title": lambda: _("Titre"),
    "cerfa.number": lambda: _("Numéro du Cerfa"),
    "cerfa.edition": lambda: _("Édition du Cerfa"),
    "service.name": lambda: _("Nom du service"),
    "service.organisation": lambda: _("Organisation du service"),
    "service.email": lambda: _("Adresse électronique du service"),
    "service.phone": lambda: _("Téléphone du service"),
    "service.hours": lambda: _("Horaires du service"),
    "service.address": lambda: _("Adresse du service"),
    "legal.basis": lambda: _("Textes qui fondent la démarche"),
    "legal.purposes": lambda: _("À quoi servent les réponses"),
    "legal.recipients": lambda: _("Qui reçoit les réponses"),
    "legal.retention_months": lambda: _("Durée de conservation, en mois"),
    "legal.silence.rule": lambda: _("Ce que vaut le silence"),
    "legal.silence.months": lambda: _("Délai du silence, en mois"),
    "legal.appeal": lambda: _("Voies et délais de recours"),
    "legal.dpo": lambda: _("Délégué à la protection des données"),
    "start.summary": lambda: _("Résumé pour le catalogue"),
    "start.audience": lambda: _("Pour qui"),
    "start.at_hand": lambda: _("À avoir sous la main"),
    "start.minutes": lambda: _("Durée de remplissage"),
    "start.next": lambda: _("Et ensuite"),
    "start.todo": lambda: _("Ce qui reste à faire après l’envoi"),
    "start.keywords": lambda: _("Mots de recherche"),
    "declaration": lambda: _("Phrase à cocher avant l’envoi"),
    "workflow": lambda: _("Circuit"),
    "documents.form": lambda: _("Modèle du formulaire sur papier"),
    "documents.receipt": lambda: _("Modèle de l’accusé de réception"),
    "documents.decision": lambda: _("Modèle de la décision"),
}


_LIMITS: Mapping[str, Callable[[], str]] = {
    "maxLength": lambda: _("caractères au plus"),
    "minLength": lambda: _("caractères au moins"),
    "minimum": lambda: _("au moins"),
    "exclusiveMinimum": lambda: _("plus de"),
    "maximum": lambda: _("au plus"),
    "exclusiveMaximum": lambda: _("moins de"),
    "multipleOf": lambda: _("multiple de"),
    "minItems": lambda: _("lignes au moins"),
    "maxItems": lambda: _("lignes au plus"),
    "pattern": lambda: _("forme attendue"),
    "formatMinimum": lambda: _("pas avant"),
    "formatMaximum": lambda: _("pas après"),
}


def limit_name(keyword: str) -> str:
    """What a keyword of the contract limits; one that has no name keeps its own."""
    return _LIMITS[keyword]() if keyword in _LIMITS else keyword


def place_name(place: str) -> str:
    """Its name; a part that has none keeps its own."""
    return _NAMES[place]() if place in _NAMES else place
