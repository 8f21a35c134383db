"""The SIRET of an establishment: 14 digits whose last is a key (INSEE, décret 73-314)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from stdnum.fr import siret

from app.core.definition import Field
from app.core.field_types.base import Complaint
from app.core.field_types.digits import Digits, grouped, only_zeros
from app.core.field_types.sentences import Sentence
from app.core.language import _

Json = Any


class Siret(Digits):
    """Stored as 14 digits. Luhn key; establishments of La Poste follow the sum-of-digits rule."""

    kind = "siret"
    formats = ("fr-siret",)
    cells = (3, 3, 3, 5)
    lengths = (14, 14)
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "format": lambda field, given: _("Saisissez les 14 chiffres du SIRET. Exemple : 732 829 320 00074"),
        "key": lambda field, given: _("Ce SIRET est incorrect : vérifiez les 14 chiffres"),
    }

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        misshapen = super().judge(field, value, today)
        if misshapen is not None:  # the key of a million characters takes long to calculate
            return misshapen
        return None if siret.is_valid(value) and not only_zeros(value) else Complaint("key")

    def read_back(self, field: Field, value: Json) -> str:
        return grouped(value, self.cells)
