"""What the schema cannot say: addresses, numbers, keys, closed tables."""

from datetime import date

from app.core.definition import Field
from app.core.field_types import FIELD_TYPES
from tests.core.form_building import SITUATIONS
from tests.core.tables import each

TODAY = date(2026, 11, 24)
RIGHT = [
    ("text", "n’importe quoi"),
    ("email", "nom@domaine.fr"),
    ("email", "o'neil+mairie@sous.domaine.bzh"),
    ("phone", "+33639981234"),
    ("phone", "+262692123456"),
    ("choice", "salarie"),
    ("department", "974"),
    ("country", "CI"),
    ("postcode", "97400"),
    ("siret", "73282932000074"),
    ("siret", "35600000049837"),  # La Poste: the sum of its digits is a multiple of 5
    ("voter-number", "1"),
    ("voter-number", "123456789"),
    ("repeat", [{}] * 500),
    ("amount", 12),
]
WRONG = [
    ("email", "nom", "format"),
    ("email", "nom@domaine", "format"),
    ("email", "nom@@domaine.fr", "format"),
    ("email", "un nom@domaine.fr", "format"),
    ("email", ".nom@domaine.fr", "format"),
    ("email", "no..m@domaine.fr", "format"),
    ("email", '"nom"@domaine.fr', "format"),
    ("email", "nom@-domaine.fr", "format"),
    ("email", "nom@domaine.f", "format"),
    ("email", "nom@domaine.123", "format"),
    ("email", "nom@domaine.fr\n", "format"),
    ("email", f"{'a' * 250}@b.fr", "format"),
    ("phone", "0639981234", "format"),
    ("phone", "+3363998", "format"),
    ("phone", "+33 6 39 98 12 34", "format"),
    ("choice", "chomeur", "unknown-option"),
    ("department", "96", "unknown-option"),
    ("country", "France", "unknown-option"),
    ("postcode", "3500", "format"),
    ("postcode", "350000", "format"),
    ("postcode", "35OOO", "format"),
    ("postcode", "35000\n", "format"),
    ("siret", "7328293200007", "format"),
    ("siret", "73282932000075", "key"),
    ("siret", "35600000049830", "key"),
    ("voter-number", "1234567890", "format"),
    ("voter-number", "12A", "format"),
    ("repeat", [{}] * 501, "max-items"),
]


def complaint(kind, value):
    return FIELD_TYPES[kind].judge(Field("a", kind, "A", options=SITUATIONS), value, TODAY)


@each(("kind", "value"), RIGHT)
def test_a_right_value_has_no_complaint(kind, value):
    assert complaint(kind, value) is None


@each(("kind", "value", "code"), WRONG)
def test_a_wrong_value_has_one(kind, value, code):
    assert complaint(kind, value).code == code


def test_a_hostile_address_is_refused_at_once():
    assert complaint("email", "a" * 200_000 + "@").code == "format"
    assert complaint("email", "a@" + "a." * 100_000).code == "format"
