"""The names of the kinds of questions, in plain words: for the palette, the outline, what changes."""

from collections.abc import Callable, Mapping

from app.core.language import _

_NAMES: Mapping[str, Callable[[], str]] = {
    "text": lambda: _("Texte court"),
    "long-text": lambda: _("Texte long"),
    "yes-no": lambda: _("Oui ou non"),
    "choice": lambda: _("Choix unique"),
    "choices": lambda: _("Choix multiples"),
    "declaration": lambda: _("Déclaration à cocher"),
    "explanation": lambda: _("Explication"),
    "repeat": lambda: _("Lignes à répéter"),
    "date": lambda: _("Date"),
    "partial-date": lambda: _("Date incomplète"),
    "month": lambda: _("Mois"),
    "time": lambda: _("Heure"),
    "date-time": lambda: _("Date et heure"),
    "integer": lambda: _("Nombre entier"),
    "decimal": lambda: _("Nombre"),
    "amount": lambda: _("Montant"),
    "amounts": lambda: _("Tableau de montants"),
    "civility": lambda: _("Civilité"),
    "person-name": lambda: _("Nom ou prénom"),
    "email": lambda: _("Adresse électronique"),
    "phone": lambda: _("Téléphone"),
    "address": lambda: _("Adresse"),
    "address-in-france": lambda: _("Adresse en France"),
    "town": lambda: _("Ville"),
    "commune": lambda: _("Commune"),
    "postcode": lambda: _("Code postal"),
    "department": lambda: _("Département"),
    "region": lambda: _("Région"),
    "country": lambda: _("Pays"),
    "attachment": lambda: _("Pièce justificative"),
    "identity-document": lambda: _("Pièce d’identité"),
    "signature": lambda: _("Signature"),
    "siret": lambda: _("SIRET"),
    "siren": lambda: _("SIREN"),
    "rna": lambda: _("Numéro RNA"),
    "iban": lambda: _("IBAN"),
    "tax-number": lambda: _("Numéro fiscal"),
    "nir": lambda: _("Numéro de sécurité sociale"),
    "voter-number": lambda: _("Numéro d’électeur"),
    "plate": lambda: _("Plaque d’immatriculation"),
    "vin": lambda: _("Numéro de série d’un véhicule"),
}


def kind_name(kind: str) -> str:
    """The name of a kind; one that has none keeps its own."""
    return _NAMES[kind]() if kind in _NAMES else kind
