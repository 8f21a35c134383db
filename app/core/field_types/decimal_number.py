"""A number that may have decimals and is no money: a surface, a rate, a weight."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from app.core import french
from app.core.definition import Field
from app.core.field_types.base import FieldType, types_of
from app.core.field_types.numbers import NUMBER_SENTENCES, exact, plain, read_number, stored
from app.core.field_types.sentences import Sentence

Json = Any


class DecimalNumber(FieldType):
    """Stored as an exact number: int, or decimal.Decimal."""

    kind = "decimal"
    value_type = "number"
    input_mode = "decimal"
    sentences: ClassVar[Mapping[str, Sentence]] = NUMBER_SENTENCES

    def recognises(self, schema: Mapping[str, Json]) -> bool:
        return types_of(schema) == {"number"}

    def understand(self, field: Field, text: str) -> int | Decimal:
        return stored(read_number(text))

    def show(self, field: Field, value: Json) -> str:
        return plain(value)

    def read_back(self, field: Field, value: Json) -> str:
        return french.number(exact(value))
