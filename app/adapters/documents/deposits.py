"""The file attached to a filled form: the same answers give the same bytes. It refuses to know PDF."""

import json
from collections.abc import Mapping
from typing import Any

Json = Any


def deposit_text(deposit: Mapping[str, Json]) -> str:
    """What the attached file holds."""
    return json.dumps(deposit, ensure_ascii=False, indent=1, sort_keys=True, default=str)
