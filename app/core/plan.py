"""What is worked out once a definition, before any answer: the compiled contract, and who reads what.

It judges nothing. The plan of a definition is cached under its hash; the cache is bounded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jsonschema_rs import Draft202012Validator, RegexOptions

from app.core.conditions import operands
from app.core.definition import Calculated, Field, FormDefinition

Json = Any
_CACHED = 128


@dataclass(frozen=True, slots=True)
class Plan:
    """`declared` holds the paths of fields and of the objects around them, rows written "enfants[].prenom".

    `calculated` is by declared path. `loose` holds what is calculated and not asked on any
    page, by the top-level field after which it can be computed ("" = before all).
    `needs` gives, for each check in order, the operands that must be answered.
    """

    schema: Mapping[str, Json]
    validator: Draft202012Validator
    declared: frozenset[str]
    calculated: Mapping[str, Calculated]
    loose: Mapping[str, tuple[Calculated, ...]]
    needs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _ByHash:
    hash: str
    definition: FormDefinition = field(compare=False)


def plan_of(definition: FormDefinition) -> Plan:
    """The plan of this definition. Raises ValueError when its schema cannot be compiled."""
    if not definition.hash:  # nothing tells it from another one
        return _plan(definition)
    return _cached(_ByHash(definition.hash, definition))


@lru_cache(maxsize=_CACHED)
def _cached(key: _ByHash) -> Plan:
    return _plan(key.definition)


def _plan(definition: FormDefinition) -> Plan:
    fields = dict(_declared(field for _step, field in definition.fields()))
    calculated = {
        path: Calculated(path, found.calculated) for path, found in fields.items() if found.calculated
    }
    calculated |= {rule.path: rule for rule in definition.calculated}
    return Plan(
        schema=definition.schema,
        validator=_compile(definition.schema),
        declared=frozenset(ancestor for path in fields for ancestor in _ancestors(path)),
        calculated=calculated,
        loose=_loose(definition, frozenset(fields)),
        needs=tuple(_needs(check.assert_) for check in definition.checks),
    )


def _compile(schema: Mapping[str, Json]) -> Draft202012Validator:
    """Linear regular expressions (a hostile answer cannot stall a worker), formats judged, no network."""
    return Draft202012Validator(
        _plain(schema),
        pattern_options=RegexOptions(),
        validate_formats=True,
        formats=dict.fromkeys(("time", "date-time"), _judged_by_its_kind),
        offline=True,
    )


def _judged_by_its_kind(value: str) -> bool:
    """RFC 3339 wants seconds and a zone: ours are the time of a clock (see `field_types.time_of_day`)."""
    return True


def _plain(schema: Json) -> Json:
    """Plain dicts and lists: the validator knows no other mapping."""
    if isinstance(schema, Mapping):
        return {key: _plain(value) for key, value in schema.items()}
    return [_plain(value) for value in schema] if isinstance(schema, list | tuple) else schema


def _declared(fields: Iterator[Field], before: str = "") -> Iterator[tuple[str, Field]]:
    for item in fields:
        path = before + item.path
        yield path, item
        yield from _declared(iter(item.fields), f"{path}[].")


def _ancestors(path: str) -> Iterator[str]:
    """The path, and the objects and rows around it: "a[].b", "a[]", "a"."""
    while path:
        yield path
        if path.endswith("[]"):
            path = path.removesuffix("[]")
        else:
            head, dot, _last = path.rpartition(".")
            path = head if dot else ""


def _loose(definition: FormDefinition, asked: frozenset[str]) -> Mapping[str, tuple[Calculated, ...]]:
    """Calculated answers without a field, each after the last field that it reads."""
    order = {item.path: place for place, (_step, item) in enumerate(definition.fields())}
    last_read: dict[str, str] = {}
    loose: dict[str, tuple[Calculated, ...]] = {}
    for rule in definition.calculated:
        if rule.path in asked:
            continue
        read = [_question(path.partition("[]")[0], order) for path in operands(rule.value)]
        known = [last_read.get(path, path) for path in read if path in order or last_read.get(path)]
        after = max(known, key=lambda path: order[path], default="")
        last_read[rule.path] = after
        loose[after] = (*loose.get(after, ()), rule)
    return loose


def _question(path: str, order: Mapping[str, int]) -> str:
    """The question of a path that may read a part of its answer ("adresse.code_postal")."""
    whole = path.rpartition(".")[0]
    return whole if path not in order and whole in order else path


def _needs(assertion: Json) -> tuple[str, ...]:
    """The operands without which a check means nothing.

    What stands under `answered` may be unanswered: that is the question. Cells read
    through a quantifier (or a sum) have their own rule for absence.
    """
    return tuple(path for path in operands(_without_answered(assertion)) if "[]" not in path)


def _without_answered(expression: Json) -> Json:
    if isinstance(expression, dict):
        return {
            key: True if key == "answered" else _without_answered(below) for key, below in expression.items()
        }
    return [_without_answered(below) for below in expression] if isinstance(expression, list) else expression
