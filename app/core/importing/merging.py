"""A schema with its `$ref` and `allOf` laid together: one view of what is asked at one place.

It decides no question. A rule that two parts write differently keeps the narrower one where
that is clear, else the second is refused by name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.core.importing.located import Located, keywords
from app.core.importing.references import References
from app.core.importing.report import Report
from app.core.language import _

Json = Any
_SEVERAL = frozenset({"oneOf", "anyOf", "not", "dependentRequired", "dependentSchemas", "patternProperties"})
_NARROWER: Mapping[str, Callable[..., Json]] = {
    "minimum": max, "exclusiveMinimum": max, "minLength": max, "minItems": max, "minProperties": max,
    "maximum": min, "exclusiveMaximum": min, "maxLength": min, "maxItems": min, "maxProperties": min,
}  # fmt: skip
_FREE = frozenset(
    {"title", "description", "$comment", "$defs", "$id", "$schema", "$anchor", "default", "examples"}
)
_SHAPES: Mapping[str, type | tuple[type, ...]] = {
    "properties": dict, "required": list, "enum": list, "oneOf": list, "anyOf": list, "allOf": list,
    "pattern": str, "format": str, "title": str, "description": str, "examples": list, "enumNames": list,
    "prefixItems": list, "type": (str, list), "dependentRequired": dict, "dependentSchemas": dict,
    "patternProperties": dict, "contentMediaType": str, "contentEncoding": str,
}  # fmt: skip
_MOST_PARTS = 400  # schemas laid together at one place


@dataclass(slots=True)
class Merged:
    """`several` holds what may be said more than once; `rules` what is said once."""

    pointers: list[str] = field(default_factory=list)
    properties: dict[str, list[Located]] = field(default_factory=dict)
    required: dict[str, Located] = field(default_factory=dict)
    rules: dict[str, Located] = field(default_factory=dict)
    several: list[tuple[str, Located]] = field(default_factory=list)
    choices: list[Mapping[str, Located]] = field(default_factory=list)  # if, then, else
    never: str = ""  # the place of a `false`
    looped: bool = False  # a reference led back to what is being read

    def value(self, keyword: str) -> Json:
        """The value of a rule, None when there is none."""
        return self.rules[keyword].value if keyword in self.rules else None

    def all(self, keyword: str) -> list[Located]:
        """Every value of a keyword that may be said more than once."""
        return [found for name, found in self.several if name == keyword]


class Merger:
    """Lays schemas together; `active` are the places that are being read around: going back is a loop."""

    def __init__(self, references: References, report: Report) -> None:
        self.references = references
        self.report = report

    def merge(self, schemas: Sequence[Located], active: frozenset[str] = frozenset()) -> Merged:
        """The one view of these schemas; never recurses."""
        merged = Merged()
        waiting = list(reversed(schemas))
        while waiting:
            here = waiting.pop()
            if here.pointer in merged.pointers:
                continue
            merged.pointers.append(here.pointer)
            self.report.seen.add(here.pointer)
            if here.value is False:
                merged.never = here.pointer
            elif len(merged.pointers) > _MOST_PARTS:
                self.report.refused(here.pointer, _("Trop de schémas sont réunis ici."))
            elif isinstance(here.value, Mapping):
                waiting += reversed(self._take(here, merged, active))
            elif here.value is not True:
                self.report.refused(here.pointer, _("Ce n’est pas un schéma."))
        return merged

    def _take(self, here: Located, merged: Merged, active: frozenset[str]) -> list[Located]:
        """Lay one schema over; gives the schemas that it brings along."""
        brought = []
        found = keywords(here)
        for keyword, below in found.items():
            if keyword in _SHAPES and not isinstance(below.value, _SHAPES[keyword]):
                self.report.refused(below.pointer, _("La valeur de ce mot-clé n’est pas lisible."))
            elif keyword in ("$ref", "$dynamicRef", "$recursiveRef"):
                brought += self._not_looping(self._follow(keyword, below, here), below, merged, active)
            elif keyword == "allOf" or (keyword in ("oneOf", "anyOf") and len(_not_null(below)) == 1):
                self.report.rendered(below)  # "this or null" is "this, if you want"
                brought += _not_null(below)
            else:
                self._lay(keyword, below, merged)
        if "if" in found:
            merged.choices.append({name: found[name] for name in ("if", "then", "else") if name in found})
        return brought

    def _follow(self, keyword: str, below: Located, here: Located) -> list[Located]:
        target = self.references.find(below.value, here.pointer)
        if target is None:
            reason = _("Cette référence n’est pas dans le fichier : rien n’est cherché ailleurs.")
        elif keyword != "$ref" and here.value.get("$ref") is not None:
            reason = _("Cette référence mouvante n’est pas suivie.")
        else:
            self.report.rendered(below)
            return [target]
        self.report.refused(below.pointer, reason)
        return []

    def _not_looping(
        self, targets: list[Located], below: Located, merged: Merged, active: frozenset[str]
    ) -> list[Located]:
        """The targets, unless they lead back to what is being read."""
        if not any(target.pointer in active for target in targets):
            return targets
        merged.looped = True
        self.report.refused(below.pointer, _("Cette référence tourne en rond : recopiez le niveau suivant."))
        return []

    def _lay(self, keyword: str, below: Located, merged: Merged) -> None:
        if keyword == "properties":
            self.report.rendered(below)
            for name, schema in below.members():
                merged.properties.setdefault(name, []).append(schema)
        elif keyword == "required":
            for name in below.value:
                if isinstance(name, str):
                    merged.required.setdefault(name, below)
        elif keyword in _SEVERAL:
            merged.several.append((keyword, below))
        elif keyword not in merged.rules:
            merged.rules[keyword] = below
        elif keyword not in _FREE:
            self._narrow(keyword, below, merged)

    def _narrow(self, keyword: str, below: Located, merged: Merged) -> None:
        known = merged.rules[keyword]
        if known.value == below.value:
            self.report.rendered(below)
            return
        both = _both(keyword, known.value, below.value)
        if both is None:
            self.report.refused(below.pointer, _("Une autre règle, déjà reprise, dit autre chose."))
        else:
            self.report.rendered(below)
            merged.rules[keyword] = Located(both, known.pointer)


def _not_null(listed: Located) -> list[Located]:
    """The branches that ask for something."""
    branches = list(listed.entries())
    return [branch for branch in branches if branch.value != {"type": "null"}] or branches


def _both(keyword: str, first: Json, second: Json) -> Json:
    """What satisfies both, None when it cannot be said."""
    if keyword in _NARROWER and all(
        type(value) is not bool and isinstance(value, int) for value in (first, second)
    ):
        return _NARROWER[keyword](first, second)
    if keyword == "enum":
        return [value for value in first if value in second] or None
    if keyword == "type":
        wanted = {first} if isinstance(first, str) else set(map(str, first))
        given = {second} if isinstance(second, str) else set(map(str, second))
        return sorted(wanted & given) or None
    return None
