"""Answers that come from elsewhere: read as if typed, told when they do not fit, never dropped."""

from datetime import date
from decimal import Decimal

from app.core.prefill import prefill
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
)
from tests.core.tables import each

FILES = {"type": "array", "items": {"type": "string", "format": "attachment"}}
FORM = a_form(
    a_step(
        "vous",
        a_field("demandeur.nom", {"type": "string", "maxLength": 20}, required=True),
        a_field("demandeur.naissance", DATE),
        a_choice("situation"),
        a_field("age", INTEGER),
        a_field("parent", YES_NO),
        a_field("loyer", AMOUNT),
        a_field("total", AMOUNT, calculated={"var": "loyer"}),
        a_field("preuve", FILES),
    ),
    a_step("enfants", a_repeat("enfants", a_field("prenom"), a_field("ne", DATE)), when=is_("parent", True)),
)
TODAY = date(2026, 1, 1)
PATHS = ["demandeur.nom", "demandeur.naissance", "situation", "age", "parent", "loyer", "enfants"]

STRANGE = [[], {}, [[]], {"a": {"b": []}}, [None], [{"x": 1}], "\u202e", "x" * 10_000]


def read(given):
    return prefill(FORM, given, TODAY)


@each(
    ("given", "working"),
    [
        ({}, {}),
        ({"demandeur.nom": "Kerouac"}, {"demandeur": {"nom": "Kerouac"}}),
        ({"demandeur": {"nom": "Kerouac"}}, {"demandeur": {"nom": "Kerouac"}}),
        ({"demandeur": {"nom": "  Le Goff "}}, {"demandeur": {"nom": "Le Goff"}}),
        ({"demandeur.nom": 12}, {"demandeur": {"nom": "12"}}),
        ({"demandeur.naissance": "1985-03-27"}, {"demandeur": {"naissance": "1985-03-27"}}),
        ({"demandeur.naissance": "27/03/1985"}, {"demandeur": {"naissance": "1985-03-27"}}),
        ({"situation": "salarie"}, {"situation": "salarie"}),
        ({"age": 12}, {"age": 12}),
        ({"age": "12"}, {"age": 12}),
        ({"parent": True}, {"parent": True}),
        ({"loyer": Decimal("450.50")}, {"loyer": 450.5}),
        ({"loyer": "450,50"}, {"loyer": 450.5}),
        ({"demandeur.nom": None, "age": ""}, {}),
        (
            {"parent": True, "enfants": [{"prenom": "Lou"}, {"ne": "2015-02-01"}]},
            {"parent": True, "enfants": [{"prenom": "Lou"}, {"ne": "2015-02-01"}]},
        ),
    ],
)
def test_values_are_read_whatever_the_way_they_are_given(given, working):
    found = read(given)
    assert found.working == working
    assert found.unfit == ()


@each(
    ("given", "path", "code", "kept"),
    [
        ({"demandeur.naissance": "31/02/1985"}, "demandeur.naissance", "date-invalid", True),
        ({"demandeur.naissance": 1985}, "demandeur.naissance", "date-invalid", True),
        ({"situation": "inconnue"}, "situation", "unknown-option", True),
        ({"age": "douze"}, "age", "type", True),
        ({"age": True}, "age", "type", True),
        ({"parent": "peut-être"}, "parent", "unknown-option", True),
        ({"demandeur.nom": "x" * 21}, "demandeur.nom", "max-length", True),
        ({"nom": "Kerouac"}, "nom", "unknown-path", False),
        ({"demandeur": "Kerouac"}, "demandeur", "unknown-path", False),
        ({"__proto__": {"x": 1}}, "__proto__", "unknown-path", False),
        ({"": "vide"}, "", "unknown-path", False),
        ({"total": 12}, "total", "not-prefillable", False),
        ({"preuve": ["id-d-un-autre"]}, "preuve", "not-prefillable", False),
        ({"enfants": "deux"}, "enfants", "not-rows", False),
        ({"enfants": [{}] * 501}, "enfants", "not-rows", False),
        ({"enfants": ["Lou"]}, "enfants[0]", "not-rows", False),
        ({"enfants": [{"nom": "Lou"}]}, "enfants[0].nom", "unknown-path", False),
        ({"parent": True, "enfants": [{"ne": "hier"}]}, "enfants[0].ne", "date-invalid", True),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(given, path, code, kept):
    told = {one.path: one for one in read(given).unfit}
    assert (told[path].code, told[path].kept) == (code, kept)
    assert told[path].message


def test_what_is_not_understood_is_kept_as_it_came():
    found = read({"demandeur.naissance": "31/02/1985", "demandeur.nom": "Kerouac"})
    assert found.typed == {"demandeur.naissance": {"jour": ("31/02/1985",)}}
    assert found.working == {"demandeur": {"nom": "Kerouac"}}
    assert found.filled == ("demandeur.nom", "demandeur.naissance")


@each("value", [[], {}, [[]], {"a": {"b": []}}, [None], [{"x": 1}], "\u202e", "x" * 10_000])
@each("path", PATHS)
def test_no_shape_is_too_strange(path, value):
    found = read({path: value})
    assert len(found.filled) + len(found.unfit) < 4


def dated(kind_format, **more):
    return {"type": "string", "format": kind_format, **more}


KINDS = a_form(
    a_step(
        "tout",
        a_field("siren", dated("fr-siren")),
        a_field("ne", dated("partial-date")),
        a_field("mois", dated("month")),
        a_field("heure", dated("time")),
        a_field("rendez_vous", dated("date-time")),
        a_field("plaque", dated("fr-plate")),
        a_field("civilite", dated("fr-civility", enum=["madame", "monsieur"])),
    )
)


@each(
    ("path", "value", "kept"),
    [
        ("siren", 732829320, "732829320"),
        ("siren", "732 829 320", "732829320"),
        ("ne", "1985", "1985"),
        ("ne", 1985, "1985"),
        ("ne", "1985-03", "1985-03"),
        ("ne", "1985-03-27", "1985-03-27"),
        ("mois", "2026-11", "2026-11"),
        ("mois", "11/2026", "2026-11"),
        ("heure", "14:30", "14:30"),
        ("rendez_vous", "2026-11-25T14:30", "2026-11-25T14:30"),
        ("rendez_vous", "2026-11-25T14:30:00", "2026-11-25T14:30"),
        ("plaque", "ab123cd", "AB-123-CD"),
        ("civilite", "madame", "madame"),
    ],
)
def test_each_kind_reads_its_stored_form_and_the_usual_ones(path, value, kept):
    found = prefill(KINDS, {path: value}, TODAY)
    assert (found.working, found.unfit) == ({path: kept}, ())


def test_a_nir_never_comes_with_a_link():
    form = a_form(a_step("vous", a_field("nir", dated("fr-nir", **{"x-legal": "Décret"}))))
    found = prefill(form, {"nir": "255081416802538"}, TODAY)
    assert (found.working, found.typed) == ({}, {})
    assert [(one.code, one.kept) for one in found.unfit] == [("not-prefillable", False)]
