"""Is it the same person? Names are compared by their words, whatever accents, capitals and order."""

from app.core.identity import same_person
from tests.core.tables import each


@each(
    ("one", "other", "same"),
    [
        ("Maryvonne Le Goff", "LE GOFF Maryvonne", True),
        ("Hélène Dupré", "helene dupre", True),
        ("Jean-Luc Marchand", "Marchand Jean Luc", True),
        ("Camille Rose Le Goff", "Le Goff Camille", True),
        ("Camille Le Goff", "Camille Rossi", False),
        ("Karim Benali", "Amina Benali", False),
    ],
)
def test_two_names_are_of_one_person_when_their_words_are(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
    assert same_person(other, one) is same
