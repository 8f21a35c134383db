"""A condition as a JSON Schema (2020-12): answers are valid against it exactly when the condition holds.

One way only, and not for everything: JSON Schema knows no arithmetic, no order of dates, and compares no
two answers. For those `schema_of` gives None, and its caller says the condition in words.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any
from unicodedata import normalize

from app.core.conditions.language import split, takes
from app.core.conditions.values import as_number, unanswered

Json = Any
Schema = Callable[[Sequence[Json], bool], Json]  # operands, in a row? → schema
UNANSWERED: Sequence[Json] = (None, "", [])


class _NotExpressible(Exception):
    """The condition is outside what JSON Schema can say."""


def schema_of(condition: Json, *, in_row: bool = False) -> Json | None:
    """The schema of a checked condition, of all answers or, `in_row`, of one row; None when it has none.

    It judges answers as the server keeps them: texts in NFC, decimals exact.
    """
    try:
        return _holds(condition, in_row)
    except _NotExpressible:
        return None


def at(path: str, schema: Json) -> Json:
    """The object has a value at this path, which is valid: {"required": ["a"], "properties": {"a": …}}."""
    return reduce(
        lambda below, key: {"type": "object", "required": [key], "properties": {key: below}},
        reversed(path.split(".")),
        schema,
    )


def _holds(condition: Json, in_row: bool) -> Json:
    node = split(condition)
    if node is None:
        return condition is True
    name, given = node
    if name not in _SCHEMAS or not takes(name, given):
        raise _NotExpressible
    return _SCHEMAS[name](given, in_row)


def _path(operand: Json, in_row: bool) -> str:
    """Relative to where the schema stands: a row does not see what is around it."""
    name, given = split(operand) or ("", [])
    path = given[0] if name == "var" and len(given) == 1 else None
    if not isinstance(path, str) or path.startswith("item.") is not in_row:
        raise _NotExpressible
    return path.removeprefix("item.")


def _literal(value: Json) -> Json:
    if isinstance(value, dict | list) or unanswered(value):
        raise _NotExpressible
    return normalize("NFC", value) if isinstance(value, str) else value


def _type(value: Json) -> str:
    if isinstance(value, bool):
        return "boolean"
    return "string" if isinstance(value, str) else "number"


def _equal(given: Sequence[Json], in_row: bool) -> Json:
    asked, value = _sides(given)
    return at(_path(asked, in_row), {"const": _literal(value)})


def _different(given: Sequence[Json], in_row: bool) -> Json:
    """Answered, of the same type, and another value."""
    asked, value = _sides(given)
    literal = _literal(value)
    refused = [literal, ""] if isinstance(literal, str) else [literal]
    return at(_path(asked, in_row), {"type": _type(literal), "not": {"enum": refused}})


def _sides(given: Sequence[Json]) -> tuple[Json, Json]:
    """(question, literal), whichever was written first."""
    left, right = given
    return (left, right) if isinstance(left, dict) else (right, left)


def _bounded(keyword: str, mirrored: str) -> Schema:
    """A number below or above a bound; dates have no order in JSON Schema."""

    def schema(given: Sequence[Json], in_row: bool) -> Json:
        asked, value = _sides(given)
        if as_number(value) is None:
            raise _NotExpressible
        word = keyword if asked is given[0] else mirrored
        return at(_path(asked, in_row), {"type": "number", word: value})

    return schema


def _counted(otherwise: Schema, told: Callable[[Callable[[int], Json], int], Json]) -> Schema:
    """The same comparison between a count of rows and a whole number; `told` gets "at least n rows"."""

    def schema(given: Sequence[Json], in_row: bool) -> Json:
        name, counted = split(given[0]) or ("", [])
        number = as_number(given[1])
        if name != "count" or number is None or number != int(number):
            return otherwise(given, in_row)
        return told(lambda least: _at_least(least, counted, in_row), int(number))

    return schema


def _at_least(least: int, counted: Sequence[Json], in_row: bool) -> Json:
    if least <= 0:
        return True
    row = _holds(counted[1], True) if len(counted) > 1 else True
    return at(_path(counted[0], in_row), {"type": "array", "contains": row, "minContains": least})


def _not(schema: Json) -> Json:
    return {"not": schema}


def _if(given: Sequence[Json], in_row: bool) -> Json:
    """The first branch whose condition holds; false when there is none and no else."""
    if len(given) == 1:
        return _holds(given[0], in_row)
    condition, value = (_holds(operand, in_row) for operand in given[:2])
    rest = _if(given[2:], in_row) if len(given) > 2 else False
    return {"if": condition, "then": value, "else": rest}


def _some(given: Sequence[Json], in_row: bool) -> Json:
    return _at_least(1, given, in_row)


def _all(given: Sequence[Json], in_row: bool) -> Json:
    """False without rows, unlike `items` alone."""
    rows = {"type": "array", "minItems": 1, "items": _holds(given[1], True)}
    return at(_path(given[0], in_row), rows)


def _in(given: Sequence[Json], in_row: bool) -> Json:
    codes = given[1] if isinstance(given[1], list) else []
    return at(_path(given[0], in_row), {"enum": [_literal(code) for code in codes]})


_SCHEMAS: Mapping[str, Schema] = {
    "var": lambda given, in_row: at(_path({"var": given[0]}, in_row), {"const": True}),
    "answered": lambda given, in_row: at(_path(given[0], in_row), _not({"enum": list(UNANSWERED)})),
    "==": _counted(_equal, lambda least, n: {"allOf": [least(n), _not(least(n + 1))]}),
    "!=": _counted(_different, lambda least, n: {"anyOf": [_not(least(n)), least(n + 1)]}),
    "<": _counted(_bounded("exclusiveMaximum", "exclusiveMinimum"), lambda least, n: _not(least(n))),
    "<=": _counted(_bounded("maximum", "minimum"), lambda least, n: _not(least(n + 1))),
    ">": _counted(_bounded("exclusiveMinimum", "exclusiveMaximum"), lambda least, n: least(n + 1)),
    ">=": _counted(_bounded("minimum", "maximum"), lambda least, n: least(n)),
    "in": _in,
    "contains": lambda given, in_row: at(
        _path(given[0], in_row), {"type": "array", "contains": {"const": _literal(given[1])}}
    ),
    "and": lambda given, in_row: {"allOf": [_holds(operand, in_row) for operand in given]},
    "or": lambda given, in_row: {"anyOf": [_holds(operand, in_row) for operand in given]},
    "!": lambda given, in_row: _not(_holds(given[0], in_row)),
    "if": _if,
    "some": _some,
    "all": _all,
    "none": lambda given, in_row: _not(_some(given, in_row)),
}
