"""The SIREN of a business or an association: 9 digits whose last is a key (INSEE, décret 73-314)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from stdnum.fr import siren

from app.core.definition import Field
from app.core.field_types.base import Complaint
from app.core.field_types.digits import Digits, grouped, only_zeros
from app.core.field_types.sentences import Sentence
from app.core.language import _

Json = Any
SIRET_LENGTH = 14


class Siren(Digits):
    """Stored as 9 digits. A SIRET typed here is told apart: nobody's number is cut without a word."""

    kind = "siren"
    formats = ("fr-siren",)
    cells = (3, 3, 3)
    lengths = (9, 9)
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "format": lambda field, given: _("Saisissez les 9 chiffres du SIREN. Exemple : 732 829 320"),
        "siret": lambda field, given: _(
            "Saisissez seulement les 9 premiers chiffres du SIRET : c’est le SIREN"
        ),
        "key": lambda field, given: _("Ce SIREN est incorrect : vérifiez les 9 chiffres"),
    }

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        if len(value) == SIRET_LENGTH and value.isdecimal():
            return Complaint("siret")
        misshapen = super().judge(field, value, today)
        if misshapen is not None:  # the key of a million characters takes long to calculate
            return misshapen
        return None if siren.is_valid(value) and not only_zeros(value) else Complaint("key")

    def read_back(self, field: Field, value: Json) -> str:
        return grouped(value, self.cells)
