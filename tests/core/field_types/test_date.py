"""Dates: three inputs, real days, named parts, bounds that move with today."""

from datetime import date

import pytest

from app.core.definition import Field
from app.core.field_types import FIELD_TYPES, NotUnderstood
from app.core.field_types.date_bounds import bound
from tests.core.tables import each

DATE = FIELD_TYPES["date"]
TODAY = date(2026, 11, 24)
FOUR_DIGITS = "Saisissez l’année avec 4 chiffres. Exemple\u00a0: 1985"
TWO_PARTS = "Indiquez le mois et l’année, par exemple 3 1985"
MONTH = "Écrivez le mois en chiffres, par exemple 3 pour mars"
INVALID = "Saisissez une date valide. Exemple\u00a0: 31 12 2025"


def birth(**schema):
    return Field(
        "naissance", "date", "Date de naissance", schema={"type": "string", "format": "date", **schema}
    )


def typed(jour="", mois="", annee=""):
    return {"jour": (jour,), "mois": (mois,), "annee": (annee,)}


@each(
    ("parts", "value"),
    [
        (("27", "3", "1985"), "1985-03-27"),
        ((" 27 ", "03", "1985"), "1985-03-27"),
        (("1er", "janvier", "2026"), "2026-01-01"),
        (("27", "mars", "1985"), "1985-03-27"),
        (("27", "Févr.", "1985"), "1985-02-27"),
        (("1", "août", "1985"), "1985-08-01"),
        (("1", "AOUT", "1985"), "1985-08-01"),
        (("29", "2", "2024"), "2024-02-29"),
        (("27/03/1985", "", ""), "1985-03-27"),
        (("27 3 1985", "", ""), "1985-03-27"),
        (("1985-03-27", "", ""), "1985-03-27"),
        (("1er mars 1985", "", ""), "1985-03-01"),
        (("27031985", "", ""), "1985-03-27"),
        (("２７", "３", "１９８５"), "1985-03-27"),
        (("27\u200b", "\u200f3", "1985\x00"), "1985-03-27"),
        (("", "", ""), None),
        ((" ", "", ""), None),
    ],
)
def test_a_date_is_read_from_its_three_parts(parts, value):
    assert DATE.parse(birth(), typed(*parts)) == value


@each(
    ("parts", "code", "wrong", "message"),
    [
        (("", "3", "1985"), "date-incomplete", ("jour",), "Indiquez le jour, par exemple 27"),
        (("27", "", "1985"), "date-incomplete", ("mois",), "Indiquez le mois, par exemple 3"),
        (("27", "3", ""), "date-incomplete", ("annee",), "Indiquez l’année, par exemple 1985"),
        (
            ("27", "", ""),
            "date-incomplete",
            ("mois", "annee"),
            "Indiquez le mois et l’année, par exemple 3 1985",
        ),
        (
            ("27", "3", "85"),
            "date-year",
            ("annee",),
            FOUR_DIGITS,
        ),
        (
            ("27", "3", "985"),
            "date-year",
            ("annee",),
            FOUR_DIGITS,
        ),
        (("27", "3", "0085"), "date-invalid", ("annee",), INVALID),
        (("27", "3", "19855"), "date-invalid", ("annee",), INVALID),
        (("32", "3", "1985"), "date-invalid", ("jour",), INVALID),
        (("0", "3", "1985"), "date-invalid", ("jour",), INVALID),
        (("x", "3", "1985"), "date-invalid", ("jour",), INVALID),
        (("27", "13", "1985"), "date-invalid", ("mois",), INVALID),
        (("27", "ma", "1985"), "date-month", ("mois",), MONTH),
        (("27", "jui", "1985"), "date-month", ("mois",), MONTH),
        (("27", "3e", "1985"), "date-invalid", ("mois",), INVALID),
        (
            ("31", "2", "1985"),
            "date-invalid",
            DATE.parts,
            "Le 31 février n’existe pas. Vérifiez le jour et le mois.",
        ),
        (
            ("29", "2", "2026"),
            "date-invalid",
            DATE.parts,
            "Le 29 février 2026 n’existe pas. Vérifiez le jour, le mois et l’année.",
        ),
        (("27/03/85", "", ""), "date-year", ("annee",), FOUR_DIGITS),
        (("27/03", "", ""), "date-invalid", ("jour",), INVALID),
    ],
)
def test_a_date_that_is_not_understood_names_its_parts(parts, code, wrong, message):
    with pytest.raises(NotUnderstood) as refused:
        DATE.parse(birth(), typed(*parts))
    assert (refused.value.code, refused.value.parts) == (code, wrong)
    assert DATE.message(birth(), code, refused.value.params) == message


@each(
    ("written", "day"),
    [
        (None, None),
        ("2025-01-31", date(2025, 1, 31)),
        ("today", date(2026, 11, 24)),
        ("today-18y", date(2008, 11, 24)),
        ("today+3m", date(2027, 2, 24)),
        ("today-7d", date(2026, 11, 17)),
    ],
)
def test_a_bound_is_fixed_or_relative_to_today(written, day):
    assert bound(written, TODAY) == day


@each("written", ["tomorrow", "today-18", "today - 18y", "2025-02-30"])
def test_a_bound_written_otherwise_is_refused(written):
    with pytest.raises(ValueError):
        bound(written, TODAY)


@each(
    ("schema", "value", "code", "message"),
    [
        ({}, "1985-03-27", None, None),
        ({}, "1985-02-30", "date-invalid", INVALID),
        ({}, "27/03/1985", "date-invalid", INVALID),
        ({"formatMaximum": "today"}, "2026-11-24", None, None),
        (
            {"formatMaximum": "today"},
            "2026-11-25",
            "date-max",
            "Saisissez une date antérieure ou égale au 24 novembre 2026",
        ),
        (
            {"formatMinimum": "2026-01-01"},
            "2025-12-31",
            "date-min",
            "Saisissez une date postérieure ou égale au 1er janvier 2026",
        ),
        (
            {"formatMinimum": "2026-01-01", "formatMaximum": "2026-12-31"},
            "2027-01-01",
            "date-max",
            "Saisissez une date comprise entre le 1er janvier 2026 et le 31 décembre 2026",
        ),
        ({"formatMaximum": "today-18y"}, "2008-11-24", None, None),
        (
            {"formatMaximum": "today-18y"},
            "2008-11-25",
            "date-max",
            "L’âge minimal est de 18\u00a0ans à la date du 24 novembre 2026",
        ),
    ],
)
def test_a_date_is_judged_by_the_calendar_and_its_bounds(schema, value, code, message):
    field = birth(**schema)
    complaint = DATE.judge(field, value, TODAY)
    assert (complaint and complaint.code) == code
    if complaint:
        assert DATE.message(field, complaint.code, complaint.params) == message


@each(
    ("value", "shown"),
    [
        ("1985-03-27", {"jour": ("27",), "mois": ("3",), "annee": ("1985",)}),
        (None, {"jour": (), "mois": (), "annee": ()}),
        ("abc", {"jour": (), "mois": (), "annee": ()}),
    ],
)
def test_a_stored_date_fills_its_three_inputs(value, shown):
    assert DATE.typed(birth(), value) == shown


def test_an_absent_date_is_asked_for_with_an_example():
    assert DATE.message(birth(), "required") == "Saisissez la date de naissance, par exemple 31 12 1990"
