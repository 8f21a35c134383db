"""A text of several lines: explanations, circumstances, motives."""

from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

from app.core.definition import Field
from app.core.field_types.base import FieldType
from app.core.plain_text import printable

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

    def understand(self, field: Field, text: str) -> str | None:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        return normalize("NFC", printable(lines, keep="\n").strip()) or None
