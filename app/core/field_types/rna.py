"""The RNA number of an association: W, then the code of the registry and a serial number.

The numbers of before 2010 (a département and digits) are no RNA number: the registry gave each of
these associations a W number, which is the one to ask for.
"""

from collections.abc import Mapping
from datetime import date
from re import ASCII
from re import compile as pattern
from typing import Any, ClassVar

from app.core.definition import Field
from app.core.field_types.base import Complaint, FieldType
from app.core.field_types.digits import compact
from app.core.field_types.sentences import Sentence
from app.core.language import _

Json = Any
# The third character is a letter in Corsica (W2A…) and overseas (W9R…).
_RNA = pattern(r"W[0-9][0-9A-Z][0-9]{7}", ASCII)


class Rna(FieldType):
    """Stored as "W" and 9 characters, in capitals and without spaces."""

    kind = "rna"
    formats = ("fr-rna",)
    cells = (1, 9)
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "format": lambda field, given: _(
            "Saisissez le numéro RNA : la lettre W et 9 caractères. Exemple : W751234567"
        ),
    }

    def understand(self, field: Field, text: str) -> str | None:
        return compact(text).upper() or None

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        return None if _RNA.fullmatch(value) else Complaint("format")
