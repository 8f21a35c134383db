"""A text between questions. It asks nothing and holds no value."""

from collections.abc import Mapping
from typing import Any

from app.core.definition import Field
from app.core.field_types.base import FieldType, Typed

Json = Any


class Explanation(FieldType):
    """Recognised by `"type": "null"`: a place in the contract where no answer may stand."""

    kind = "explanation"
    json_type = "null"
    parts = ()
    widget = "explanation"
    value_type = ""

    def recognises(self, schema: Mapping[str, Json]) -> bool:
        return schema.get("type") == "null"

    def unanswered(self, value: Json) -> bool:
        return True

    def parse(self, field: Field, typed: Typed) -> None:
        return None

    def typed(self, field: Field, value: Json) -> dict[str, tuple[str, ...]]:
        return {}

    def read_back(self, field: Field, value: Json) -> str:
        return ""
