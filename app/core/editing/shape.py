"""Has a part of a definition the shape that the meta-schema wants? Asked before anything reads into it.

The parser judges the whole afterwards; here only what a verb itself has to read is looked at.
"""

from functools import cache
from typing import Any

import jsonschema_rs

from app.core.definition.shape import META_SCHEMA

Json = Any


@cache
def _validator(part: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(
        {"$defs": META_SCHEMA["$defs"], "$ref": f"#/$defs/{part}"},
        pattern_options=jsonschema_rs.RegexOptions(),
    )


def is_part(part: str, value: Json) -> bool:
    """Is this a "property" of a contract, a "field" of a step…, by the names of the meta-schema?"""
    return _validator(part).is_valid(value)


def expected(part: str, name: str) -> str:
    """What the meta-schema says of a key of a part, "" when it says nothing."""
    found = META_SCHEMA["$defs"][part]["properties"].get(name, {})
    return str(found.get("description") or META_SCHEMA["$defs"].get(_named(found), {}).get("description", ""))


def _named(schema: Json) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]
