"""What a column may hold beyond text and integers: instants in UTC and JSON with exact decimals.

Both databases give back the same Python values. It refuses to know any table.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

Json = Any

# Answers: compared and indexed by PostgreSQL if need be; the order of keys does not count.
DOCUMENT = JSON().with_variant(JSONB(), "postgresql")
# What is hashed: kept as text, because JSONB would change the order of keys and the writing of numbers.
EXACT = JSON()

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_DECODER = json.JSONDecoder(parse_float=Decimal)  # made once: making it takes as long as a short text


# The escape of the character NUL, after an even number of backslashes.
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


def write_json(value: Json) -> str:
    """JSON text where a Decimal is a number with all its digits, never a float.

    NUL is left out: PostgreSQL refuses it, and only a machine can have typed it.
    """
    try:
        text = _ENCODER.encode(value)  # in C; refuses Decimal and Mapping
    except TypeError:
        text = _spell(value)
    return _NUL.sub(r"\1", text) if "\\u0000" in text else text


def _spell(value: Json) -> str:
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError("JSON has no infinite number")
        return format(value, "f")
    if isinstance(value, Mapping):
        pairs = (f"{_ENCODER.encode(str(key))}:{_spell(item)}" for key, item in value.items())
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_spell, value)) + "]"
    return _ENCODER.encode(value)


def read_json(text: str | bytes) -> Json:
    """The inverse: 1250.50 comes back as Decimal("1250.50")."""
    if text == "{}":  # what most columns of most dossiers hold
        return {}
    return _DECODER.decode(text if isinstance(text, str) else text.decode())


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant. SQLite has no zone: there, UTC is written without saying so."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored instant must be aware")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
