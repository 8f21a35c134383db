"""A bank account as an IBAN (ISO 13616): the shape of its country and the key of its digits."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from app.core.definition import Field
from app.core.field_types.base import Complaint, FieldType
from app.core.field_types.digits import compact
from app.core.field_types.sentences import Sentence
from app.core.language import _

Json = Any
LONGEST = 34  # ISO 13616
GROUP = 4


class Iban(FieldType):
    """Stored in capitals without spaces, read in groups of four. A word "IBAN" before it is dropped."""

    kind = "iban"
    formats = ("iban",)
    cells = (4, 4, 4, 4, 4, 4, 3)  # a French one
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "format": lambda field, given: _(
            "Saisissez un IBAN valide. Exemple : FR76 3000 6000 0112 3456 7890 189"
        ),
    }

    def understand(self, field: Field, text: str) -> str | None:
        return compact(text).upper().removeprefix("IBAN").removeprefix(":") or None

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        return None if _is_iban(value) else Complaint("format")

    def show(self, field: Field, value: Json) -> str:
        """Groups that may part at the end of a line: seven together are wider than a phone."""
        return " ".join(value[start : start + GROUP] for start in range(0, len(value), GROUP))

    def in_cells(self, value: Json) -> tuple[tuple[int, str], ...]:
        """The boxes follow the country: a Belgian IBAN has four groups."""
        if not isinstance(value, str) or not _is_iban(value):
            return ()
        groups = [value[start : start + GROUP] for start in range(0, len(value), GROUP)]
        return tuple((len(group), group) for group in groups)


def _is_iban(value: str) -> bool:
    if len(value) > LONGEST or not value.isascii() or not value.isalnum() or value != value.upper():
        return False
    try:
        IBAN(value)
    except (SchwiftyException, ValueError):
        return False
    return True
