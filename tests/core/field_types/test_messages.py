"""Error messages: imperative French, the author's words first, typography always right."""

from re import search

from app.core.definition import Field
from app.core.field_types import FIELD_TYPES
from app.core.field_types.naming import counted, named
from app.core.field_types.sentences import SENTENCES
from tests.core.tables import each

NBSP, THIN = "\u00a0", "\u202f"


def message(kind, code, *, label="Nom de naissance", schema=None, **params):
    field = Field("a", kind, label, schema=schema or {}, row_label="Enfant")
    return FIELD_TYPES[kind].message(field, code, params)


@each(
    ("kind", "code", "about", "text"),
    [
        ("text", "required", {}, "Saisissez le nom de naissance"),
        ("text", "required", {"label": "Adresse"}, "Saisissez l’adresse"),
        ("text", "required", {"label": "Où habitez-vous ?"}, f"Saisissez «{NBSP}Où habitez-vous{NBSP}»"),
        ("choice", "required", {"label": "Situation"}, "Sélectionnez la situation"),
        ("choices", "required", {"label": "Vos ressources"}, "Sélectionnez vos ressources"),
        ("country", "required", {"label": "Pays"}, "Sélectionnez le pays"),
        ("yes-no", "required", {}, f"Sélectionnez «{NBSP}Oui{NBSP}» ou «{NBSP}Non{NBSP}»"),
        ("declaration", "required", {}, "Cochez la case pour continuer"),
        ("attachment", "required", {"label": "Justificatif"}, "Ajoutez le justificatif"),
        ("repeat", "required", {}, "Ajoutez au moins 1 enfant"),
        ("repeat", "required", {"schema": {"minItems": 2}}, "Ajoutez au moins 2 enfants"),
        ("repeat", "min-items", {"n": 2}, "Ajoutez au moins 2 enfants"),
        ("repeat", "max-items", {"n": 5}, "Vous pouvez ajouter au plus 5 enfants"),
        ("choices", "min-items", {"n": 2}, "Sélectionnez au moins 2 options"),
        ("choices", "max-items", {"n": 1}, "Sélectionnez au plus 1 option"),
        ("attachment", "max-items", {"n": 3}, "Vous pouvez ajouter au plus 3 fichiers"),
        ("attachment", "file-size", {"n": 10 * 2**20}, "Choisissez un fichier de 10\u00a0Mo au maximum"),
        ("attachment", "file-type", {}, "Choisissez un fichier au format PDF, JPEG ou PNG"),
        ("decimal", "type", {}, f"Saisissez un nombre. Exemple{NBSP}: 1250,50"),
        ("integer", "type", {}, f"Saisissez un nombre entier. Exemple{NBSP}: 12"),
        ("integer", "too-many-digits", {}, "Saisissez au plus 15 chiffres"),
        ("integer", "min", {"schema": {"minimum": 0}}, "Saisissez un nombre supérieur ou égal à 0"),
        (
            "integer",
            "min",
            {"schema": {"exclusiveMinimum": 0}},
            "Saisissez un nombre strictement supérieur à 0",
        ),
        (
            "decimal",
            "max",
            {"schema": {"maximum": 1250.5}},
            f"Saisissez un nombre inférieur ou égal à 1{THIN}250,5",
        ),
        (
            "decimal",
            "max",
            {"schema": {"exclusiveMaximum": 9}},
            "Saisissez un nombre strictement inférieur à 9",
        ),
        (
            "integer",
            "max",
            {"schema": {"minimum": 1, "maximum": 9}},
            "Saisissez un nombre compris entre 1 et 9",
        ),
        ("amount", "multiple-of", {}, "Saisissez au plus deux chiffres après la virgule"),
        ("decimal", "multiple-of", {"schema": {"multipleOf": 0.5}}, "Saisissez un multiple de 0,5"),
        ("text", "min-length", {"n": 2, "k": 1}, "Saisissez au moins 2 caractères (vous en avez saisi 1)"),
        ("text", "max-length", {"n": 1, "k": 3}, "Saisissez au plus 1 caractère (vous en avez saisi 3)"),
        (
            "text",
            "max-length",
            {"n": 8, "k": 9, "schema": {"minLength": 8, "maxLength": 8}},
            "Saisissez exactement 8 caractères",
        ),
        ("email", "format", {}, f"Saisissez une adresse électronique valide. Exemple{NBSP}: nom@domaine.fr"),
        ("phone", "format", {}, f"Saisissez un numéro de téléphone valide. Exemple{NBSP}: 01 99 00 12 34"),
        ("postcode", "format", {}, f"Saisissez un code postal à 5 chiffres. Exemple{NBSP}: 35000"),
        ("siret", "format", {}, f"Saisissez les 14 chiffres du SIRET. Exemple{NBSP}: 732 829 320 00074"),
        ("siret", "key", {}, f"Ce SIRET est incorrect{NBSP}: vérifiez les 14 chiffres"),
        ("text", "pattern", {}, "Le format saisi n’est pas celui attendu"),
        (
            "text",
            "pattern",
            {"schema": {"examples": ["AB-123-CD"]}},
            f"Le format saisi n’est pas celui attendu. Exemple{NBSP}: AB-123-CD",
        ),
        ("choice", "unknown-option", {}, "Sélectionnez une des options proposées"),
        ("text", "never-heard-of", {}, "Le format saisi n’est pas celui attendu"),
    ],
)
def test_each_error_has_its_sentence(kind, code, about, text):
    assert message(kind, code, **about) == text


def test_the_author_speaks_first():
    field = Field("a", "text", "Immatriculation", messages={"pattern": "Recopiez la plaque : AB-123-CD"})
    assert FIELD_TYPES["text"].message(field, "pattern") == f"Recopiez la plaque{NBSP}: AB-123-CD"


CODES = [
    (kind, code)
    for kind, entry in FIELD_TYPES.items()
    for code in {**SENTENCES, **entry.sentences}
    if code not in ("date-min", "date-max")  # they need dates: see test_date
]


@each(("kind", "code"), CODES)
def test_no_message_breaks_a_line_before_its_punctuation_nor_uses_a_straight_apostrophe(kind, code):
    about = {"n": 2, "k": 1, "parts": ("jour",), "schema": {"minimum": 1}}
    text = message(kind, code, **about)
    assert text[0].isupper()
    assert not search(r" [:;?!»]|« |'", text)


@each(
    ("name", "text"),
    [
        ("Nom de naissance", "le nom de naissance"),
        ("Prénoms", "les prénoms"),
        ("Âge", "l’âge"),
        ("Adresse électronique", "l’adresse électronique"),
        ("SIRET", "le SIRET"),
        ("IBAN", "l’IBAN"),
        ("Votre nationalité", "votre nationalité"),
        ("La date du mariage", "la date du mariage"),
        ("L'adresse du demandeur", "l’adresse du demandeur"),
        ("Combien d’enfants avez-vous ?", f"«{NBSP}Combien d’enfants avez-vous{NBSP}»"),
        ("Bornes", f"«{NBSP}Bornes{NBSP}»"),
    ],
)
def test_a_name_gets_its_article_when_its_gender_is_known(name, text):
    assert named(name) == text


@each(
    ("n", "noun", "text"),
    [
        (1, "Enfant", "1 enfant"),
        (2, "Enfant", "2 enfants"),
        (2, "Personne à charge", "2 personnes à charge"),
        (2, "Animal", "2 animaux"),
        (2, "Bureau", "2 bureaux"),
        (2, "Mois", "2 mois"),
    ],
)
def test_nouns_are_counted(n, noun, text):
    assert counted(n, noun) == text
