"""The identification number of a vehicle (ISO 3779): 17 characters, on the registration certificate, box E.

The check digit of the ninth place is a rule of North America: it is not asked of a vehicle sold in Europe.
"""

from collections.abc import Mapping
from datetime import date
from re import ASCII
from re import compile as pattern
from typing import Any, ClassVar

from app.core.definition import Field
from app.core.field_types.base import Complaint, FieldType
from app.core.field_types.digits import compact, grouped
from app.core.field_types.sentences import Sentence
from app.core.language import _

Json = Any
_VIN = pattern(r"[A-HJ-NPR-Z0-9]{17}", ASCII)
_LOOK_ALIKE = pattern(r"[A-Z0-9]{17}", ASCII)


class Vin(FieldType):
    """Stored in capitals without spaces. An O is not turned into a zero: the person looks again."""

    kind = "vin"
    formats = ("fr-vin",)
    cells = (3, 6, 8)
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "format": lambda field, given: _(
            "Saisissez les 17 caractères du numéro d’identification (case E). Exemple : VF1AB000123456789"
        ),
        "letters": lambda field, given: _(
            "Ce numéro ne contient jamais les lettres I, O et Q : vérifiez les chiffres 1 et 0"
        ),
    }

    def understand(self, field: Field, text: str) -> str | None:
        return compact(text).upper() or None

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        if _VIN.fullmatch(value):
            return None
        return Complaint("letters" if _LOOK_ALIKE.fullmatch(value) else "format")

    def read_back(self, field: Field, value: Json) -> str:
        return grouped(value, self.cells)
