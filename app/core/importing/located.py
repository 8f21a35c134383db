"""A part of a schema with its JSON Pointer, its keywords read as 2020-12 writes them.

Older drafts are upgraded as they are read (`definitions`, `dependencies`, tuple `items`, boolean
`exclusiveMinimum`, `id`): what is in the file is never changed, and pointers stay those of the file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.findings import pointer as escaped

Json = Any
ONE = frozenset({
    "additionalItems", "additionalProperties", "contains", "contentSchema", "else", "if", "items", "not",
    "propertyNames", "then", "unevaluatedItems", "unevaluatedProperties",
})  # fmt: skip
BY_NAME = frozenset({
    "$defs", "definitions", "dependentSchemas", "dependencies", "patternProperties", "properties",
})  # fmt: skip
LISTED = frozenset({"allOf", "anyOf", "oneOf", "prefixItems", "items"})


@dataclass(frozen=True, slots=True)
class Located:
    """A value of the file and its place."""

    value: Json
    pointer: str

    def at(self, *keys: str | int) -> "Located":
        """What is below, which must exist."""
        below = self.value
        for key in keys:
            below = below[key]
        return Located(below, self.pointer + escaped(*keys))

    def members(self) -> Iterator[tuple[str, "Located"]]:
        """The members of an object; nothing for another value."""
        if isinstance(self.value, Mapping):
            for name, below in self.value.items():
                yield name, Located(below, self.pointer + _step(name))

    def entries(self) -> Iterator["Located"]:
        """The entries of a list; nothing for another value."""
        if isinstance(self.value, list):
            for index, below in enumerate(self.value):
                yield Located(below, f"{self.pointer}/{index}")


def _step(name: str) -> str:
    return escaped(name) if "~" in name or "/" in name else f"/{name}"


def keywords(schema: Located) -> dict[str, Located]:
    """The keywords of this schema as in draft 2020-12; none for true, false and what is no schema."""
    found = dict(schema.members())
    for old, new in (("definitions", "$defs"), ("id", "$id")):
        if old in found and new not in found:
            found[new] = found.pop(old)
    if isinstance(schema.value, Mapping):
        _upgrade_items(found)
        _upgrade_bounds(found)
        _upgrade_dependencies(found)
    return found


def _upgrade_items(found: dict[str, Located]) -> None:
    if "items" in found and isinstance(found["items"].value, list):
        found["prefixItems"] = found.pop("items")
        if "additionalItems" in found:
            found["items"] = found.pop("additionalItems")


def _upgrade_bounds(found: dict[str, Located]) -> None:
    for bound, strict in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if strict in found and isinstance(found[strict].value, bool):
            flag = found.pop(strict)
            if flag.value and bound in found:
                found[strict] = found.pop(bound)


def _upgrade_dependencies(found: dict[str, Located]) -> None:
    if "dependencies" not in found:
        return
    given = found.pop("dependencies")
    names = {name: below.value for name, below in given.members() if isinstance(below.value, list)}
    schemas = {name: below.value for name, below in given.members() if not isinstance(below.value, list)}
    if names:
        found.setdefault("dependentRequired", Located(names, given.pointer))
    if schemas:
        found.setdefault("dependentSchemas", Located(schemas, given.pointer))


def schemas_below(schema: Located) -> Iterator[Located]:
    """The schemas directly inside this one, whatever the draft."""
    for keyword, value in schema.value.items() if isinstance(schema.value, Mapping) else ():
        if keyword in LISTED and isinstance(value, list):
            yield from Located(value, f"{schema.pointer}/{keyword}").entries()
        elif keyword in BY_NAME:
            inside = Located(value, f"{schema.pointer}/{keyword}").members()
            yield from (found for _name, found in inside if isinstance(found.value, Mapping | bool))
        elif keyword in ONE:
            yield Located(value, f"{schema.pointer}/{keyword}")


def occurrences(schema: Json) -> Iterator[tuple[str, str]]:
    """(pointer, keyword) of every keyword of every schema of the file; no recursion, whatever the depth."""
    waiting = [Located(schema, "")]
    while waiting:
        here = waiting.pop()
        for keyword, below in here.members():
            yield below.pointer, keyword
        waiting += reversed(list(schemas_below(here)))
