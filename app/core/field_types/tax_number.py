"""The tax number of a person (numéro fiscal): 13 digits, on every tax notice; the last three are a key."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from stdnum.fr import nif

from app.core.definition import Field
from app.core.field_types.base import Complaint
from app.core.field_types.digits import Digits, grouped, only_zeros
from app.core.field_types.sentences import Sentence
from app.core.language import _

Json = Any


class TaxNumber(Digits):
    """Stored as 13 digits that begin with 0, 1, 2 or 3 (key: European Commission, TIN of France)."""

    kind = "tax-number"
    formats = ("fr-tax-number",)
    cells = (2, 2, 3, 3, 3)
    lengths = (13, 13)
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "format": lambda field, given: _(
            "Saisissez les 13 chiffres du numéro fiscal. Exemple : 30 23 217 600 053"
        ),
        "key": lambda field, given: _("Ce numéro fiscal est incorrect : vérifiez les 13 chiffres"),
    }

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        misshapen = super().judge(field, value, today)
        if misshapen is not None:  # the key of a million characters takes long to calculate
            return misshapen
        return None if nif.is_valid(value) and not only_zeros(value) else Complaint("key")

    def read_back(self, field: Field, value: Json) -> str:
        return grouped(value, self.cells)
