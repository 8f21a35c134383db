"""From the `if` of a schema to a condition of ours, where that is the same thing.

It reads const, enum, bounds, required, not, contains, allOf and anyOf over questions that are
already known. Anything else gives None: the caller says that the rule is not shown.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from app.core.importing.located import Located, keywords
from app.core.importing.questions import Gathered, Question, Spot
from app.core.importing.report import ANNOTATIONS

Json = Any
ALWAYS = True  # a rule that asks for nothing
_BOUNDS = {"minimum": ">=", "maximum": "<=", "exclusiveMinimum": ">", "exclusiveMaximum": "<"}
_DEEPEST = 6


def negated(condition: Json) -> Json:
    """The contrary."""
    return condition["!"] if isinstance(condition, dict) and "!" in condition else {"!": condition}


def joined(operator: str, parts: list[Json]) -> Json:
    """The conditions as one; those that ask for nothing are left out."""
    kept = [part for part in parts if part is not ALWAYS]
    if len(kept) < len(parts) and operator == "or":
        return ALWAYS
    return ALWAYS if not kept else kept[0] if len(kept) == 1 else {operator: kept}


def condition(schema: Located, known: Gathered, spot: Spot, depth: int = 0) -> Json | None:
    """The condition under which the object at `spot` satisfies the schema; None when we cannot tell."""
    if schema.value is True:
        return ALWAYS
    if not isinstance(schema.value, Mapping) or depth > _DEEPEST:
        return None
    found = keywords(schema)
    required = found["required"].value if "required" in found else []
    if not isinstance(required, list):
        return None
    tested = found["properties"].value if "properties" in found else {}
    plain = [name for name in required if not isinstance(tested, Mapping) or name not in tested]
    parts: list[Json | None] = [_answered(name, known, spot) for name in plain]
    for keyword, below in found.items():
        if keyword in ("required", "type") or keyword in ANNOTATIONS:
            continue
        if keyword == "properties":
            parts += [
                _property(name, sub, name in required, known, spot, depth) for name, sub in below.members()
            ]
        elif keyword in ("allOf", "anyOf"):
            inner = [condition(branch, known, spot, depth + 1) for branch in below.entries()]
            parts.append(None if None in inner else joined("and" if keyword == "allOf" else "or", inner))
        elif keyword == "not":
            inside = condition(below, known, spot, depth + 1)
            parts.append(None if inside is None or inside is ALWAYS else negated(inside))
        else:
            return None
    return None if any(part is None for part in parts) else joined("and", parts)


def _answered(name: Json, known: Gathered, spot: Spot) -> Json | None:
    question = known.by_name.get((spot.prefix, str(name)))
    return None if question is None else {"answered": [spot.var(question.path)]}


def _property(
    name: str, schema: Located, required: bool, known: Gathered, spot: Spot, depth: int
) -> Json | None:
    question = known.by_name.get((spot.prefix, name))
    if question is None:
        prefix = known.groups.get((spot.prefix, name))
        inside = Spot(prefix, spot.row) if prefix else None
        return condition(schema, known, inside, depth + 1) if inside and required else None
    test = _value(schema, question, spot, depth)
    if test is ALWAYS and required:
        return _answered(name, known, spot)
    if test is None or test is ALWAYS or required:
        return test
    return {"or": [{"!": {"answered": [spot.var(question.path)]}}, test]}


def _value(schema: Located, question: Question, spot: Spot, depth: int) -> Json | None:
    if schema.value is True:
        return ALWAYS
    if not isinstance(schema.value, Mapping) or depth > _DEEPEST:
        return None
    parts: list[Json | None] = []
    for keyword, below in keywords(schema).items():
        if keyword == "type" or keyword in ANNOTATIONS:
            continue
        if keyword in ("allOf", "anyOf"):
            inner = [_value(branch, question, spot, depth + 1) for branch in below.entries()]
            parts.append(None if None in inner else joined("and" if keyword == "allOf" else "or", inner))
        elif keyword == "not":
            inside = _value(below, question, spot, depth + 1)
            parts.append(None if inside is None or inside is ALWAYS else negated(inside))
        elif keyword in _TESTS:
            parts.append(_TESTS[keyword](below, question, spot))
        else:
            return None
    return None if any(part is None for part in parts) else joined("and", parts)


def literal(value: Json, question: Question) -> Json | None:
    """The value as our conditions write it for this question, None when it is no such value."""
    kind = question.schema.get("type")
    if kind == "boolean":
        return value if isinstance(value, bool) else None
    if kind in ("number", "integer"):
        number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        return value if number else None
    if kind == "string" or "oneOf" in question.schema.get("items", {}):
        given = question.codes.get(str(value)) if not isinstance(value, str) else value
        return given or None
    return None


def _const(below: Located, question: Question, spot: Spot) -> Json | None:
    value = literal(below.value, question)
    return None if value is None else {"==": [spot.var(question.path), value]}


def _enum(below: Located, question: Question, spot: Spot) -> Json | None:
    values = [literal(value, question) for value in below.value] if isinstance(below.value, list) else [None]
    return None if None in values or not values else {"in": [spot.var(question.path), values]}


def _bound(operator: str) -> Callable[[Located, Question, Spot], Json | None]:
    def test(below: Located, question: Question, spot: Spot) -> Json | None:
        numeric = question.schema.get("type") in ("number", "integer") and not isinstance(below.value, bool)
        return {operator: [spot.var(question.path), below.value]} if numeric else None

    return test


def _contains(below: Located, question: Question, spot: Spot) -> Json | None:
    found = keywords(below)
    value = found["const"].value if "const" in found and len(found) == 1 else None
    options = question.schema.get("items", {}).get("oneOf", ())
    known = any(option["const"] == value for option in options)
    return {"contains": [spot.var(question.path), value]} if known else None


_TESTS: Mapping[str, Callable[[Located, Question, Spot], Json | None]] = {
    "const": _const,
    "enum": _enum,
    "contains": _contains,
    **{keyword: _bound(operator) for keyword, operator in _BOUNDS.items()},
}
