"""Stored values as people read them, and as inputs show them again."""

from decimal import Decimal

from app.core.definition import Field
from app.core.field_types import FIELD_TYPES
from tests.core.form_building import SITUATIONS
from tests.core.tables import each

THIN, NBSP = "\u202f", "\u00a0"


def field_of(kind):
    options = () if kind == "civility" else SITUATIONS
    return Field("a", kind, "Vos enfants", options=options, row_label="Enfant")


@each(
    ("kind", "value", "text"),
    [
        ("text", "Jean-Marc", "Jean-Marc"),
        ("long-text", "un\ndeux", "un\ndeux"),
        ("email", "nom@domaine.fr", "nom@domaine.fr"),
        ("phone", "+33639981234", f"06{NBSP}39{NBSP}98{NBSP}12{NBSP}34"),
        ("phone", "+262692123456", f"06{NBSP}92{NBSP}12{NBSP}34{NBSP}56"),
        ("phone", "+3225551212", f"+32{NBSP}2{NBSP}555{NBSP}12{NBSP}12"),
        ("phone", "inconnu", "inconnu"),
        ("integer", 1200, f"1{THIN}200"),
        ("decimal", Decimal("1250.5"), f"1{THIN}250,5"),
        ("decimal", 0.1, "0,1"),
        ("amount", Decimal("1250.5"), f"1{THIN}250,50{NBSP}€"),
        ("amount", 12, f"12,00{NBSP}€"),
        ("date", "1985-03-27", "27 mars 1985"),
        ("date", "2026-01-01", "1er janvier 2026"),
        ("date", "bientôt", "bientôt"),
        ("yes-no", True, "Oui"),
        ("yes-no", False, "Non"),
        ("declaration", True, "Oui"),
        ("choice", "salarie", "Salarié"),
        ("choice", "chomeur", "chomeur"),
        ("choices", ["salarie", "retraite"], "Salarié, Retraité"),
        ("postcode", "35000", "35000"),
        ("department", "2A", "Corse-du-Sud (2A)"),
        ("department", "99", "Étranger (99)"),
        ("country", "CI", "Côte d’Ivoire"),
        ("siret", "73282932000074", f"732{NBSP}829{NBSP}320{NBSP}00074"),
        ("siret", "7328", f"732{NBSP}8"),
        ("voter-number", "123456789", "123456789"),
        ("siren", "732829320", f"732{NBSP}829{NBSP}320"),
        ("rna", "W751234567", "W751234567"),
        (
            "iban",
            "FR7630006000011234567890189",
            "FR76 3000 6000 0112 3456 7890 189",
        ),
        ("iban", "BE68539007547034", "BE68 5390 0754 7034"),
        ("plate", "AB-123-CD", "AB-123-CD"),
        ("vin", "VF1AB000123456789", f"VF1{NBSP}AB0001{NBSP}23456789"),
        ("nir", "255081416802538", f"2{NBSP}55{NBSP}08{NBSP}14{NBSP}168{NBSP}025{NBSP}38"),
        ("tax-number", "3023217600053", f"30{NBSP}23{NBSP}217{NBSP}600{NBSP}053"),
        ("civility", "madame", "Madame"),
        ("person-name", "D’Artagnan", "D’Artagnan"),
        ("month", "2026-11", "novembre 2026"),
        ("month", "bientôt", "bientôt"),
        ("partial-date", "1985", "1985"),
        ("partial-date", "1985-03", "mars 1985"),
        ("partial-date", "1985-03-01", "1er mars 1985"),
        ("time", "14:30", f"14{NBSP}h{NBSP}30"),
        ("time", "09:00", f"9{NBSP}h"),
        ("time", "bientôt", "bientôt"),
        ("date-time", "2026-11-25T14:30", f"25 novembre 2026 à 14{NBSP}h{NBSP}30"),
        ("date-time", "bientôt", "bientôt"),
        ("attachment", ["a"], "1 fichier joint"),
        ("attachment", ["a", "b"], "2 fichiers joints"),
        ("repeat", [{}, {}], "2 enfants"),
        ("explanation", None, ""),
    ],
)
def test_a_value_is_read_back_in_french(kind, value, text):
    assert FIELD_TYPES[kind].read_back(field_of(kind), value) == text


@each(
    ("kind", "value", "shown"),
    [
        ("phone", "+33639981234", "06 39 98 12 34"),
        ("decimal", Decimal("1250.5"), "1250,5"),
        ("amount", Decimal("1250.5"), "1250,50"),
        ("amount", 1250, "1250"),
        ("yes-no", False, "non"),
        ("time", "14:30", "14h30"),
        ("iban", "BE68539007547034", "BE68 5390 0754 7034"),
        ("plate", "AB-123-CD", "AB-123-CD"),
    ],
)
def test_an_input_shows_what_a_person_would_type(kind, value, shown):
    assert FIELD_TYPES[kind].typed(field_of(kind), value) == {"": (shown,)}


@each(
    ("kind", "value", "cells"),
    [
        ("siret", "73282932000074", ((3, "732"), (3, "829"), (3, "320"), (5, "00074"))),
        ("postcode", "35000", ((5, "35000"),)),
        ("voter-number", "123", ((9, "123"),)),
        ("voter-number", "1234567890", ()),
        ("date", "1985-03-07", ((2, "07"), (2, "03"), (4, "1985"))),
        ("date", "bientôt", ()),
        ("partial-date", "1985", ((2, ""), (2, ""), (4, "1985"))),
        ("partial-date", "1985-03", ((2, ""), (2, "03"), (4, "1985"))),
        ("partial-date", "bientôt", ()),
        ("month", "2026-11", ((2, "11"), (4, "2026"))),
        ("month", "x", ()),
        ("time", "09:05", ((2, "09"), (2, "05"))),
        ("date-time", "2026-11-25T14:30", ((2, "25"), (2, "11"), (4, "2026"), (2, "14"), (2, "30"))),
        ("date-time", "x", ()),
        ("plate", "AB-123-CD", ((2, "AB"), (3, "123"), (2, "CD"))),
        ("plate", "1234 ABC 2A", ((4, "1234"), (3, "ABC"), (2, "2A"))),
        ("plate", "inconnue", ()),
        ("vin", "VF1AB000123456789", ((3, "VF1"), (6, "AB0001"), (8, "23456789"))),
        ("iban", "BE68539007547034", ((4, "BE68"), (4, "5390"), (4, "0754"), (4, "7034"))),
        ("iban", "FR76", ()),
        ("text", "35000", ()),
        ("postcode", 35000, ()),
    ],
)
def test_a_value_is_cut_into_the_boxes_of_the_paper(kind, value, cells):
    assert FIELD_TYPES[kind].in_cells(value) == cells


@each(
    ("kind", "sensitive", "value", "listed"),
    [
        ("nir", False, "255081416802538", "•••"),
        ("text", True, "secret", "•••"),
        ("text", False, "public", "public"),
        ("siren", False, "732829320", f"732{NBSP}829{NBSP}320"),
    ],
)
def test_a_sensitive_answer_is_not_shown_in_lists_nor_mails(kind, sensitive, value, listed):
    assert FIELD_TYPES[kind].listed(Field("a", kind, "A", sensitive=sensitive), value) == listed
