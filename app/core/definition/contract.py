"""What the data contract (JSON Schema) says of pruned answers, told by field and by code.

It knows the validator's words and our codes; it refuses to know sentences. A finding
that no visible field answers for is `stray`: the definition's fault, never the person's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from jsonschema_rs import ValidationError

from app.core import paths
from app.core.plan import Plan

Json = Any
# Keyword → code, the most telling first: one message a field (required > type > shape > range).
CODES: Mapping[str, str] = MappingProxyType(
    {
        "required": "required",
        "dependentRequired": "dependent",
        "type": "type",
        "const": "unknown-option",
        "enum": "unknown-option",
        "oneOf": "unknown-option",
        "anyOf": "unknown-option",
        "format": "format",
        "pattern": "pattern",
        "minLength": "min-length",
        "maxLength": "max-length",
        "minItems": "min-items",
        "maxItems": "max-items",
        "uniqueItems": "unique-items",
        "minimum": "min",
        "exclusiveMinimum": "min",
        "maximum": "max",
        "exclusiveMaximum": "max",
        "multipleOf": "multiple-of",
    }
)
DEPENDENT = "dependentRequired"
_RANK = {keyword: rank for rank, keyword in enumerate(CODES)}


@dataclass(frozen=True, slots=True)
class Finding:
    """`params` has `n`, the limit, and `k`, what was given, where the code has some; `i` and `j`, two rows
    that are the same, from 1; `of`, the path of the answer that calls for this one.
    """

    keyword: str
    code: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Findings:
    """The most telling finding of each visible field, and the strays as "keyword at path"."""

    by_path: Mapping[str, Finding]
    stray: tuple[str, ...]


def findings(plan: Plan, answers: Mapping[str, Json], visible: frozenset[str]) -> Findings:
    """Judge the whole object once and share the findings out among the visible fields."""
    by_path: dict[str, Finding] = {}
    stray = []
    for error in plan.validator.iter_errors(answers):
        keyword = _keyword(error)
        path = _owner(error, plan, visible)
        if path is None:
            stray.append(f"{keyword} at {paths.join(error.instance_path)}")
        elif path and (path not in by_path or _rank(keyword) < _rank(by_path[path].keyword)):
            by_path[path] = Finding(keyword, CODES.get(keyword, "pattern"), _params(error, plan))
    return Findings(by_path, tuple(stray))


def _owner(error: ValidationError, plan: Plan, visible: frozenset[str]) -> str | None:
    """The visible field that answers for the error, "" when nobody has to, None when nobody can."""
    keys = list(error.instance_path)
    if error.kind.name == "required":
        missing = paths.join([*keys, error.kind.as_dict()["property"]])
        if missing in visible:
            return missing
        # Hidden is absent, and an object of which all is hidden too: that is no fault.
        return "" if paths.declared(missing) in plan.declared else None
    around = (paths.join(keys[:length]) for length in range(len(keys), 0, -1))
    return next((path for path in around if path in visible), None)


def _keyword(error: ValidationError) -> str:
    """The keyword as the schema writes it: the validator tells a dependent answer as a required one."""
    written = error.schema_path[-1:]
    return DEPENDENT if written == [DEPENDENT] else error.kind.name


def _rank(keyword: str) -> int:
    return _RANK.get(keyword, len(_RANK))


def _params(error: ValidationError, plan: Plan) -> Mapping[str, Any]:
    if _keyword(error) == DEPENDENT:
        return {"of": paths.join([*error.instance_path, _calls_for(error, plan.schema)])}
    if error.kind.name == "uniqueItems":
        return _twins(error.instance)
    limit = error.kind.as_dict().get("limit")
    if limit is None:
        return {}
    return {
        "n": limit,
        "k": len(error.instance) if isinstance(error.instance, str | list) else error.instance,
    }


def _calls_for(error: ValidationError, schema: Json) -> str:
    """The name of the answer that calls for the missing one."""
    for key in error.schema_path:
        schema = schema[key]
    missing = error.kind.as_dict()["property"]
    given = error.instance if isinstance(error.instance, Mapping) else {}
    return next((name for name, wanted in schema.items() if name in given and missing in wanted), "")


def _twins(items: Json) -> Mapping[str, Any]:
    """The numbers of the first two items that are the same."""
    for j, item in enumerate(items):
        if item in items[:j]:
            return {"i": items.index(item) + 1, "j": j + 1}
    return {}
