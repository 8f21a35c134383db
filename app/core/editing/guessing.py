"""What a label announces: the kind of the question, and what it is of the person who applies. A start that
the designer may change, never a rule.
"""

from collections.abc import Sequence
from re import IGNORECASE, Pattern
from re import compile as pattern
from typing import Any

from app.core.editing.outline import dressed

Json = Any

# In order: the first that fits.
_WORDS: Sequence[tuple[str, str]] = (
    (r"^(pi[èe]ce|carte|justificatif|copie).*(identit[ée])", "identity-document"),
    (
        r"^(justificatif|pi[èe]ce|copie|attestation|photo|relev[ée]|facture|devis|document|rib\b)",
        "attachment",
    ),
    # A verb turned round, with no word before it that asks which, how many, where or when.
    (
        r"^((?!qu|combien|comment|pourquoi|(d.)?o[ùu]\b|(les?|la)quel)\S+ ){0,4}"
        r"([nls].)?(\w+-(vous|t-(il|elle|on)|ils?|elles?|on)|est[- ]ce)\b.*\?$",
        "yes-no",
    ),
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
# The whole label, "votre" apart: « Nom de l’enfant » is not the name of who applies.
_THEIRS: Sequence[tuple[str, str, frozenset[str]]] = (
    (r"nom( de naissance| de famille| d.usage)?", "family-name", frozenset({"person-name", "text"})),
    (r"pr[ée]noms?", "given-name", frozenset({"person-name", "text"})),
    (r"nom et pr[ée]noms?|pr[ée]noms? et nom", "name", frozenset({"person-name", "text"})),
    (r"nom de l.(association|entreprise|organisme)|raison sociale|d[ée]nomination( sociale)?",
     "organization", frozenset({"person-name", "text"})),
    (r"(adresse )?(courriel|e-?mail|mail|[ée]lectronique)", "email", frozenset({"email"})),
    (r"(num[ée]ro de )?(t[ée]l[ée]phone|portable)( portable| mobile)?", "tel", frozenset({"phone"})),
    (r"adresse( postale| du domicile| de r[ée]sidence)?|domicile", "street-address",
     frozenset({"address", "address-in-france"})),
    (r"date de naissance", "bday", frozenset({"date"})),
    (r"civilit[ée]", "honorific-prefix", frozenset({"civility"})),
)  # fmt: skip
_TOKENS: Sequence[tuple[Pattern[str], str, frozenset[str]]] = tuple(
    (pattern(rf"(vos |votre )?({words})", IGNORECASE), token, kinds) for words, token, kinds in _THEIRS
)


def guessed(label: str) -> str:
    """A kind of the palette; "text" when nothing is told."""
    return next((kind for words, kind in _GUESSES if words.search(_plain(label))), "text")


def guessed_token(document: Json, kind: str, label: str) -> str:
    """The token of `core.autocomplete` for a new question whose label says that it is the name, the address…
    of who applies: the desk and the mails need it. "" for any other, or when one has it already."""
    told = _plain(label)
    token = next((token for words, token, kinds in _TOKENS if kind in kinds and words.fullmatch(told)), "")
    if not token:
        return ""
    taken = any(token in dress.get("autocomplete", "").split() for _one, dress in dressed(document))
    return "" if taken else token


def _plain(label: str) -> str:
    return label.replace("\u00a0", " ").replace("\u202f", " ").strip()
