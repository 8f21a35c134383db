"""A text of several lines: explanations, circumstances, motives."""

from collections.abc import Mapping
from typing import Any

from app.core.definition import Field
from app.core.field_types.base import FieldType
from app.core.plain_text import lines

Json = Any
ONE_LINE = 200  # above this length a text is typed in several lines


class LongText(FieldType):
    """Stored as an NFC string, trimmed, with LF line ends. Code points are counted, not bytes."""

    kind = "long-text"
    formats = ("",)
    widget = "long-text"

    def recognises(self, schema: Mapping[str, Json]) -> bool:
        long = schema.get("maxLength", 0) > ONE_LINE or schema.get("contentMediaType") == "text/plain"
        return long and super().recognises(schema)

    def clean(self, text: str) -> str:
        return lines(text)

    def understand(self, field: Field, text: str) -> str | None:
        return text
