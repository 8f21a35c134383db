"""The name of a person, as civil status writes it: Latin letters, spaces, hyphens, apostrophes.

Nothing is capitalised nor corrected, and nobody is told that a name looks odd (circulaire of 23 July 2014 on
civil status: the Latin alphabet and its accents; hyphen and apostrophe as the only signs).
"""

from collections.abc import Mapping
from datetime import date
from re import compile as pattern
from typing import Any, ClassVar
from unicodedata import name, normalize

from app.core.definition import Field
from app.core.field_types.base import Complaint, FieldType
from app.core.field_types.sentences import Sentence
from app.core.language import _

Json = Any
LONGEST = 100  # where the schema sets no limit
# The ways to type one apostrophe and one hyphen: ' ` ´ ʻ ʼ ‘ ’ ′, and ‐ ‑ – —.
_SIGNS = {
    **dict.fromkeys(map(ord, "'`\u00b4\u02bb\u02bc\u02b9\u2018\u2019\u2032"), "\u2019"),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-"),
}
_AROUND_SIGNS = pattern(r" ?([-\u2019]) ?")
_ALLOWED_SIGNS = frozenset(" -\u2019")


class PersonName(FieldType):
    """Stored as NFC text with typographic apostrophes (’) and plain hyphens, no space around them."""

    kind = "person-name"
    formats = ("fr-person-name",)
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "format": lambda field, given: _(
            "Saisissez des lettres, des espaces, des traits d’union ou des apostrophes. Exemple : Le Goff"
        ),
    }

    def understand(self, field: Field, text: str) -> str | None:
        return _AROUND_SIGNS.sub(r"\1", normalize("NFC", text).translate(_SIGNS)) or None

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        most = int(field.schema.get("maxLength", LONGEST))
        if len(value) > most:
            return Complaint("max-length", {"n": most, "k": len(value)})
        letters = [char for char in value if char not in _ALLOWED_SIGNS]
        right = bool(letters) and all(_is_latin_letter(char) for char in letters)
        return None if right else Complaint("format")


def _is_latin_letter(char: str) -> bool:
    return char.isalpha() and name(char, "").startswith("LATIN ")
