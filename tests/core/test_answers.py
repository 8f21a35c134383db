"""The verdict: one error a field, in page order, in French; checks, rows, eligibility, the last gate."""

from dataclasses import replace
from datetime import date

from app.core.answers import judge
from app.core.definition import Check, Eligibility
from tests.core.form_building import (
    AMOUNT,
    DATE,
    INTEGER,
    TEXT,
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


def errors(form, answers, typed=None):
    return [(e.path, e.code) for e in judge(form, answers, today=TODAY, typed=typed or {}).errors]


def one(schema, **dress):
    """A form with the one field "a"."""
    return a_form(a_step("a", a_field("a", schema, **dress)))


A_FILE = {"type": "string", "format": "attachment"}
OPTIONS = {"type": "string", "enum": ["salarie", "retraite"]}


@each(
    ("schema", "value", "code"),
    [
        (TEXT, "x", None),
        (TEXT, 12, "type"),
        ({**TEXT, "minLength": 2}, "x", "min-length"),
        ({**TEXT, "maxLength": 2}, "xyz", "max-length"),
        ({**TEXT, "pattern": "^[A-Z]+$"}, "abc", "pattern"),
        ({**TEXT, "pattern": "^[A-Z]+$", "maxLength": 2}, "abc", "pattern"),
        ({**TEXT, "not": {"const": "x"}}, "x", "pattern"),
        ({**TEXT, "format": "uri"}, "pas une adresse", "format"),
        ({**TEXT, "format": "email", "maxLength": 5}, "nom@domaine", "format"),
        ({**TEXT, "format": "fr-siret"}, "73282932000075", "key"),
        (INTEGER, 1.5, "type"),
        (INTEGER, True, "type"),
        ({**INTEGER, "minimum": 1}, 0, "min"),
        ({**INTEGER, "exclusiveMinimum": 1}, 1, "min"),
        ({**INTEGER, "maximum": 1}, 2, "max"),
        ({**INTEGER, "exclusiveMaximum": 2}, 2, "max"),
        ({"type": "number", "multipleOf": 0.01}, 1.255, "multiple-of"),
        ({"type": "number", "multipleOf": 0.01}, 0.07, None),
        (AMOUNT, "12", "type"),
        (DATE, "2025-02-30", "date-invalid"),
        (DATE, 2025, "type"),
        ({**DATE, "formatMaximum": "today"}, "2026-11-25", "date-max"),
        ({**DATE, "formatMinimum": "today-1m"}, "2026-10-23", "date-min"),
        (YES_NO, "oui", "type"),
        ({"const": True}, True, None),
        ({"const": True}, "oui", "unknown-option"),
        ({"type": "array", "items": OPTIONS}, ["chomeur"], "unknown-option"),
        ({"type": "array", "items": OPTIONS, "minItems": 2}, ["salarie"], "min-items"),
        ({"type": "array", "items": OPTIONS, "uniqueItems": True}, ["salarie", "salarie"], "unique-items"),
        ({"type": "array", "items": A_FILE, "maxItems": 1}, ["a", "b"], "max-items"),
    ],
)  # fmt: skip
def test_a_value_is_judged_by_schema_and_kind(schema, value, code):
    assert errors(one(schema), {"a": value}) == ([("a", code)] if code else [])


def test_an_option_outside_the_list_is_refused():
    assert errors(a_form(a_step("a", a_choice("a"))), {"a": "chomeur"}) == [("a", "unknown-option")]


@each("empty", [None, "", [], {}])
def test_a_required_field_wants_an_answer(empty):
    form = one(TEXT, required=True)
    assert errors(form, {"a": empty}) == [("a", "required")]
    assert errors(one(TEXT), {"a": empty}) == []


def test_an_unticked_declaration_is_no_answer():
    assert errors(one({"type": "boolean", "const": True}, required=True), {"a": False}) == [("a", "required")]
    assert errors(one({"type": "boolean", "const": True}), {"a": False}) == []


def test_no_is_an_answer():
    assert errors(one(YES_NO, required=True), {"a": False}) == []


def test_required_means_required_when_visible():
    form = a_form(a_step("a", a_field("x", YES_NO), a_field("y.z", required=True, when=is_("x", True))))
    assert errors(form, {}) == []
    assert errors(form, {"x": False, "y": {"z": "w"}}) == []
    assert errors(form, {"x": True}) == [("y.z", "required")]


def test_errors_come_in_page_order_with_step_and_message():
    form = a_form(
        a_step("un", a_field("b", required=True, label="Nom"), a_field("a.c", INTEGER)),
        a_step("deux", a_field("a.b", required=True, messages={"required": "Dites-le : c’est utile"})),
    )
    verdict = judge(form, {"a": {"c": "x"}}, today=TODAY)
    assert [(e.step_id, e.path, e.message) for e in verdict.errors] == [
        ("un", "b", "Saisissez le nom"),
        ("un", "a.c", "Saisissez un nombre entier. Exemple\u00a0: 12"),
        ("deux", "a.b", "Dites-le\u00a0: c’est utile"),
    ]
    assert [e.path for e in verdict.of_step("deux")] == ["a.b"]
    assert verdict.of_step("trois") == ()


def test_the_length_that_was_typed_is_told():
    [error] = judge(one({**TEXT, "minLength": 3}), {"a": "é"}, today=TODAY).errors
    assert error.message == "Saisissez au moins 3 caractères (vous en avez saisi 1)"


@each(
    ("schema", "typed", "code", "part"),
    [
        (DATE, {"jour": [""], "mois": ["3"], "annee": ["1985"]}, "date-incomplete", "jour"),
        (DATE, {"jour": ("27",), "mois": ("3",), "annee": ("85",)}, "date-year", "annee"),
        (DATE, {"jour": ("27",), "mois": (), "annee": ()}, "date-incomplete", "mois"),
        (DATE, {"jour": ("30",), "mois": ("2",), "annee": ("1985",)}, "date-invalid", ""),
        (INTEGER, {"": ("douze",)}, "type", ""),
    ],
)
def test_what_was_typed_and_not_understood_is_an_error_until_it_is_mended(schema, typed, code, part):
    verdict = judge(one(schema, required=True), {"a": "1999-01-01"}, today=TODAY, typed={"a": typed})
    [error] = verdict.errors
    assert (error.path, error.code, error.part) == ("a", code, part)
    assert verdict.answers == {}


def test_what_is_understood_after_all_is_an_answer():
    verdict = judge(one(INTEGER), {}, today=TODAY, typed={"a": {"": ("12",)}, "ailleurs": {"": ("x",)}})
    assert verdict.answers == {"a": 12}
    assert verdict.errors == ()


def test_what_was_not_understood_in_a_hidden_field_is_no_error():
    form = a_form(a_step("a", a_field("x", YES_NO), a_field("y", INTEGER, when=is_("x", True))))
    assert errors(form, {"x": False}, {"y": {"": ("douze",)}}) == []
    assert errors(form, {"x": True}, {"y": {"": ("douze",)}}) == [("y", "type")]


@each(
    ("limits", "required", "rows", "found"),
    [
        ({}, False, [], []),
        ({}, True, [], [("enfants", "required")]),
        ({"minItems": 2}, False, [], []),
        ({"minItems": 2}, True, [{"prenom": "Léo"}], [("enfants", "min-items")]),
        ({"maxItems": 1}, True, [{"prenom": "Léo"}, {"prenom": "Zoé"}], [("enfants", "max-items")]),
        ({}, True, [{"prenom": "Léo"}, {}], [("enfants[1].prenom", "empty-row")]),
        ({"minItems": 1}, True, [{}], [("enfants[0].prenom", "required")]),
        (
            {"minItems": 1},
            True,
            [{}, {}],
            [("enfants[0].prenom", "empty-row"), ("enfants[1].prenom", "empty-row")],
        ),
        ({}, True, [{"prenom": "Léo", "age": -1}], [("enfants[0].age", "min")]),
        ({}, False, "Léo", [("enfants", "type")]),
        ({}, False, [{"prenom": "Léo"}] * 600, [("enfants", "max-items")]),
    ],
)
def test_rows_are_counted_and_judged(limits, required, rows, found):
    cells = (a_field("prenom", required=True), a_field("age", {**INTEGER, "minimum": 0}))
    form = a_form(a_step("a", a_repeat("enfants", *cells, limits=limits, required=required)))
    assert errors(form, {"enfants": rows}) == found


def test_a_row_with_nothing_in_it_is_to_fill_or_to_remove():
    form = a_form(a_step("a", a_repeat("enfants", a_field("prenom"), a_field("age", INTEGER))))
    assert errors(form, {"enfants": [{"age": 3}, {}]}) == [("enfants[1].prenom", "empty-row")]
    assert errors(form, {"enfants": [{}]}, {"enfants[0].age": {"": ("x",)}}) == [("enfants[0].age", "type")]


END = Check({"<=": [var("debut"), var("fin")]}, "fin", "La fin précède le début : vérifiez")
PERIOD = a_form(
    a_step("a", a_field("debut", DATE), a_field("fin", {**DATE, "formatMaximum": "today"})), checks=(END,)
)


@each(
    ("start", "end", "found"),
    [
        ("2026-01-01", "2026-01-02", []),
        ("2026-01-02", "2026-01-01", [("fin", "check")]),
        (None, "2026-01-01", []),
        ("2026-01-01", None, []),
        ("2027-01-01", "2026-12-31", [("fin", "date-max")]),
    ],
)
def test_a_check_speaks_when_its_operands_are_answered_and_its_field_is_right(start, end, found):
    assert errors(PERIOD, {"debut": start, "fin": end}) == found


def test_the_message_of_a_check_is_its_author_s():
    [error] = judge(PERIOD, {"debut": "2026-01-02", "fin": "2026-01-01"}, today=TODAY).errors
    assert error.message == "La fin précède le début\u00a0: vérifiez"


def test_a_check_may_ask_for_one_of_two_answers():
    either = {"or": [{"answered": [var("tel")]}, {"answered": [var("mail")]}]}
    form = a_form(
        a_step("a", a_field("tel"), a_field("mail")), checks=(Check(either, "mail", "L’un ou l’autre"),)
    )
    assert errors(form, {}) == [("mail", "check")]
    assert errors(form, {"tel": "x"}) == []


def test_a_check_may_be_made_on_each_row():
    rule = Check({"<": [var("item.age"), var("plafond")]}, "enfants[].age", "Trop âgé")
    form = a_form(
        a_step("a", a_field("plafond", INTEGER), a_repeat("enfants", a_field("age", INTEGER))), checks=(rule,)
    )
    answers = {"plafond": 18, "enfants": [{"age": 3}, {"age": 20}]}
    assert errors(form, answers) == [("enfants[1].age", "check")]
    assert errors(form, {**answers, "plafond": None}) == []


def test_the_first_rule_of_eligibility_that_holds_is_given():
    young = Eligibility({"<": [{"age": [var("naissance")]}, 18]}, "Trop jeune")
    abroad = Eligibility(is_("pays", "BE"), "Ailleurs", "https://exemple.fr")
    form = a_form(a_step("a", a_field("naissance", DATE), a_field("pays")), eligibility=(young, abroad))
    assert judge(form, {}, today=TODAY).ineligible is None
    assert judge(form, {"naissance": "2010-01-01", "pays": "BE"}, today=TODAY).ineligible is young
    assert judge(form, {"naissance": "2000-01-01", "pays": "BE"}, today=TODAY).ineligible is abroad


def test_what_the_contract_refuses_without_a_field_to_mend_is_never_let_through():
    fields = a_field("a", required=True), a_field("b")
    form = a_form(a_step("un", *fields), a_step("deux", a_field("c")), contract={"minProperties": 2})
    assert errors(form, {}) == [("a", "required")]
    [error] = judge(form, {"a": "x"}, today=TODAY).errors
    assert (error.path, error.code, error.step_id) == ("", "technical", "deux")
    assert error.message == "Une erreur technique est survenue. Vos réponses sont conservées."
    assert errors(form, {"a": "x", "b": "y"}) == []


def test_a_condition_of_the_contract_may_require_a_field():
    rule = {"if": {"properties": {"a": {"const": "x"}}, "required": ["a"]}, "then": {"required": ["b"]}}
    form = a_form(a_step("un", a_field("a"), a_field("b")), contract=rule)
    assert errors(form, {"a": "x"}) == [("b", "required")]
    assert errors(form, {"a": "y"}) == []


def test_a_property_that_is_required_and_asked_by_no_field_is_the_definition_s_fault():
    form = a_form(a_step("un", a_field("a")), contract={"required": ["jamais"]})
    assert errors(form, {"a": "x"}) == [("", "technical")]


def test_the_same_form_without_a_hash_gives_the_same_verdict():
    form = one(TEXT, required=True)
    assert judge(replace(form, hash=""), {}, today=TODAY) == judge(form, {}, today=TODAY)


def test_a_hostile_answer_to_a_greedy_pattern_is_judged_at_once():
    assert errors(one({**TEXT, "pattern": "^(a+)+$"}), {"a": "a" * 50_000 + "!"}) == [("a", "pattern")]
