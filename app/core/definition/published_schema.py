"""The data contract of a form with its conditions, for other programs: one JSON Schema 2020-12.

A hidden question is absent: what the definition says beside the contract becomes `if/then/else` there. A
condition that JSON Schema cannot say is told in a `$comment`. Compiled one way, and never read back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.conditions.language import operands
from app.core.conditions.schema import schema_of
from app.core.conditions.sentences import sentence
from app.core.definition import Expression, FormDefinition, Step
from app.core.plan import plan_of

Json = Any


@dataclass(frozen=True, slots=True)
class _Conditional:
    """A question or a cell that is not always asked. `rows` is the repeat around a cell."""

    path: str
    required: bool
    when: Expression
    rows: str = ""


def published_schema(definition: FormDefinition) -> dict[str, Json]:
    """Plain JSON (numbers may be Decimal), independent of the definition that it is made from."""
    schema = _plain(definition.schema)
    conditional = [found for step in definition.steps for found in _conditional(step)]
    always = {path for step in definition.steps if step.when is None for path in _always_required(step)}
    for found in conditional:
        _no_longer_required(schema, found)
    _loosen_objects(schema, always, "")
    for found in conditional:
        _compile(schema, found, definition)
    for path in plan_of(definition).calculated:
        target = _find(schema, path)
        if target is not None:
            target["readOnly"] = True
    return {"title": definition.title, **schema}


def _plain(schema: Json) -> Json:
    if isinstance(schema, Mapping):
        return {key: _plain(value) for key, value in schema.items()}
    return [_plain(value) for value in schema] if isinstance(schema, list | tuple) else schema


def _conditional(step: Step) -> Iterator[_Conditional]:
    for item in step.fields:
        when = _both(step.when, item.when)
        if when is not None:
            yield _Conditional(item.path, item.required, when)
        for cell in item.fields:
            if cell.when is not None:
                yield _Conditional(cell.path, cell.required, cell.when, item.path)


def _both(first: Expression | None, second: Expression | None) -> Expression | None:
    given = [expression for expression in (first, second) if expression is not None]
    return {"and": given} if len(given) > 1 else next(iter(given), None)


def _always_required(step: Step) -> Iterator[str]:
    return (item.path for item in step.fields if item.required and item.when is None)


def _no_longer_required(schema: Json, found: _Conditional) -> None:
    path = f"{found.rows}[].{found.path}" if found.rows else found.path
    around, _dot, name = path.rpartition(".")
    parent = _find(schema, around) if around else schema
    if parent is not None and name in parent.get("required", ()):
        _set_required(parent, [key for key in parent["required"] if key != name])


def _set_required(parent: dict[str, Json], names: list[str]) -> None:
    parent.pop("required", None)
    if names:
        parent["required"] = names


def _loosen_objects(schema: dict[str, Json], always: set[str], before: str) -> None:
    """An object of which all is hidden is absent too: it is required when something in it always is."""
    kept = []
    for name in schema.get("required", ()):
        path, below = before + name, schema.get("properties", {}).get(name, {})
        group = below.get("type") == "object" and path not in always
        if not group or any(one.startswith(f"{path}.") for one in always):
            kept.append(name)
        if group:
            _loosen_objects(below, always, f"{path}.")
    _set_required(schema, kept)


def _compile(schema: dict[str, Json], found: _Conditional, definition: FormDefinition) -> None:
    """Add the rule of one question where it can be judged: at the root, or in each row."""
    in_row = bool(found.rows) and all(path.startswith("item.") for path in operands(found.when))
    condition = schema_of(found.when, in_row=in_row)
    place = _find(schema, f"{found.rows}[]") if in_row else schema
    if condition is None or place is None:
        _comment(schema, found, definition)
        return
    inside = found.rows if found.rows and not in_row else ""
    rule = {"if": condition, "else": _within(inside, _absent(found.path))}
    if found.required:
        rule["then"] = _within(inside, _present(found.path))
    place.setdefault("allOf", []).append(rule)


def _comment(schema: Json, found: _Conditional, definition: FormDefinition) -> None:
    target = _find(schema, f"{found.rows}[].{found.path}" if found.rows else found.path)
    if target is not None:
        told = sentence(found.when, definition, rows=found.rows)
        target["$comment"] = told.replace("*", "")


def _present(path: str) -> Json:
    name, _dot, rest = path.partition(".")
    return {"required": [name], **({"properties": {name: _present(rest)}} if rest else {})}


def _absent(path: str) -> Json:
    name, _dot, rest = path.partition(".")
    return {"properties": {name: _absent(rest) if rest else False}}


def _within(rows: str, schema: Json) -> Json:
    """The same for each row of a repeat, seen from the root."""
    if not rows:
        return schema
    name, _dot, rest = rows.partition(".")
    return {"properties": {name: _within(rest, schema) if rest else {"items": schema}}}


def _find(schema: Json, path: str) -> dict[str, Json] | None:
    """The part of the contract behind "enfants[].prenom" or "enfants[]"; None when there is none."""
    here = schema
    for part in path.split("."):
        here = here.get("properties", {}).get(part.removesuffix("[]")) if isinstance(here, dict) else None
        if part.endswith("[]") and isinstance(here, dict):
            here = here.get("items")
    return here if isinstance(here, dict) else None
