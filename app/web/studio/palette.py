"""The palette: the kinds of questions by group, found by their names and by the words that people use."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from unicodedata import normalize

from app.core.language import _
from app.core.studio.kind_names import kind_name

_GROUPS: Sequence[tuple[Callable[[], str], tuple[str, ...]]] = (
    (lambda: _("Texte"), ("text", "long-text")),
    (lambda: _("Choix"), ("yes-no", "choice", "choices", "declaration")),
    (lambda: _("Date et heure"), ("date", "partial-date", "month", "time", "date-time")),
    (lambda: _("Nombre"), ("integer", "decimal", "amount", "amounts")),
    (lambda: _("Personne"), ("civility", "person-name", "email", "phone")),
    (lambda: _("Lieu"), ("address", "address-in-france", "commune", "town", "postcode", "department",
                         "region", "country")),
    (lambda: _("Fichier"), ("attachment", "identity-document", "signature")),
    (lambda: _("Page"), ("explanation", "repeat")),
    (lambda: _("Numéro officiel"), ("siret", "siren", "rna", "iban", "tax-number", "nir", "voter-number",
                                    "plate", "vin")),
)  # fmt: skip
# What people call these, beside their names.
_ALSO: Mapping[str, str] = {
    "text": "ligne libre réponse courte", "long-text": "paragraphe description commentaire motif zone",
    "yes-no": "case bouton radio vrai faux", "choice": "liste déroulante radio menu options",
    "choices": "cases à cocher liste options plusieurs", "declaration": "engagement honneur rgpd",
    "explanation": "titre intertitre texte information", "repeat": "tableau enfants plusieurs bloc",
    "date": "jour naissance calendrier", "month": "année", "integer": "entier âge quantité combien",
    "decimal": "surface taux mesure pourcentage virgule", "amount": "euros prix loyer somme argent",
    "amounts": "budget tableau euros", "person-name": "identité", "email": "courriel mail",
    "phone": "portable mobile tel", "address": "rue domicile ban", "commune": "ville insee",
    "attachment": "fichier pdf document upload joindre", "identity-document": "carte passeport fichier",
    "siret": "entreprise établissement", "siren": "entreprise", "rna": "association", "iban": "rib banque",
    "tax-number": "impôt spi", "nir": "sécurité sociale vitale", "plate": "voiture véhicule",
    "vin": "voiture véhicule châssis", "country": "nationalité",
}  # fmt: skip
Entry = tuple[str, str, str]  # kind, name, the words that find it


def bare(text: str) -> str:
    """Without accents nor capitals: how people search."""
    return "".join(char for char in normalize("NFD", text.lower()) if char.isascii() and char.isprintable())


def groups(wanted: str = "") -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """The groups with what `wanted` finds in them, each word of it somewhere; all of it for ""."""
    words = bare(wanted).split()
    found: list[tuple[str, tuple[Entry, ...]]] = []
    for name, kinds in _GROUPS:
        entries = [_entry(kind, name()) for kind in kinds]
        kept = tuple(entry for entry in entries if all(word in entry[2] for word in words))
        found += [(name(), kept)] if kept else []
    return tuple(found)


def _entry(kind: str, group: str) -> Entry:
    name = kind_name(kind)
    return kind, name, _words(f"{name} {group} {_ALSO.get(kind, '')}")


_words = lru_cache(maxsize=512)(bare)
