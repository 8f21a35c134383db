"""What is sensitive does not travel in files for machines, and its absence is told."""

from app.core.withholding import without_sensitive
from tests.core.form_building import TEXT, a_field, a_form, a_repeat, a_step

NIR = {"type": "string", "format": "fr-nir"}
CHILD = (a_field("prenom"), a_field("nir", NIR))
FORM = a_form(
    a_step("vous", a_field("demandeur.nom"), a_field("demandeur.nir", NIR)),
    a_step(
        "suite",
        a_repeat("enfants", *CHILD),
        a_field("secret.sante", TEXT, sensitive=True),
        a_repeat("soins", a_field("acte"), sensitive=True),
    ),
)


def test_sensitive_answers_are_left_out_and_named_in_rows_too() -> None:
    answers = {
        "demandeur": {"nom": "Le Goff", "nir": "1850399120001"},
        "enfants": [{"prenom": "Zoé"}, {"prenom": "Léo", "nir": "2150399120001"}, {"nir": "3"}],
        "secret": {"sante": "…"},
        "soins": [{"acte": "…"}],
    }
    shared = without_sensitive(FORM, answers)
    assert shared.answers == {
        "demandeur": {"nom": "Le Goff"},
        "enfants": [{"prenom": "Zoé"}, {"prenom": "Léo"}, {}],
    }
    assert shared.withheld == ("demandeur.nir", "enfants[1].nir", "enfants[2].nir", "secret.sante", "soins")
    assert answers["demandeur"]["nir"] == "1850399120001"


def test_answers_without_anything_sensitive_are_given_whole() -> None:
    answers = {"demandeur": {"nom": "Le Goff"}, "calcul": 12}
    assert without_sensitive(FORM, answers).answers == answers
    assert without_sensitive(FORM, answers).withheld == ()
