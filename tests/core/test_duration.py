"""The time a form takes, estimated from its questions."""

from app.core.duration import minutes
from tests.core.form_building import a_field, a_form, a_repeat, a_step, is_
from tests.core.tables import each

LONG = {"type": "string", "maxLength": 2000}
FILES = {"type": "array", "items": {"type": "string", "format": "attachment"}}


@each(
    ("fields", "expected"),
    [
        ([], 1),
        ([a_field("nom", required=True)], 1),
        ([a_field(f"q{n}", required=True) for n in range(12)], 3),
        ([a_field(f"q{n}") for n in range(12)], 2),
        ([a_field("motif", LONG, required=True)], 2),
        ([a_field("justificatif", FILES, required=True)], 4),
        ([a_field("justificatif", FILES, required=True, when=is_("x", "y"))], 2),
        ([a_repeat("enfants", *[a_field(f"c{n}", required=True) for n in range(6)], required=True)], 2),
        ([a_field("texte", hint=" ".join(["mot"] * 280), required=True)], 3),
    ],
)
def test_files_and_texts_take_longer_and_what_is_optional_counts_half(fields, expected):
    assert minutes(a_form(a_step("une", *fields)).steps) == expected
