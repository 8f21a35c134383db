"""Mappings of official PDFs: what each way of writing gives, what a condition hides, what is told wrong."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.core.definition import Cerfa, FormDefinition, Option
from app.core.errors import DefinitionRefused
from app.core.official.filling import values_of
from app.core.official.mapping import looks_like_a_map, read_map
from app.core.official.rules import lint_map
from app.core.official.writings import WRITINGS
from tests.core.form_building import AMOUNT, DATE, YES_NO, a_choice, a_field, a_form, a_repeat, a_step, is_
from tests.core.tables import each

Json = Any
TODAY = date(2026, 11, 26)
CHOICES = {
    "type": "array",
    "items": {"type": "string", "oneOf": [{"const": "a", "title": "A"}, {"const": "b", "title": "B"}]},
}
FORM = a_form(
    a_step(
        "un",
        a_field("nom"),
        a_field("usage"),
        a_field("naissance", DATE),
        a_choice("situation"),
        a_field("accord", YES_NO),
        a_field("montant", AMOUNT),
        a_field("courriel", {"type": "string", "format": "email"}),
        a_field("tel", {"type": "string", "format": "fr-phone"}),
        a_field("siret", {"type": "string", "format": "fr-siret"}),
        a_field("adresse", {"type": "object", "format": "fr-address"}),
        a_field("actions", CHOICES, options=(Option("a", "A"), Option("b", "B"))),
        a_field("heure", {"type": "string", "format": "time"}),
        a_repeat("enfants", a_field("prenom"), a_field("ne", DATE)),
    )
)
ANSWERS: dict[str, Json] = {
    "nom": "Lœuillet-d’Été",
    "naissance": "1985-03-07",
    "situation": "retraite",
    "accord": False,
    "montant": 1250.5,
    "courriel": "a.b@exemple.fr",
    "tel": "+33639981234",
    "siret": "73282932000074",
    "adresse": {"numero_voie": "12 bis rue des Arts", "code_postal": "99120", "commune": "Saint-Aubin",
                "departement": "35", "pays": "FR"},
    "actions": ["b"],
    "heure": "14:30",
    "enfants": [{"prenom": "Inès", "ne": "2016-09-14"}, {"prenom": "Théo"}],
}  # fmt: skip


def mapped(fields: Json, **more: Json) -> Any:
    return read_map({"format": 1, "form": "essai", "fields": fields, **more})


def written(rule: Json, answers: Json = ANSWERS, form: FormDefinition = FORM) -> str:
    return values_of(mapped({"x": rule}), form, answers, TODAY).texts.get("x", "")


@each(
    ("rule", "text"),
    [
        ("nom", "Lœuillet-d’Été"),
        ("usage", ""),  # unanswered
        ({"path": "nom", "as": "capitals"}, "LŒUILLET-D’ÉTÉ"),
        ({"path": "naissance", "as": "date", "pattern": "JJMMAAAA"}, "07031985"),
        ({"path": "naissance", "as": "date", "pattern": "JJ/MM/AA"}, "07/03/85"),
        ({"path": "naissance", "as": "date", "pattern": "AAAA"}, "1985"),
        ("naissance", "7 mars 1985"),
        ({"path": "heure", "as": "date", "pattern": "HH h MN"}, "14 h 30"),
        ("situation", "Retraité"),
        ({"path": "situation", "as": "stored"}, "retraite"),
        ({"path": "montant", "as": "amount"}, "1250,50"),
        ({"path": "courriel", "as": "before-at"}, "a.b"),
        ({"path": "courriel", "as": "after-at"}, "exemple.fr"),
        ({"path": "tel", "as": "digits"}, "0639981234"),
        ({"path": "siret", "as": "cells"}, "73282932000074"),
        ("adresse.commune", "Saint-Aubin"),
        ("adresse.pays", "France"),
        ({"path": "adresse.numero_voie", "as": "house-number"}, "12 bis"),
        ({"path": "adresse.numero_voie", "as": "street"}, "rue des Arts"),
        ({"parts": ["nom", {"path": "usage", "before": "(", "after": ")"}]}, "Lœuillet-d’Été"),
        ({"parts": ["adresse.code_postal", "adresse.commune"], "join": ", "}, "99120, Saint-Aubin"),
        ("enfants[1].prenom", "Théo"),
        ("enfants[7].prenom", ""),
        (
            {"rows": "enfants", "parts": ["prenom", {"path": "ne", "as": "date", "pattern": "AAAA"}]},
            "Inès 2016\nThéo",
        ),
        ({"rows": "enfants", "parts": ["prenom"], "between": " ; "}, "Inès ; Théo"),
        ({"rows": "enfants", "parts": [{"path": "prenom", "when": is_("item.prenom", "Théo")}]}, "Théo"),
        ({"parts": [{"path": "nom", "when": is_("situation", "salarie")}, "naissance"]}, "7 mars 1985"),
        ({"path": "nom", "when": is_("situation", "salarie")}, ""),
        ({"path": "nom", "when": is_("situation", "retraite")}, "Lœuillet-d’Été"),
    ],
)
def test_an_answer_is_written_as_its_rule_says(rule: Json, text: str):
    assert written(rule) == text


@each(
    ("street", "number", "name"),
    [
        ("6 rue des Arts", "6", "rue des Arts"),
        ("6B, rue des Arts", "6B", "rue des Arts"),
        ("12 avenue Louise", "12", "avenue Louise"),
        ("12 Boulevard Carnot", "12", "Boulevard Carnot"),
        ("Lieu-dit Kerbihan", "", "Lieu-dit Kerbihan"),
        ("3e étage", "", "3e étage"),
    ],
)
def test_a_house_number_is_told_from_its_street(street: str, number: str, name: str):
    answers = {"adresse": {"numero_voie": street}}
    found = [
        written({"path": "adresse.numero_voie", "as": way}, answers) for way in ("house-number", "street")
    ]

    assert found == [number, name]


@each(
    ("rule", "state"),
    [
        ({"path": "situation", "states": {"salarie": "0", "retraite": "1"}}, "1"),
        ({"path": "situation", "states": {"salarie": "0"}}, None),
        ({"path": "accord", "states": {"true": "Oui"}}, None),
        ({"path": "accord", "states": {"true": "1", "false": "2"}}, "2"),
        ({"path": "actions", "states": {"b": "Oui"}}, "Oui"),
        ({"path": "actions", "states": {"a": "Oui"}}, None),
        ({"path": "usage", "states": {"x": "1"}}, None),
    ],
)
def test_a_choice_gives_the_state_of_its_box(rule: Json, state: str | None):
    assert values_of(mapped({"x": rule}), FORM, ANSWERS, TODAY).states.get("x") == state


def test_answers_that_go_nowhere_are_told_but_not_those_left_out_with_a_reason():
    mapping = mapped(
        {
            "a": "nom", "b": {"path": "actions", "states": {"b": "Oui"}}, "c": "adresse.numero_voie",
            "d": {"rows": "enfants", "parts": ["prenom"]}, "e": {"path": "accord", "states": {"true": "1"}},
        },
        not_printed={"Le formulaire ne le demande pas": ["montant", "courriel", "tel", "siret", "heure"]},
    )  # fmt: skip

    values = values_of(mapping, FORM, ANSWERS, TODAY)

    assert values.unused == (
        "naissance", "situation", "adresse.code_postal", "adresse.commune", "adresse.pays", "enfants[0].ne",
    )  # fmt: skip


@each(
    ("raw", "place"),
    [
        ({"format": 1, "form": "essai"}, ""),
        ({"format": 2, "form": "essai", "fields": {}}, "/format"),
        ({"format": 1, "form": "Essai !", "fields": {}}, "/form"),
        ({"format": 1, "form": "essai", "fields": {"a": 3}}, "/fields/a"),
        ({"format": 1, "form": "essai", "fields": {"a": {"as": "date"}}}, "/fields/a"),
        (
            {"format": 1, "form": "essai", "fields": {}, "places": {"a": {"page": 0, "box": [1, 2]}}},
            "/places/a/box",
        ),
        ({"format": 1, "form": "essai", "fields": {}, "left_empty": ["a"]}, "/left_empty"),
        ([], ""),
    ],
)
def test_a_mapping_of_a_wrong_shape_is_refused_with_its_places(raw: Json, place: str):
    with pytest.raises(DefinitionRefused) as refusal:
        read_map(raw)

    assert place in {problem.pointer for problem in refusal.value.problems}


@each(
    ("fields", "code"),
    [
        ({"x": "nmo"}, "unknown-path"),
        ({"x": {"path": "nom", "as": "capitales"}}, "unknown-writing"),
        ({"x": {"path": "nom", "as": "date", "pattern": "JJ"}}, "wrong-writing"),
        ({"x": {"path": "naissance", "as": "date"}}, "bad-pattern"),
        ({"x": {"path": "naissance", "as": "date", "pattern": "jour"}}, "bad-pattern"),
        ({"x": {"path": "nom", "states": {"a": "1"}}}, "no-choice"),
        ({"x": {"path": "situation", "states": {"salariee": "1"}}}, "unknown-code"),
        ({"x": {"path": "situation", "states": {"salarie": "1"}}}, "no-box"),
        ({"x": {"path": "nom", "when": is_("nmo", "a")}}, "unknown-path"),
        ({"x": {"parts": [{"path": "nom", "when": is_("nmo", "a")}]}}, "unknown-path"),
        (
            {"x": {"rows": "enfants", "parts": [{"path": "prenom", "when": is_("item.nmo", "a")}]}},
            "unknown-path",
        ),
        ({"x": "nom", "vide": "usage"}, "twice"),
        ({"x": {"rows": "enfants", "parts": ["prénom"]}}, "unknown-path"),
        ({"x": "adresse.commune"}, "not-printed"),
    ],
)
def test_what_is_wrong_beside_the_form_is_found(fields: Json, code: str):
    problems = lint_map(mapped(fields, left_empty={"Réservé": ["vide"]}), FORM, file="official.json")

    assert code in {problem.code for problem in problems}


def test_a_complete_mapping_has_nothing_to_mend_and_a_question_left_out_is_a_warning():
    whole = {
        path: path for path in ("nom", "usage", "naissance", "montant", "courriel", "tel", "siret", "heure")
    }
    whole |= {
        "s": {"path": "situation", "states": {"salarie": "0", "retraite": "1"}}, "adresse": "adresse",
        "accord": {"path": "accord", "states": {"true": "1"}}, "a": {"path": "actions", "states": {"a": "1"}},
        "b": {"path": "actions", "states": {"b": "1"}}, "e": {"rows": "enfants", "parts": ["prenom", "ne"]},
    }  # fmt: skip
    assert lint_map(mapped(whole), FORM, file="f") == ()

    del whole["usage"]
    whole["adresse"] = {
        "parts": ["adresse.numero_voie", "adresse.code_postal", "adresse.commune", "adresse.pays"]
    }
    found = lint_map(mapped(whole), FORM, file="f")
    assert {(problem.code, problem.severity) for problem in found} == {("not-printed", "warning")}
    assert [problem.message.replace("\u00a0", " ").split("« ")[-1].split()[0] for problem in found] == [
        "usage", "adresse.complement", "adresse.lieu_dit", "adresse.lignes",
    ]  # fmt: skip


def test_another_edition_of_the_paper_is_a_warning():
    form = replace(FORM, cerfa=Cerfa("16029", "02"))
    codes = [
        {found.code for found in lint_map(mapped({}, edition=edition), form, file="f")}
        for edition in ("16029*01", "16029*02")
    ]

    assert ["other-edition" in found for found in codes] == [True, False]


def test_a_mapping_is_told_from_the_other_files_of_a_project():
    assert looks_like_a_map({"format": 1, "form": "essai", "fields": {}})
    assert not looks_like_a_map({"format": 1, "slug": "essai", "steps": []})
    assert not looks_like_a_map([])


def test_each_way_of_writing_has_a_case_above():
    assert set(WRITINGS) == {
        "shown", "stored", "capitals", "digits", "cells", "date", "amount", "before-at", "after-at",
        "house-number", "street",
    }  # fmt: skip
