"""Stored values as people read them, and as inputs show them again."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.definition import Field
from app.core.field_types import FIELD_TYPES
from app.core.plain_text import one_line
from tests.core.form_building import SITUATIONS

THIN, NBSP = "\u202f", "\u00a0"


def field_of(kind):
    return Field("a", kind, "Vos enfants", options=SITUATIONS, row_label="Enfant")


@pytest.mark.parametrize(
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
        ("attachment", ["a"], "1 fichier joint"),
        ("attachment", ["a", "b"], "2 fichiers joints"),
        ("repeat", [{}, {}], "2 enfants"),
        ("explanation", None, ""),
    ],
)
def test_a_value_is_read_back_in_french(kind, value, text):
    assert FIELD_TYPES[kind].read_back(field_of(kind), value) == text


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("phone", "+33639981234", "06 39 98 12 34"),
        ("decimal", Decimal("1250.5"), "1250,5"),
        ("amount", Decimal("1250.5"), "1250,50"),
        ("amount", 1250, "1250"),
        ("yes-no", False, "non"),
    ],
)
def test_an_input_shows_what_a_person_would_type(kind, value, shown):
    assert FIELD_TYPES[kind].typed(field_of(kind), value) == {"": (shown,)}


DIGITS = "0123456789"
LETTERS = "aÉe\u0301’- \t\n\x00"  # a small alphabet: drawing from all of Unicode takes seconds to start
numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
VALUES = {
    "text": st.text(LETTERS, max_size=20).map(one_line),
    "integer": st.integers(-(10**15) + 1, 10**15 - 1),
    "decimal": numbers,
    "amount": numbers,
    "date": st.dates(min_value=date(1000, 1, 1)).map(str),
    "yes-no": st.booleans(),
    "declaration": st.just(True),
    "choice": st.sampled_from([option.value for option in SITUATIONS]),
    "choices": st.sampled_from([["salarie"], ["salarie", "retraite"]]),
    "postcode": st.text(DIGITS, min_size=5, max_size=5),
    "department": st.sampled_from(["01", "2A", "974"]),
    "country": st.sampled_from(["FR", "BE"]),
    "voter-number": st.text(DIGITS, min_size=1, max_size=9),
    "phone": st.text("12345", min_size=9, max_size=9).map("+33".__add__),
    "attachment": st.lists(st.uuids().map(str), min_size=1, max_size=3),
}
any_value = st.sampled_from(sorted(VALUES)).flatmap(lambda kind: st.tuples(st.just(kind), VALUES[kind]))


@given(any_value)
def test_what_an_input_shows_is_read_again_as_the_same_value(found):
    kind, value = found
    entry, field = FIELD_TYPES[kind], field_of(kind)
    assert entry.parse(field, entry.typed(field, value)) == (None if value == "" else value)
