"""What a blank form says of its conditions, in the words that are printed on it."""

from app.adapters.documents.conditions import Printed
from app.core.french import spaced
from app.core.summary import summarise
from tests.core.form_building import DATE, INTEGER, TEXT, YES_NO, a_choice, a_field, a_form, a_step

FORM = a_form(
    a_step("vous", a_choice("situation"), a_field("enfants", YES_NO)),
    a_step("suite", a_field("surface", INTEGER), a_field("naissance", DATE), a_field("pays", TEXT)),
)
SALARIED = {"==": [{"var": "situation"}, "salarie"]}
CHILDREN = {"==": [{"var": "enfants"}, True]}
LARGE = {">": [{"var": "surface"}, 1250]}

SAID = [
    (SALARIED, "vous avez coché « Salarié » à la partie 1"),
    ({"in": [{"var": "situation"}, ["salarie", "retraite"]]},
     "vous avez coché « Salarié » ou « Retraité » à la partie 1"),
    ({"!=": [{"var": "situation"}, "salarie"]},
     "vous avez coché une autre case que « Salarié » à la partie 1"),
    (CHILDREN, "vous avez coché « Oui » à la question « Enfants » (partie 1)"),
    (LARGE, "« Surface » est supérieur à 1\u202f250"),
    ({"<": [{"age": [{"var": "naissance"}]}, 18]}, "l’âge calculé depuis « Naissance » est inférieur à 18"),
    ({"!=": [{"var": "pays"}, "France"]}, "« Pays » n’est pas « France »"),
    ({"and": [SALARIED, LARGE]},
     "vous avez coché « Salarié » à la partie 1 et si « Surface » est supérieur à 1\u202f250"),
    ({"or": [SALARIED, CHILDREN, LARGE]},
     "vous avez coché « Salarié » à la partie 1, vous avez coché « Oui » à la question « Enfants » "
     "(partie 1) ou si « Surface » est supérieur à 1\u202f250"),
]  # fmt: skip


def test_a_condition_is_told_by_the_boxes_that_are_ticked_and_the_questions_that_are_printed() -> None:
    printed = Printed.of(FORM, summarise(FORM, None, blank=True))
    for when, words in SAID:
        assert printed.question(when) == spaced(f"Répondez si {words}.")
        assert printed.part(when) == spaced(f"Remplissez cette partie si {words}.")
    assert printed.question(None) == printed.part(None) == ""
