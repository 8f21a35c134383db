"""An amount of money in euros: "1 250,50 €"."""

from collections.abc import Mapping
from decimal import Decimal
from re import ASCII, IGNORECASE
from re import compile as pattern
from typing import Any, ClassVar

from app.core import french
from app.core.definition import Field
from app.core.field_types.base import FieldType, NotUnderstood, types_of
from app.core.field_types.numbers import NUMBER_SENTENCES, decimals, exact, plain, read_number, stored
from app.core.field_types.sentences import Sentence
from app.core.language import _

Json = Any
_UNIT = pattern(r"^(€|eur|euros?) ?| ?(€|eur|euros?)$", IGNORECASE)
_UNIT_INSIDE = pattern(r"(\d) ?€ ?(\d\d)", ASCII)  # "12€50"
CENTS = Decimal("0.01")


def _too_precise(field: Field, given: Mapping[str, Any]) -> str:
    return _("Saisissez au plus deux chiffres après la virgule")


class Amount(FieldType):
    """Stored as an exact number of euros: int, or decimal.Decimal with at most two decimals.

    "1.250" is refused rather than read as 1,25: its author meant 1 250.
    """

    kind = "amount"
    json_type = "number"
    formats = ("fr-amount", "amount")
    value_type = "number"
    input_mode = "decimal"
    scale = 2
    sentences: ClassVar[Mapping[str, Sentence]] = {**NUMBER_SENTENCES, "multiple-of": _too_precise}

    def recognises(self, schema: Mapping[str, Json]) -> bool:
        if types_of(schema) != {"number"}:
            return False
        return schema.get("format") in self.formats or schema.get("multipleOf") in (0.01, CENTS)

    def understand(self, field: Field, text: str) -> int | Decimal:
        number = read_number(_UNIT_INSIDE.sub(r"\1,\2", _UNIT.sub("", text)))
        if decimals(number) > self.scale:
            raise NotUnderstood("multiple-of")
        return stored(number)

    def show(self, field: Field, value: Json) -> str:
        number = exact(value)
        return plain(number.quantize(CENTS)) if decimals(number) in (1, 2) else plain(value)

    def read_back(self, field: Field, value: Json) -> str:
        return french.amount(exact(value))
