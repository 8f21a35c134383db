"""The tokens of HTML's automatic filling."""

from app.core.autocomplete import is_autocomplete
from tests.core.tables import each


@each(
    ("value", "known"),
    [
        ("", True),
        ("family-name", True),
        ("section-mandataire home tel", True),
        ("familly-name", False),
        ("tel home", False),
        ("nulle-part tel", False),
    ],
)
def test_a_token_is_known_with_its_prefixes(value, known):
    assert is_autocomplete(value) is known
