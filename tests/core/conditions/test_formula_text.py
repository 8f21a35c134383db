"""Formulas as designers type them: what is understood, and where what is not is."""

import pytest

from app.core.conditions.formula_text import FormulaRefused, read, write
from tests.core.tables import each
from tests.plain import plain

READ = {
    "budget.total / 12": {"/": [{"var": "budget.total"}, 12]},
    "a + b + 2,5": {"+": [{"var": "a"}, {"var": "b"}, 2.5]},
    "a - b - c": {"-": [{"-": [{"var": "a"}, {"var": "b"}]}, {"var": "c"}]},
    "a + b * -2": {"+": [{"var": "a"}, {"*": [{"var": "b"}, -2]}]},
    "arrondi(somme(postes[].montant); 2)": {"round": [{"sum": [{"var": "postes[].montant"}]}, 2]},
    "Âge(naissance) >= 18 et (oui ou non(x))": {
        "and": [
            {">=": [{"age": [{"var": "naissance"}]}, 18]},
            {"or": [{"var": "oui"}, {"!": [{"var": "x"}]}]},
        ]
    },
    'situation dans ("a"; "b")': {"in": [{"var": "situation"}, ["a", "b"]]},
    'ajouter(aujourdhui(); 3; "mois")': {"date_add": [{"today": []}, 3, "months"]},
    "si(renseigné(a); a; 0)": {"if": [{"answered": [{"var": "a"}]}, {"var": "a"}, 0]},
    "{et} = vrai": {"==": [{"var": "et"}, True]},
}
REFUSED = {
    "": "Caractère 1 : il manque la suite",
    "a +": "Caractère 4 : il manque la suite",
    "arrondi(a; 2": "Caractère 13 : il manque « ; »",
    "arondi(a)": "Caractère 1 : la fonction « arondi » n’existe pas. Vouliez-vous dire « arrondi »",
    "a ? b": "Caractère 3 : « ? b » n’est pas compris.",
    "a b": "Caractère 3 : « b » n’est pas attendu ici.",
    "si(a)": "Caractère 1 : « si » n’attend pas 1 éléments",
    "a < b < c": "Caractère 7 : reliez deux comparaisons par « et » ou « ou ».",
    "(" * 300: "trop de parenthèses",
    "a dans b": "Caractère 8 : « dans » attend une liste",
}


@each("text", READ)
def test_a_formula_is_read_as_a_spreadsheet_would(text: str) -> None:
    assert read(text) == READ[text]
    assert read(write(READ[text])) == READ[text]


@each("text", REFUSED)
def test_what_is_no_formula_is_told_with_its_place(text: str) -> None:
    with pytest.raises(FormulaRefused) as met:
        read(text)
    assert REFUSED[text] in plain(str(met.value))
