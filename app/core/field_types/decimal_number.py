"""A number that may have decimals and is no money: a surface, a rate, a weight."""

from collections.abc import Mapping
from decimal import Decimal
from re import ASCII
from re import compile as pattern
from typing import Any, ClassVar

from app.core import french
from app.core.definition import Field
from app.core.field_types.base import FieldType, NotUnderstood, types_of
from app.core.field_types.numbers import NUMBER_SENTENCES, exact, plain, read_number, stored
from app.core.field_types.sentences import Sentence
from app.core.language import _

Json = Any
_ONE_POINT = pattern(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}", ASCII)


class DecimalNumber(FieldType):
    """Stored as an exact number: int, or decimal.Decimal.

    "1.250" is asked again: it may be 1,25 or 1 250.
    """

    kind = "decimal"
    json_type = "number"
    value_type = "number"
    input_mode = "decimal"
    sentences: ClassVar[Mapping[str, Sentence]] = {
        **NUMBER_SENTENCES,
        "point": lambda field, given: _("Écrivez ce nombre sans point : 1,250 ou 1250"),
    }

    def recognises(self, schema: Mapping[str, Json]) -> bool:
        return types_of(schema) == {"number"}

    def understand(self, field: Field, text: str) -> int | Decimal:
        if _ONE_POINT.fullmatch(text):
            raise NotUnderstood("point")
        return stored(read_number(text))

    def show(self, field: Field, value: Json) -> str:
        return plain(value)

    def read_back(self, field: Field, value: Json) -> str:
        return french.number(exact(value))
