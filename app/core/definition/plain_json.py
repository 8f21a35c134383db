"""Plain JSON numbers, however they are written: integers where they are whole, never Decimal."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

Json = Any
_LARGEST_EXPONENT = 300  # beyond, a number is told as text: no memory for its digits
_AS_THEY_ARE = frozenset((str, bool, int, type(None)))
_NOTHING: Mapping[int, Json] = MappingProxyType({})


def plain(value: Json, known: Mapping[int, Json] = _NOTHING) -> Json:
    """A copy with plain JSON numbers: integers where they are whole, floats elsewhere, never Decimal.

    `known` has the copies that are made already, by the `id` of what they are copies of.
    """
    if type(value) in _AS_THEY_ARE:  # most of them
        return value
    if known and id(value) in known:
        return known[id(value)]
    if isinstance(value, Mapping):
        return {key: plain(below, known) for key, below in value.items()}
    if isinstance(value, list):
        return [plain(below, known) for below in value]
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, Decimal):
        if abs(value.adjusted()) > _LARGEST_EXPONENT:
            return str(value)
        return int(value) if value == value.to_integral_value() else float(value)
    return value
