"""From posted texts to canonical values: each path once, and only what the page showed."""

from dataclasses import replace

from app.core.reading import read
from tests.core.form_building import AMOUNT, DATE, INTEGER, a_choice, a_field, a_repeat
from tests.core.tables import each

FIELDS = (
    a_field("demandeur.nom"),
    a_field("naissance", DATE),
    a_choice("situation"),
    a_repeat("enfants", a_field("prenom"), a_field("age", INTEGER)),
    replace(a_field("total", AMOUNT), calculated={"var": "x"}),
    a_field("note", {"type": "null"}),
)


@each(
    ("typed", "values"),
    [
        ({"demandeur.nom": {"": (" Martin ",)}}, {"demandeur.nom": "Martin"}),
        ({"demandeur.nom": {"": ("",)}}, {"demandeur.nom": None}),
        ({"demandeur.nom": {}}, {"demandeur.nom": None}),
        ({"situation": {"": ()}}, {"situation": None}),
        ({"naissance": {"jour": ("1",), "mois": ("2",), "annee": ("2000",)}}, {"naissance": "2000-02-01"}),
        (
            {"enfants[0].prenom": {"": ("Léo",)}, "enfants[12].age": {"": ("3",)}},
            {"enfants[0].prenom": "Léo", "enfants[12].age": 3},
        ),
        ({}, {}),
    ],
)
def test_what_was_shown_is_read_by_absolute_path(typed, values):
    result = read(FIELDS, typed)
    assert result.values == values
    assert result.not_understood == {}


@each(
    "path",
    [
        "nom",
        "demandeur",
        "enfants",
        "enfants[0]",
        "enfants[0].nom",
        "enfants[500].prenom",
        "total",
        "note",
        "a..b",
    ],
)
def test_a_path_that_is_asked_of_nobody_is_dropped(path):
    result = read(FIELDS, {path: {"": ("x",)}})
    assert result.values == {}
    assert result.not_understood == {}


@each(
    ("path", "typed", "code", "parts"),
    [
        ("naissance", {"jour": ("31",), "mois": ("2",), "annee": ("85",)}, "date-year", ("annee",)),
        ("situation", {"": ("chomeur",)}, "unknown-option", ("",)),
        ("enfants[1].age", {"": ("douze",)}, "type", ("",)),
    ],
)
def test_what_is_not_understood_is_kept_as_it_was_typed(path, typed, code, parts):
    result = read(FIELDS, {path: typed})
    assert result.values == {}
    assert result.not_understood == {path: (typed, code, parts)}
    assert result.typed == {path: typed}
