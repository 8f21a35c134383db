"""JSON for conditions.js: each number as {"$decimal": "0.10"}, for the numbers of a page are not exact.

It knows JSON values only: what they mean is the caller's matter.
"""

from decimal import Decimal
from json import dumps
from typing import Any

Json = Any


def written(value: Json) -> str:
    """The text that `read` of conditions.js understands: `value` is JSON with decimals."""
    return dumps(_tagged(value), ensure_ascii=False, separators=(",", ":"))


def _tagged(value: Json) -> Json:
    if isinstance(value, dict):
        return {key: _tagged(below) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [_tagged(below) for below in value]
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return {"$decimal": repr(value) if isinstance(value, float) else str(value)}
    return value
