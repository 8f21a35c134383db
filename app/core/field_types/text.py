"""A short text on one line: names, places, free words.

It never capitalises nor corrects what a person typed.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from app.core.definition import Field
from app.core.field_types.base import FieldType
from app.core.field_types.sentences import Sentence
from app.core.language import _
from app.core.plain_text import one_line

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

    def clean(self, text: str) -> str:
        return one_line(text)

    def understand(self, field: Field, text: str) -> str | None:
        return text
