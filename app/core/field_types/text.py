"""A short text on one line: names, places, free words.

It never capitalises nor corrects what a person typed.
"""

from collections.abc import Mapping
from typing import Any, ClassVar
from unicodedata import category, normalize

from app.core.definition import Field
from app.core.field_types.base import FieldType
from app.core.field_types.sentences import Sentence
from app.core.language import _

Json = Any


class Text(FieldType):
    """Stored as an NFC string, trimmed, without line breaks nor control characters."""

    kind = "text"
    formats = ("", "uri")  # "uri" is enforced by the schema and has no kind of its own
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "format": lambda field, given: _(
            "Saisissez une adresse de site valide. Exemple : https://www.exemple.fr"
        ),
    }

    def understand(self, field: Field, text: str) -> str | None:
        return clean(text) or None


def clean(text: str) -> str:
    """One line of NFC text: each run of spaces, tabs and line breaks is one space."""
    return normalize("NFC", " ".join(printable(text, keep="\t\n\r").split()))


def printable(text: str, keep: str = "") -> str:
    """Without control characters: PostgreSQL refuses NUL, and no printer knows the others."""
    return "".join(char for char in text if char in keep or category(char) not in ("Cc", "Cs"))
