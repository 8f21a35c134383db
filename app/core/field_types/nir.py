"""The NIR, or social security number: 13 characters and a key (décret n° 82-103 of 22 January 1982).

Who may process it is a closed list (loi 78-17, art. 30; décret n° 2019-341): a definition that asks for it
says which text allows it in "x-legal", else it is refused. Lists, mails and logs never show it.
"""

from collections.abc import Mapping
from datetime import date
from re import ASCII
from re import compile as pattern
from typing import Any, ClassVar

from stdnum.fr import nir

from app.core.definition import Field
from app.core.field_types.base import Complaint, FieldType
from app.core.field_types.digits import compact, grouped
from app.core.field_types.sentences import Sentence
from app.core.language import _

Json = Any
# Sex (3, 4, 7, 8: provisional), year, month (20 to 42 and 50 to 99 when it is not known), place, order, key.
_NIR = pattern(
    r"[1-478][0-9]{2}(0[1-9]|1[0-2]|2[0-9]|3[0-9]|4[0-2]|[5-9][0-9])([0-9]{2}|2[AB])[0-9]{3}[0-9]{3}[0-9]{2}",
    ASCII,
)


class Nir(FieldType):
    """Stored as 15 characters: 2A and 2B for Corsica, the key at the end."""

    kind = "nir"
    formats = ("fr-nir",)
    cells = (1, 2, 2, 2, 3, 3, 2)
    sensitive = True
    needs_legal = True
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "format": lambda field, given: _(
            "Saisissez les 13 caractères et la clé à 2 chiffres. Exemple : 2 55 08 14 168 025 38"
        ),
        "key": lambda field, given: _(
            "Ce numéro de sécurité sociale est incorrect : vérifiez les 13 caractères et la clé"
        ),
    }

    def understand(self, field: Field, text: str) -> str | None:
        return compact(text).upper() or None

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        if not _NIR.fullmatch(value):
            return Complaint("format")
        return None if nir.is_valid(value) else Complaint("key")

    def read_back(self, field: Field, value: Json) -> str:
        return grouped(value, self.cells)
