"""Conditions read aloud in French, generated from the same tree that is evaluated."""

import re
from decimal import Decimal
from json import loads
from pathlib import Path

from app.core import french
from app.core.conditions.language import ARITIES
from app.core.conditions.sentences import SENTENCES, sentence
from app.core.definition.parser import parse
from tests.core.minimal_definition import edited
from tests.core.tables import each

FORM = parse(
    edited(("/steps/0/fields/1/short", "Naissance"), ("/steps/0/fields/4/short", "Revenu")), file="x.json"
)

DATA = Path(__file__).parents[1] / "data"
VECTORS = loads((DATA / "conditions.json").read_text("utf-8"), parse_float=Decimal)


def var(path):
    return {"var": path}


@each(
    ("expression", "words"),
    [
        ({"==": [var("situation"), "salarie"]}, "*Situation* est *Salarié*"),
        ({"==": ["salarie", var("situation")]}, "*Salarié* est *Situation*"),
        ({"!=": [var("situation"), "salarie"]}, "*Situation* est renseigné et différent de *Salarié*"),
        ({"!": {"==": [var("situation"), "salarie"]}}, "*Situation* n’est pas *Salarié* (ou pas de réponse)"),
        ({"==": [var("a_des_enfants"), True]}, "*Enfants* est *Oui*"),
        (
            {"in": [var("situation"), ["salarie", "retraite"]]},
            "*Situation* est parmi *Salarié* ou *Retraité*",
        ),
        (
            {"!": {"in": [var("situation"), ["salarie"]]}},
            "*Situation* n’est pas parmi *Salarié* (ou pas de réponse)",
        ),
        ({"answered": [var("nom")]}, "*Nom de naissance* est renseigné"),
        ({"!": {"answered": [var("nom")]}}, "*Nom de naissance* n’est pas renseigné"),
        ({">=": [{"age": [var("naissance")]}, 18]}, "l’âge calculé depuis *Naissance* est au moins *18*"),
        ({"<": [var("revenu"), 1250]}, "*Revenu* est inférieur à *1\u202f250*"),
        ({"<": [var("naissance"), "2008-01-01"]}, "*Naissance* est avant *1er janvier 2008*"),
        ({">=": [var("naissance"), {"today": []}]}, "*Naissance* n’est pas avant la date du jour"),
        (
            {"<=": [var("naissance"), {"date_add": [{"today": []}, -18, "years"]}]},
            "*Naissance* n’est pas après la date du jour moins 18\u00a0ans",
        ),
        (
            {">": [{"date_add": [var("naissance"), 1, "days"]}, {"today": []}]},
            "*Naissance* plus 1\u00a0jour est après la date du jour",
        ),
        (
            {
                "and": [
                    {"answered": var("nom")},
                    {"or": [{"answered": var("revenu")}, {"==": [var("revenu"), 0]}]},
                ]
            },
            "*Nom de naissance* est renseigné et (*Revenu* est renseigné ou *Revenu* est *0*)",
        ),
        (
            {"some": [var("enfants"), {"==": [var("item.prenom"), "Zoé"]}]},
            "dans au moins une ligne de *Vos enfants*, *Prénom* est *Zoé*",
        ),
        ({"count": [var("enfants")]}, "le nombre de lignes de *Vos enfants*"),
        (
            {"!": {"and": [{"answered": var("nom")}, True]}},
            "la condition «\u00a0*Nom de naissance* est renseigné et *Oui*\u00a0» n’est pas remplie",
        ),
        ({"if": [{"answered": var("nom")}, 1, 2]}, "*1* si *Nom de naissance* est renseigné, sinon *2*"),
        ({"round": [{"/": [var("revenu"), 3]}, 2]}, "*Revenu* ÷ *3* arrondi à 2 chiffres après la virgule"),
        ({"min": [var("revenu"), 0]}, "le plus petit de *Revenu* et *0*"),
        (
            {"days_between": [var("naissance"), {"today": []}]},
            "le nombre de jours entre *Naissance* et la date du jour",
        ),
        (var("inconnu"), "*question introuvable*"),
        ({"-": [var("revenu"), {"-": [3, 1]}]}, "*Revenu* − (*3* − *1*)"),
        (
            {"if": [True, 1, {"if": [False, 2, 3]}]},
            "*1* si *Oui*, sinon (*2* si *Non*, sinon *3*)",
        ),
        ({"==": [1]}, "…"),
        ({"round": [var("revenu")]}, "*Revenu* arrondi à l’unité"),
        ({"round": [var("revenu"), 1]}, "*Revenu* arrondi à 1 chiffre après la virgule"),
    ],
)
def test_an_expression_is_read_aloud(expression, words):
    assert sentence(expression, FORM) == f"Afficher si {words}"


def test_the_beginning_of_the_sentence_may_be_given():
    assert sentence(True, FORM, before="Refuser si") == "Refuser si *Oui*"


def test_inside_a_row_item_names_its_cells():
    expression = {"answered": [var("item.prenom")]}

    assert sentence(expression, FORM, rows="enfants") == "Afficher si *Prénom* est renseigné"


@each("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_each_vector_is_told_without_path_nor_json(case):
    told = sentence(case["expression"], FORM)

    assert told.startswith("Afficher si ")
    assert not re.search(r"[{}\[\]]|item\.|[a-z_]\.[a-z_]|None|True|False|null", told)
    assert told == french.spaced(told)
    assert "'" not in told


def test_each_operator_has_a_sentence():
    assert set(SENTENCES) == set(ARITIES)
