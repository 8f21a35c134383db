"""What people type, and what becomes of it: a canonical value, no answer, or a reason."""

from decimal import Decimal

import pytest

from app.core.definition import Field
from app.core.field_types import FIELD_TYPES, NotUnderstood
from tests.core.form_building import SITUATIONS
from tests.core.tables import each


def parse(kind, typed):
    typed = typed if isinstance(typed, dict) else {"": typed if isinstance(typed, tuple) else (typed,)}
    return FIELD_TYPES[kind].parse(Field("a", kind, "A", options=SITUATIONS), typed)


UNDERSTOOD = [
    ("text", "  Jean-Marc  ", "Jean-Marc"),
    ("text", "E\u0301lodie", "Élodie"),
    ("text", "E\x00\u0301lodie", "Élodie"),
    ("text", "Le\tHavre\r\nde  Grâce\x00", "Le Havre de Grâce"),
    ("text", "d’Artagnan", "d’Artagnan"),
    ("long-text", " un\r\ndeux\rtrois\x07 \n", "un\ndeux\ntrois"),
    ("email", " Lea.Martin@Exemple.FR ", "Lea.Martin@exemple.fr"),
    ("email", "lea", "lea"),
    ("phone", "06 39 98 12 34", "+33639981234"),
    ("phone", "06.39.98.12.34", "+33639981234"),
    ("phone", "+33 (0)6 39 98 12 34", "+33639981234"),
    ("phone", "0033 6 39 98 12 34", "+33639981234"),
    ("phone", "01 99 00 12 34", "+33199001234"),
    ("phone", "0262 12 34 56", "+262262123456"),
    ("phone", "0692 12 34 56", "+262692123456"),
    ("phone", "0690 12 34 56", "+590690123456"),
    ("phone", "0694 12 34 56", "+594694123456"),
    ("phone", "0696 12 34 56", "+596696123456"),
    ("phone", "+689 40 12 34 56", "+68940123456"),
    ("phone", "+32 2 555 12 12", "+3225551212"),
    ("integer", "3", 3),
    ("integer", "1 200", 1200),
    ("integer", "1\u202f200", 1200),
    ("integer", "-2", -2),
    ("integer", "007", 7),
    ("decimal", "1250,5", Decimal("1250.5")),
    ("decimal", "1250.50", Decimal("1250.5")),
    ("decimal", "0,1", Decimal("0.1")),
    ("decimal", "12,0", 12),
    ("decimal", "1.250,5", Decimal("1250.5")),
    ("amount", "1 250,50 €", Decimal("1250.5")),
    ("amount", "1\u00a0250,50\u00a0€", Decimal("1250.5")),
    ("amount", "1250", 1250),
    ("amount", "12 euros", 12),
    ("amount", "0,07", Decimal("0.07")),
    ("yes-no", "oui", True),
    ("yes-no", "non", False),
    ("declaration", "oui", True),
    ("choice", "salarie", "salarie"),
    ("choices", ("retraite", "salarie"), ["salarie", "retraite"]),
    ("choices", ("salarie", "salarie"), ["salarie"]),
    ("postcode", "35 000", "35000"),
    ("postcode", "01000", "01000"),
    ("department", "2A", "2A"),
    ("country", "BE", "BE"),
    ("siret", "732 829 320 00074", "73282932000074"),
    ("voter-number", "12 345", "12345"),
    ("attachment", ("a1", "", "b2", "a1"), ["a1", "b2"]),
]
KINDS_TYPED_IN = [kind for kind, entry in FIELD_TYPES.items() if entry.parts == ("",)]


@each(("kind", "typed", "value"), UNDERSTOOD)
def test_what_is_typed_becomes_one_canonical_value(kind, typed, value):
    parsed = parse(kind, typed)
    assert parsed == value
    assert type(parsed) is type(value)


@each("kind", KINDS_TYPED_IN)
@each("typed", [(), ("",), ("   ",), ("\u00a0",)])
def test_nothing_typed_is_no_answer(kind, typed):
    if kind not in ("choices", "attachment") or not "".join(typed):
        assert parse(kind, typed) is None


@each(
    ("kind", "typed", "code"),
    [
        ("phone", "06 39", "format"),
        ("phone", "0800 MAIRIE", "format"),
        ("phone", "+999 12 34 56 78", "format"),
        ("phone", "1" * 400, "format"),
        ("integer", "douze", "type"),
        ("integer", "12,5", "type"),
        ("integer", "١٢", "type"),
        ("integer", "1" * 16, "too-many-digits"),
        ("decimal", "1e3", "type"),
        ("decimal", "1,2,3", "type"),
        ("decimal", "NaN", "type"),
        ("amount", "1.250", "multiple-of"),
        ("amount", "1,255", "multiple-of"),
        ("amount", "12 $", "type"),
        ("amount", "€", "type"),
        ("yes-no", "peut-être", "unknown-option"),
        ("declaration", "non", "unknown-option"),
        ("choice", "chomeur", "unknown-option"),
        ("choices", ("salarie", "chomeur"), "unknown-option"),
        ("department", "20", "unknown-option"),
        ("country", "XX", "unknown-option"),
    ],
)
def test_what_cannot_be_understood_says_why(kind, typed, code):
    with pytest.raises(NotUnderstood) as refused:
        parse(kind, typed)
    assert refused.value.code == code
    assert refused.value.parts == ("",)


@each("kind", ["repeat", "explanation"])
def test_what_has_no_input_of_its_own_reads_and_shows_nothing(kind):
    field = Field("a", kind, "A")
    assert FIELD_TYPES[kind].parse(field, {"": ("x",)}) is None
    assert FIELD_TYPES[kind].typed(field, [{"a": 1}]) == {}
