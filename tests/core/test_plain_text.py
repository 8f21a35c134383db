"""Short texts are cleaned without changing what a person meant."""

from app.core.plain_text import one_line
from tests.core.tables import each


@each(
    ("typed", "kept"),
    [
        ("  Le Goff ", "Le Goff"),
        ("a\x00b@exemple.fr", "ab@exemple.fr"),
        ("Zoe\u0301", "Zoé"),
        ("ligne\r\nsuivante", "ligne suivante"),
        ("D’Été-Ÿvonne", "D’Été-Ÿvonne"),
    ],
)
def test_control_characters_go_and_letters_stay(typed: str, kept: str) -> None:
    assert one_line(typed) == kept
