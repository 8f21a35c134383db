"""Schemas that break careless readers, made by code: too long, too deep, looping, or no schema at all."""

from decimal import Decimal
from typing import Any

Json = Any


def deep(levels: int) -> Json:
    schema: Json = {"type": "string"}
    for _level in range(levels):
        schema = {"type": "object", "properties": {"a": schema}, "required": ["a"]}
    return schema


def laid(levels: int) -> Json:
    schema: Json = {"type": "string"}
    for _level in range(levels):
        schema = {"allOf": [schema]}
    return schema


def wide(count: int) -> Json:
    names = [f"champ_{number}" for number in range(count)]
    return {
        "type": "object",
        "properties": {name: {"type": "string"} for name in names},
        "required": names[::2],
    }


def heavy() -> Json:
    """A megabyte."""
    text = {"type": "string", "description": "x" * 550, "pattern": "^[a-z]{3}$"}
    return {"type": "object", "properties": {f"champ_{n}": text for n in range(1700)}}


def chained(count: int) -> Json:
    """Each answer commands the next."""
    links = [
        {
            "if": {"properties": {f"p{n}": {"const": "a"}}, "required": [f"p{n}"]},
            "then": {"required": [f"p{n + 1}"], "properties": {f"q{n}": {"type": "integer"}}},
        }
        for n in range(count - 1)
    ]
    listed = {f"p{n}": {"type": "string", "enum": ["a", "b"]} for n in range(count)}
    return {"type": "object", "properties": listed, "allOf": links}


def doubling(levels: int) -> Json:
    """Every part holds the next one twice: 2 to the power of `levels` questions."""
    parts: dict[str, Json] = {
        f"d{n}": {"type": "object", "properties": {key: {"$ref": f"#/$defs/d{n + 1}"} for key in "ab"}}
        for n in range(levels)
    }
    return {"$defs": parts | {f"d{levels}": {"type": "string"}}, "$ref": "#/$defs/d0"}


def alternatives(levels: int) -> Json:
    schema: Json = {"type": "object", "properties": {"z": {"type": "string"}}}
    for _level in range(levels):
        schema = {
            "oneOf": [
                {"title": "A", "properties": {"x": schema}},
                {"title": "B", "properties": {"y": schema}},
            ]
        }
    return schema


def titled(count: int) -> list[Json]:
    return [{"const": f"v{n}", "title": f"Valeur {n}"} for n in range(count)]


def branching(levels: int) -> Json:
    """A condition on each side of a condition: 2 to the power of `levels` branches."""
    if not levels:
        return {"properties": {"fin": {"type": "string"}}}
    side = branching(levels - 1)
    return {
        "properties": {f"p{levels}": {"enum": ["a", "b"]}},
        "if": {"properties": {f"p{levels}": {"const": "a"}}},
        "then": side,
        "else": side,
    }


def person(**properties: Json) -> Json:
    return {"type": "object", "properties": {"nom": {"type": "string"}, **properties}}


# name: (schema, does a form come out)
HOSTILE: dict[str, tuple[Json, bool]] = {
    "2,000 properties": (wide(2000), True),
    "one megabyte": (heavy(), True),
    "depth 900": (deep(900), False),
    "900 allOf": (laid(900), True),
    "1,000 conditions": (chained(1000), True),
    "two to the twentieth": (doubling(20), False),
    "two to the eleventh": (doubling(11), True),
    "alternatives in alternatives": (alternatives(10), True),
    "a list of 20,000": (person(a={"enum": [f"v{n}" for n in range(20_000)]}), True),
    "a list of 5,000": (person(a={"enum": [f"v{n}" for n in range(5000)]}), True),
    "a person has children": (person(enfants={"type": "array", "items": {"$ref": "#"}}), True),
    "a person has a father": (person(pere={"$ref": "#"}), True),
    "itself": ({"$ref": "#"}, True),
    "a loop of names": (
        {"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"},
        True,
    ),
    "elsewhere": (person(a={"$ref": "https://exemple.fr/x.json#/a"}, b={"$ref": "file:///etc/passwd"}), True),
    "a dynamic reference": (
        {"$dynamicAnchor": "n", "type": "object", "properties": {"a": {"$dynamicRef": "#n"}}},
        False,
    ),
    "look-around": (person(a={"type": "string", "pattern": "(?=a)b"}), True),
    "no expression": (person(a={"type": "string", "pattern": "["}), True),
    "a huge expression": (person(a={"type": "string", "pattern": "((a{1000}){1000}){1000}"}), True),
    "names": (
        person(**{name: {} for name in ("", "é à", "a.b", "a~b/c", "item", "é_a", "x" * 500, "\ud800", "1")}),
        True,
    ),
    "values of the wrong type": (
        {
            "type": 7,
            "properties": [1],
            "required": "a",
            "items": 3,
            "oneOf": {},
            "enum": "a",
            "if": 4,
            "pattern": 3,
            "minLength": "x",
            "then": [],
            "$ref": 9,
            "allOf": [1, None, "a"],
            "title": 5,
        },
        True,
    ),
    "numbers": (
        person(
            a={"type": "number", "minimum": Decimal("1e400"), "maximum": -1e300, "multipleOf": 0},
            b={"type": "integer", "minimum": 5, "maximum": 1},
            c={"type": "string", "minLength": -1, "maxLength": 10**30},
            d={"type": "array", "items": {"type": "string"}, "minItems": 10**9},
        ),
        True,
    ),
    "texts": (
        person(a={"title": "  ", "description": "\n"}, b={"title": "x" * 5000, "description": "\0"}),
        True,
    ),
    "odd lists": (
        person(
            a={"enum": ["", " ", "a", "A", None, 1, 1.0, True, {"x": 1}]}, b={"enum": [None]}, c={"enum": []}
        ),
        True,
    ),
    "numbers without measure": (
        person(
            a={"type": "number", "maximum": Decimal("1e999999"), "minimum": Decimal("-1e999999")},
            b={"type": "number", "multipleOf": Decimal("1e-999999")},
            c={"type": "string", "minLength": Decimal("1e999999"), "maxLength": 10**4000},
        ),
        True,
    ),
    "a list of 60,000": (person(a={"enum": list(range(60_000))}), False),
    "50,000 options with their titles": (person(a={"oneOf": titled(50_000)}), False),
    "5,000 options with their titles": (person(a={"oneOf": titled(5000)}), True),
    "half a character": ({"type": "object", "properties": {"\udfff": {"title": "\ud800"}}}, True),
    "itself, in every part": (
        {"allOf": [{"$ref": "#"}], "anyOf": [{"$ref": "#"}], "not": {"$ref": "#"}, "if": {"$ref": "#"}}
        | {"then": {"$ref": "#"}, "properties": {"a": {"type": "string"}}},
        True,
    ),
    "conditions in conditions": (branching(7), True),
    "no object": ({"type": "array", "items": {"type": "string"}}, True),
    "a number": ({"type": "integer"}, True),
    "true": (True, True),
    "empty": ({}, True),
    "false": (False, False),
    "a list": ([1], False),
    "null": (None, False),
    "a text": ("{", False),
    "something else": ({"proprietes": {}}, False),
}
