"""The kind of question that a label announces: a start that the designer may change, never a rule."""

from collections.abc import Sequence
from re import IGNORECASE, Pattern
from re import compile as pattern

# In order: the first that fits.
_WORDS: Sequence[tuple[str, str]] = (
    (r"^(pi[èe]ce|carte|justificatif|copie).*(identit[ée])", "identity-document"),
    (
        r"^(justificatif|pi[èe]ce|copie|attestation|photo|relev[ée]|facture|devis|document|rib\b)",
        "attachment",
    ),
    (r"^(êtes|avez|souhaitez|voulez|acceptez|vivez|percevez|disposez|est[- ]ce|y a[- ]t).*\?$", "yes-no"),
    (r"^j.(atteste|accepte|ai lu|autorise|déclare)|^je (certifie|déclare|m.engage)", "declaration"),
    (r"\bsiret\b", "siret"),
    (r"\bsiren\b", "siren"),
    (r"\brna\b", "rna"),
    (r"\biban\b", "iban"),
    (r"num[ée]ro fiscal|\bspi\b", "tax-number"),
    (r"immatriculation|plaque", "plate"),
    (r"courriel|e-?mail|adresse [ée]lectronique", "email"),
    (r"t[ée]l[ée]phone|portable|\bmobile\b", "phone"),
    (r"code postal", "postcode"),
    (r"civilit[ée]", "civility"),
    (r"\bpays\b|nationalit[ée]", "country"),
    (r"d[ée]partement", "department"),
    (r"\br[ée]gion\b", "region"),
    (r"\badresse\b|domicile|lieu de r[ée]sidence", "address"),
    (r"\bcommune\b", "commune"),
    (r"\bville\b", "town"),
    (r"date et heure", "date-time"),
    (r"\bdate\b|\bn[ée]e? le\b|^(quel )?jour\b|^depuis quand", "date"),
    (r"\bheure\b", "time"),
    (r"^(dans )?quel mois|^mois\b", "month"),
    (r"montant|loyer|revenu|salaire|prix|co[ûu]t|somme|total|€|euros?\b|ressources|charges", "amount"),
    (r"^nombre|^combien|effectif|^âge\b|quantit[ée]", "integer"),
    (r"surface|superficie|hauteur|largeur|longueur|poids|distance|taux", "decimal"),
    (r"^pr[ée]noms?\b|^nom (de|d.)|^nom$|^noms?\b.*pr[ée]nom", "person-name"),
    (r"^(d[ée]crivez|expliquez|pr[ée]cisez|motif|observation|commentaire|description)", "long-text"),
    (r"signature", "signature"),
)
_GUESSES: Sequence[tuple[Pattern[str], str]] = tuple(
    (pattern(words, IGNORECASE), kind) for words, kind in _WORDS
)


def guessed(label: str) -> str:
    """A kind of the palette; "text" when nothing is told."""
    told = label.replace("\u00a0", " ").replace("\u202f", " ").strip()
    return next((kind for words, kind in _GUESSES if words.search(told)), "text")
