"""One walk in document order: calculated, visible or absent, undeclared dropped."""

from datetime import date
from decimal import Decimal

from app.core.answers import judge
from app.core.definition import Calculated
from app.core.paths import ROW_LIMIT
from tests.core.form_building import (
    AMOUNT,
    DATE,
    INTEGER,
    YES_NO,
    a_choice,
    a_field,
    a_form,
    a_repeat,
    a_step,
    is_,
    var,
)
from tests.core.tables import each

TODAY = date(2026, 11, 24)


def kept(form, answers):
    return judge(form, answers, today=TODAY).answers


PARENT = is_("parent", True)
FAMILY = a_form(
    a_step("vous", a_field("nom"), a_field("parent", YES_NO), a_field("ecole", when=PARENT)),
    a_step(
        "enfants",
        a_repeat(
            "enfants",
            a_field("prenom"),
            a_field("scolarise", YES_NO),
            a_field("ecole", when={"and": [is_("item.scolarise", True), {"answered": [var("nom")]}]}),
        ),
        when=PARENT,
    ),
    a_step("bus", a_field("bus", YES_NO, when={"answered": [var("ecole")]})),
)


@each(
    ("answers", "left"),
    [
        ({}, {}),
        ({"nom": "Martin", "parent": False, "ecole": "Ferry"}, {"nom": "Martin", "parent": False}),
        ({"parent": True, "ecole": "Ferry"}, {"parent": True, "ecole": "Ferry"}),
        ({"parent": False, "enfants": [{"prenom": "Léo"}]}, {"parent": False}),
        ({"ecole": "Ferry", "bus": True}, {}),
        ({"nom": "", "parent": None, "enfants": []}, {}),
        (
            {"parent": True, "enfants": [{"prenom": "Léo"}, {}]},
            {"parent": True, "enfants": [{"prenom": "Léo"}, {}]},
        ),
        (
            {"nom": "M", "parent": True, "enfants": [{"scolarise": True, "ecole": "A"}, {"ecole": "B"}]},
            {"nom": "M", "parent": True, "enfants": [{"scolarise": True, "ecole": "A"}, {}]},
        ),
        (
            {"parent": True, "enfants": [{"scolarise": True, "ecole": "A"}]},
            {"parent": True, "enfants": [{"scolarise": True}]},
        ),
        ({"admin": True, "parent": True, "enfants": [{"age": 3}]}, {"parent": True, "enfants": [{}]}),
        ({"parent": True, "enfants": ["Léo"]}, {"parent": True, "enfants": [{}]}),
    ],
)
def test_hidden_is_absent_and_undeclared_is_dropped(answers, left):
    assert kept(FAMILY, answers) == left


def test_visible_paths_and_open_steps_follow_the_answers():
    verdict = judge(FAMILY, {"parent": True, "enfants": [{"scolarise": True}]}, today=TODAY)
    assert verdict.visible == {
        "nom", "parent", "ecole", "enfants", "enfants[0].prenom", "enfants[0].scolarise",
    }  # fmt: skip
    assert [step.id for step in verdict.open_steps] == ["vous", "enfants", "bus"]
    assert [step.id for step in judge(FAMILY, {}, today=TODAY).open_steps] == ["vous", "bus"]


def test_the_answers_given_are_never_changed():
    answers = {"parent": False, "enfants": [{"prenom": "Léo"}]}
    kept(FAMILY, answers)
    assert answers == {"parent": False, "enfants": [{"prenom": "Léo"}]}


def test_an_object_of_which_all_is_hidden_is_absent():
    form = a_form(a_step("a", a_field("lieu.rue", when=is_("lieu.ville", "Brest"), required=True)))
    assert kept(form, {"lieu": {"rue": "rue Basse"}}) == {}


TOTAL = {"sum": [var("depenses[].montant")]}
BUDGET = a_form(
    a_step(
        "budget",
        a_repeat("depenses", a_field("montant", AMOUNT)),
        a_field("total", AMOUNT, calculated=TOTAL),
        a_field("part", AMOUNT),
        a_choice("aide", when={">": [var("reste"), 100]}),
    ),
    calculated=(
        Calculated("total", TOTAL),
        Calculated("tiers", {"/": [var("total"), 3]}, scale=2),
        Calculated("reste", {"-": [var("tiers"), var("part")]}),
    ),
)


@each(
    ("expenses", "others", "calculated"),
    [
        (None, {}, {"total": 0, "tiers": 0}),
        (None, {"total": 999, "tiers": 999, "reste": 999}, {"total": 0, "tiers": 0}),
        ([Decimal("0.1"), 0.2, None], {}, {"total": Decimal("0.3"), "tiers": Decimal("0.1")}),
        ([1000], {"part": 33}, {"total": 1000, "tiers": Decimal("333.33"), "reste": Decimal("300.33")}),
    ],
)
def test_calculated_answers_are_computed_and_never_accepted(expenses, others, calculated):
    found = kept(BUDGET, {"depenses": [{"montant": amount} for amount in expenses or ()], **others})
    assert {path: found[path] for path in ("total", "tiers", "reste") if path in found} == calculated


def test_a_condition_may_read_what_was_calculated_before_it():
    rich = {"depenses": [{"montant": 1000}], "part": 33, "aide": "salarie"}
    assert kept(BUDGET, rich)["aide"] == "salarie"
    assert "aide" not in kept(BUDGET, {**rich, "part": 333})


def test_a_calculated_answer_takes_the_scale_of_its_field():
    form = a_form(
        a_step(
            "a",
            a_field("x", INTEGER),
            a_field("euros", AMOUNT, calculated={"/": [var("x"), 3]}),
            a_field("entier", INTEGER, calculated={"/": [var("x"), 2]}),
            a_field("date", DATE, calculated={"date_add": [{"today": []}, var("x"), "months"]}),
        )
    )
    assert kept(form, {"x": 5}) == {"x": 5, "euros": Decimal("1.67"), "entier": 3, "date": "2027-04-24"}


def test_a_cell_may_be_calculated_from_its_row():
    age = {"age": [var("item.naissance")]}
    form = a_form(
        a_step("a", a_repeat("enfants", a_field("naissance", DATE), a_field("age", INTEGER, calculated=age)))
    )
    assert kept(form, {"enfants": [{"naissance": "2020-11-24", "age": 99}, {}]}) == {
        "enfants": [{"naissance": "2020-11-24", "age": 6}, {}]
    }


def test_a_calculated_answer_that_is_null_or_hidden_is_absent_and_no_error():
    form = a_form(
        a_step(
            "a", a_field("x", INTEGER), a_field("y", INTEGER, calculated={"+": [var("x"), 1]}, required=True)
        ),
        a_step("b", a_field("z", INTEGER, calculated={"+": [1, 1]}, when=is_("x", 1))),
    )
    verdict = judge(form, {}, today=TODAY)
    assert verdict.answers == {}
    assert verdict.errors == ()


def test_rows_inside_rows_are_walked_too():
    form = a_form(
        a_step("a", a_repeat("foyers", a_field("nom"), a_repeat("enfants", a_field("prenom", required=True))))
    )
    verdict = judge(form, {"foyers": [{"nom": "A", "enfants": [{"prenom": "Léo"}, {}]}]}, today=TODAY)
    assert "foyers[0].enfants[0].prenom" in verdict.visible
    assert [error.path for error in verdict.errors] == ["foyers[0].enfants[1].prenom"]


DOUBLE = a_form(
    a_step("a", a_field("x", INTEGER), a_field("double", INTEGER, when={">": [var("x"), 1]})),
    calculated=(Calculated("double", {"*": [var("x"), 2.25]}, scale=1),),
)


@each(
    ("answers", "left"),
    [
        ({"x": 2, "double": 99}, {"x": 2, "double": Decimal("4.5")}),
        ({"x": 1, "double": 99}, {"x": 1}),
        ({"double": 99}, {}),
    ],
)
def test_a_rule_of_the_definition_computes_the_field_that_shows_it(answers, left):
    assert kept(DOUBLE, answers) == left


def test_rows_beyond_the_limit_are_not_walked():
    form = a_form(a_step("a", a_repeat("enfants", a_field("prenom"))))
    assert len(kept(form, {"enfants": [{"prenom": "Léo"}] * 10_000})["enfants"]) == ROW_LIMIT + 1
