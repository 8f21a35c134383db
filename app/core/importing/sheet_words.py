"""The words of a table of questions: what its columns are called, what its kinds of questions are called.

Words are read without accents nor case. It knows no file.
"""

from collections.abc import Mapping
from re import compile as pattern
from unicodedata import combining, normalize

_NOT_A_LETTER = pattern(r"[^a-z0-9]+")

# column → the words that may head it
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "label": ("libelle", "question", "intitule", "label", "champ", "nom du champ", "titre"),
    "kind": ("type", "sorte", "nature", "format", "kind"),
    "required": ("obligatoire", "requis", "required", "obligation"),
    "choices": ("choix", "options", "valeurs", "liste", "reponses possibles", "choices"),
    "hint": ("aide", "explication", "exemple", "hint", "commentaire"),
    "step": ("etape", "page", "section", "rubrique", "partie", "step"),
}

_KINDS: Mapping[str, tuple[str, ...]] = {
    "text": ("texte", "texte court", "chaine", "string", "saisie"),
    "long-text": ("texte long", "paragraphe", "zone de texte", "commentaire", "textarea"),
    "yes-no": ("oui non", "oui ou non", "booleen", "boolean"),
    "choice": ("choix", "choix unique", "liste", "liste deroulante", "radio", "bouton radio", "select"),
    "choices": ("choix multiples", "choix multiple", "cases a cocher", "cases", "checkbox"),
    "declaration": ("declaration", "declaration a cocher", "case", "case a cocher", "engagement"),
    "explanation": ("explication", "texte libre", "information"),
    "date": ("date", "jour"),
    "partial-date": ("date incomplete",),
    "month": ("mois", "mois et annee"),
    "time": ("heure",),
    "date-time": ("date et heure",),
    "integer": ("entier", "nombre entier", "integer"),
    "decimal": ("nombre", "decimal", "number"),
    "amount": ("montant", "euros", "somme", "prix"),
    "civility": ("civilite",),
    "person-name": ("nom", "prenom", "nom ou prenom"),
    "email": ("courriel", "email", "e mail", "mail", "adresse electronique", "adresse mail"),
    "phone": ("telephone", "tel", "numero de telephone", "mobile"),
    "address": ("adresse", "adresse postale"),
    "address-in-france": ("adresse en france",),
    "town": ("ville",),
    "commune": ("commune",),
    "postcode": ("code postal", "cp"),
    "department": ("departement",),
    "region": ("region",),
    "country": ("pays",),
    "attachment": ("fichier", "piece", "piece justificative", "piece jointe", "document", "justificatif"),
    "identity-document": ("piece d identite", "carte d identite"),
    "signature": ("signature",),
    "siret": ("siret",),
    "siren": ("siren",),
    "rna": ("rna", "numero rna"),
    "iban": ("iban", "rib"),
    "plate": ("plaque", "plaque d immatriculation", "immatriculation"),
}
KINDS: Mapping[str, str] = {word: kind for kind, words in _KINDS.items() for word in (kind, *words)}
YES = frozenset({"oui", "o", "x", "1", "vrai", "true", "yes", "obligatoire", "requis"})


def bare(text: str) -> str:
    """ "Pièce d’identité " gives "piece d identite"."""
    flat = "".join(char for char in normalize("NFD", text[:200].lower()) if not combining(char))
    return _NOT_A_LETTER.sub(" ", flat).strip()


def column_of(heading: str) -> str:
    """The column that this heading names, "" when it names none."""
    word = bare(heading)
    return next((name for name, words in COLUMNS.items() if word in words), "")
