"""A whole number: how many children, how many rooms."""

from collections.abc import Mapping
from typing import Any, ClassVar

from app.core import french
from app.core.definition import Field
from app.core.field_types.base import FieldType, NotUnderstood, types_of
from app.core.field_types.numbers import NUMBER_SENTENCES, decimals, exact, plain, read_number
from app.core.field_types.sentences import Sentence
from app.core.language import _

Json = Any


def _whole(field: Field, given: Mapping[str, Any]) -> str:
    return _("Saisissez un nombre entier. Exemple : 12")


class Integer(FieldType):
    """Stored as a JSON integer; "1 200" and "1200" are the same."""

    kind = "integer"
    json_type = "integer"
    value_type = "number"
    input_mode = "numeric"
    scale = 0
    sentences: ClassVar[Mapping[str, Sentence]] = {**NUMBER_SENTENCES, "type": _whole}

    def recognises(self, schema: Mapping[str, Json]) -> bool:
        return types_of(schema) == {"integer"}

    def understand(self, field: Field, text: str) -> int:
        number = read_number(text)
        if decimals(number):
            raise NotUnderstood("type")
        return int(number)

    def show(self, field: Field, value: Json) -> str:
        return plain(value)

    def read_back(self, field: Field, value: Json) -> str:
        return french.number(exact(value))
