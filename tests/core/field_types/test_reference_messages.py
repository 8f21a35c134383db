"""Row by row, the French messages that the reference asks for, after the whole way of an answer."""

from datetime import date

from app.core import answers
from app.core.definition import Field
from app.core.definition.schema_reading import options_of
from app.core.field_types import FIELD_TYPES
from tests.core.form_building import a_field, a_form, a_repeat, a_step
from tests.core.tables import each

TODAY = date(2026, 11, 25)
NBSP, THIN = "\u00a0", "\u202f"
TEXT = {"type": "string"}
CODES = {"oneOf": [{"const": "a", "title": "A"}, {"const": "b", "title": "B"}]}
FILES = {"type": "array", "items": {"type": "string", "format": "attachment"}}


def formatted(name, **more):
    return {"type": "string", "format": name, **more}


def message_of(schema, value, label="Montant", **more):
    field = a_field("a", schema, label=label, options=options_of(schema, {}), **more)
    form = a_form(a_step("etape", field))
    given = {} if value is None else {"a": value}
    return answers.judge(form, given, today=TODAY).errors[0].message


@each(
    ("schema", "value", "message"),
    [
        (TEXT, None, "Saisissez le montant"),
        ({"type": "integer"}, None, "Saisissez le montant"),
        (CODES, None, "Sélectionnez le montant"),
        (FILES, None, "Ajoutez le montant"),
        ({"type": "boolean", "const": True}, None, "Cochez la case pour continuer"),
        ({"type": "number"}, "x", f"Saisissez un nombre. Exemple{NBSP}: 1250,50"),
        ({"type": "integer"}, "x", f"Saisissez un nombre entier. Exemple{NBSP}: 12"),
        ({"type": "integer"}, 1.5, f"Saisissez un nombre entier. Exemple{NBSP}: 12"),
        ({"type": "integer", "minimum": 3}, 2, "Saisissez un nombre supérieur ou égal à 3"),
        ({"type": "integer", "exclusiveMinimum": 3}, 3, "Saisissez un nombre strictement supérieur à 3"),
        ({"type": "integer", "maximum": 3}, 4, "Saisissez un nombre inférieur ou égal à 3"),
        ({"type": "integer", "exclusiveMaximum": 3}, 3, "Saisissez un nombre strictement inférieur à 3"),
        ({"type": "integer", "minimum": 1, "maximum": 3}, 4, "Saisissez un nombre compris entre 1 et 3"),
        ({"type": "number", "multipleOf": 0.01}, 1.234, "Saisissez au plus deux chiffres après la virgule"),
        ({"type": "integer", "multipleOf": 5}, 4, "Saisissez un multiple de 5"),
        ({**TEXT, "minLength": 3}, "ab", "Saisissez au moins 3 caractères (vous en avez saisi 2)"),
        ({**TEXT, "maxLength": 3}, "abcd", "Saisissez au plus 3 caractères (vous en avez saisi 4)"),
        ({**TEXT, "minLength": 3, "maxLength": 3}, "ab", "Saisissez exactement 3 caractères"),
        (formatted("date"), "x", f"Saisissez une date valide. Exemple{NBSP}: 31 12 2025"),
        (
            formatted("date", formatMaximum="2025-12-31"),
            "2026-01-01",
            "Saisissez une date antérieure ou égale au 31 décembre 2025",
        ),
        (
            formatted("date", formatMinimum="2026-01-01"),
            "2025-12-31",
            "Saisissez une date postérieure ou égale au 1er janvier 2026",
        ),
        (
            formatted("date", formatMinimum="2026-01-01", formatMaximum="2026-12-31"),
            "2027-01-01",
            "Saisissez une date comprise entre le 1er janvier 2026 et le 31 décembre 2026",
        ),
        (
            formatted("date", formatMaximum="today-18y"),
            "2010-01-01",
            f"L’âge minimal est de 18{NBSP}ans à la date du 25 novembre 2026",
        ),
        (
            formatted("email"),
            "x",
            f"Saisissez une adresse électronique valide. Exemple{NBSP}: nom@domaine.fr",
        ),
        (
            formatted("fr-phone"),
            "x",
            f"Saisissez un numéro de téléphone valide. Exemple{NBSP}: 01 99 00 12 34",
        ),
        (
            formatted("uri"),
            "x",
            f"Saisissez une adresse de site valide. Exemple{NBSP}: https://www.exemple.fr",
        ),
        (formatted("fr-postcode"), "x", f"Saisissez un code postal à 5 chiffres. Exemple{NBSP}: 35000"),
        (
            formatted("fr-siret"),
            "x",
            f"Saisissez les 14 chiffres du SIRET. Exemple{NBSP}: 732 829 320 00074",
        ),
        (
            formatted("fr-siret"),
            "73282932000075",
            f"Ce SIRET est incorrect{NBSP}: vérifiez les 14 chiffres",
        ),
        (
            formatted("iban"),
            "x",
            f"Saisissez un IBAN valide. Exemple{NBSP}: FR76 3000 6000 0112 3456 7890 189",
        ),
        (
            formatted("fr-nir"),
            "x",
            f"Saisissez les 13 caractères et la clé à 2 chiffres. Exemple{NBSP}: 2 55 08 14 168 025 38",
        ),
        (
            {**TEXT, "pattern": "^[A-Z]+$", "examples": ["ABC"]},
            "x",
            f"Le format saisi n’est pas celui attendu. Exemple{NBSP}: ABC",
        ),
        (CODES, "c", "Sélectionnez une des options proposées"),
        ({"const": True}, "x", "Sélectionnez une des options proposées"),
        ({**FILES, "maxItems": 1}, ["a", "b"], "Vous pouvez ajouter au plus 1 fichier"),
    ],
)
def test_a_wrong_answer_says_what_the_reference_wants(schema, value, message):
    assert message_of(schema, value, required=True) == message


CHILD = a_field("prenom", TEXT, label="Prénom")


@each(
    ("limits", "rows", "message"),
    [
        ({"minItems": 2}, [{"prenom": "Lou"}], "Ajoutez au moins 2 enfants"),
        ({"maxItems": 1}, [{"prenom": "Lou"}, {"prenom": "Zoé"}], "Vous pouvez ajouter au plus 1 enfant"),
        (
            {"uniqueItems": True},
            [{"prenom": "Lou"}, {"prenom": "Zoé"}, {"prenom": "Lou"}],
            f"Deux enfants sont identiques{NBSP}: lignes 1 et 3",
        ),
    ],
)
def test_wrong_rows_say_what_the_reference_wants(limits, rows, message):
    form = a_form(a_step("etape", a_repeat("enfants", CHILD, limits=limits)))
    assert answers.judge(form, {"enfants": rows}, today=TODAY).errors[0].message == message


def test_an_answer_that_another_one_calls_for_names_it():
    fields = (a_field("debut", label="Date de début"), a_field("fin", label="Date de fin"))
    form = a_form(a_step("etape", *fields), contract={"dependentRequired": {"debut": ["fin"]}})
    (error,) = answers.judge(form, {"debut": "x"}, today=TODAY).errors
    assert (error.path, error.code) == ("fin", "dependent")
    assert error.message == "Renseignez la date de fin, car vous avez rempli la date de début"
    assert answers.judge(form, {"debut": "x", "fin": "y"}, today=TODAY).errors == ()


def test_what_the_person_did_not_do_wrong_is_told_as_a_technical_error():
    form = a_form(a_step("etape", a_field("a")), contract={"required": ["b"]})
    (error,) = answers.judge(form, {}, today=TODAY).errors
    assert error.message == "Une erreur technique est survenue. Vos réponses sont conservées."


@each(
    ("code", "about", "message"),
    [
        ("file-size", {"n": 10 * 2**20}, f"Choisissez un fichier de 10{NBSP}Mo au maximum"),
        ("file-type", {}, "Choisissez un fichier au format PDF, JPEG ou PNG"),
        ("file-unsafe", {}, f"Ce fichier n’est pas sûr{NBSP}: choisissez-en un autre"),
    ],
)
def test_a_refused_file_says_what_the_reference_wants(code, about, message):
    assert FIELD_TYPES["attachment"].message(Field("a", "attachment", "A"), code, about) == message


def test_a_long_limit_is_written_with_its_thousands():
    text = message_of({**TEXT, "maxLength": 1200}, "a" * 1201)
    assert text == f"Saisissez au plus 1{THIN}200 caractères (vous en avez saisi 1{THIN}201)"
