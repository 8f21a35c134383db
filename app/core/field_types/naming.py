"""How a field is named inside a sentence: "Saisissez le nom de naissance", "… l’adresse", "… votre âge".

Gender cannot be guessed, so only the head nouns of administrative forms get their
article; any other name is quoted, which is right for questions and for every gender.
"""

from app.core import french

_DETERMINERS = (
    "le ", "la ", "les ", "l’", "un ", "une ", "des ", "du ", "votre ", "vos ", "ce ", "cet ", "cette ",
    "ces ", "son ", "sa ", "ses ", "leur ", "leurs ", "au moins ",
)  # fmt: skip
_MASCULINE = frozenset((
    "nom", "prénom", "code", "numéro", "montant", "nombre", "motif", "lieu", "pays", "département",
    "téléphone", "courriel", "siret", "siren", "iban", "nir", "type", "titre", "objet", "texte", "mois",
    "jour", "taux", "loyer", "revenu", "salaire", "statut", "document", "justificatif", "fichier",
    "complément", "bureau", "sexe", "genre", "lien", "diplôme", "métier", "poste", "prix", "total", "solde",
    "quotient", "délai", "commentaire", "message", "contrat", "logement", "véhicule", "modèle", "âge",
    "enfant", "conjoint", "étage", "bâtiment", "organisme", "établissement", "employeur", "effectif",
))  # fmt: skip
_FEMININE = frozenset((
    "date", "adresse", "commune", "ville", "nationalité", "profession", "situation", "civilité", "raison",
    "rue", "voie", "marque", "pièce", "durée", "surface", "superficie", "année", "heure", "signature",
    "description", "observation", "qualité", "fonction", "fin", "période", "activité", "catégorie",
    "région", "photo", "copie", "carte", "attestation", "référence", "immatriculation", "dénomination",
    "nature", "somme", "identité", "association", "entreprise", "société", "langue", "naissance",
    "personne", "mention", "autorité", "précision", "validité", "liste",
    "ambassade",
))  # fmt: skip


def named(name: str) -> str:
    """The name with its article, in lower case; quoted when its gender is not known."""
    bare = name.strip().rstrip("?: \u00a0\u202f")
    lowered = lower_first(bare.replace("'", "’"))
    if lowered.startswith(_DETERMINERS):
        return lowered
    head = lowered.partition(" ")[0].lower()
    if head in _MASCULINE or head in _FEMININE:
        return _article(head, lowered) + lowered
    if head[:-1] in _MASCULINE | _FEMININE and head.endswith("s"):
        return "les " + lowered
    return french.quoted(bare)


def _article(head: str, name: str) -> str:
    if french.elides(name):
        return "l’"
    return "le " if head in _MASCULINE else "la "


def lower_first(text: str) -> str:
    """The text with a small first letter, but "SIRET" stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def counted(n: int, noun: str) -> str:
    """ "1 enfant", "2 enfants", "2 personnes à charge", "3 animaux"."""
    return f"{n} {lower_first(noun) if n < 2 else plural(noun)}"


def plural(noun: str) -> str:
    """ "enfants", "personnes à charge"."""
    head, space, rest = lower_first(noun).partition(" ")
    return f"{_plural(head)}{space}{rest}"


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith(("eau", "au", "eu")):
        return word + "x"
    return word[:-1] + "ux" if word.endswith("al") else word + "s"
