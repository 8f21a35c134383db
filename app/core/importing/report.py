"""What became of every keyword of an imported schema, and the texts that are left to write.

It only keeps and counts; who reads a keyword says what became of it. Between two fates of one
keyword (a part used twice), the worst one is told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from app.core import french
from app.core.importing.located import Located, occurrences
from app.core.language import _

Json = Any
RENDERED, ENFORCED, IGNORED, REFUSED = "rendered", "enforced", "ignored", "refused"
spaced = lru_cache(maxsize=1000)(french.spaced)  # few reasons, told thousands of times
_WORST_LAST = (IGNORED, RENDERED, ENFORCED, REFUSED)
ANNOTATIONS = frozenset({
    "$schema", "$id", "id", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$comment", "$vocabulary",
    "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$defs",
    "definitions", "contentEncoding", "contentMediaType", "contentSchema", "enumNames",
})  # fmt: skip
RULES = frozenset({
    "type", "enum", "const", "properties", "required", "items", "prefixItems", "additionalItems",
    "contains", "minContains", "maxContains", "additionalProperties", "patternProperties",
    "propertyNames", "minProperties", "maxProperties", "dependencies", "dependentRequired",
    "dependentSchemas", "unevaluatedItems", "unevaluatedProperties", "allOf", "anyOf", "oneOf", "not",
    "if", "then", "else", "$ref", "$dynamicRef", "$recursiveRef", "format", "pattern", "minLength",
    "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems",
    "maxItems", "uniqueItems",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One keyword at one place, and its only fate."""

    pointer: str
    keyword: str
    status: str
    reason: str


@dataclass(slots=True)
class Report:
    """`labels` are (path, what to write); `aliases` our path → the name in the schema."""

    marks: dict[str, tuple[str, str]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)  # the schemas that were read, by pointer
    labels: list[tuple[str, str]] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    fates: dict[str, tuple[str, str] | None] = field(default_factory=dict)  # around a place

    def mark(self, pointer: str, status: str, reason: str = "") -> None:
        """Tell the fate of the keyword at this place."""
        known = self.marks.get(pointer)
        if known is None or _WORST_LAST.index(status) > _WORST_LAST.index(known[0]):
            self.marks[pointer] = (status, spaced(reason))

    def rendered(self, *found: Located | None) -> None:
        """These keywords are in the form."""
        for located in found:
            if located is not None:
                self.mark(located.pointer, RENDERED)

    def refused(self, pointer: str, reason: str) -> None:
        """This keyword is neither in the form nor enforced."""
        self.mark(pointer, REFUSED, reason)

    def close(self, schema: Json) -> None:
        """Give each keyword that nobody spoke of its fate, once all is read."""
        self.entries = tuple(
            Entry(pointer, keyword, *self._fate(pointer, keyword)) for pointer, keyword in occurrences(schema)
        )

    def _fate(self, pointer: str, keyword: str) -> tuple[str, str]:
        if pointer in self.marks:
            return self.marks[pointer]
        if keyword in ANNOTATIONS:
            return IGNORED, spaced(_("Cette indication ne change pas les réponses."))
        if keyword not in RULES:
            return IGNORED, spaced(_("Ce mot-clé n’est pas de JSON Schema."))
        schema = pointer.rpartition("/")[0]
        if self.marks.get(schema, ("", ""))[0] == REFUSED:
            return self.marks[schema]
        if schema in self.seen:
            return REFUSED, spaced(_("Aucune question ne porte cette règle."))
        around = self._around(pointer)
        if around is not None:
            return around[0], around[1] or spaced(_("Cette règle fait partie de celle qui l’entoure."))
        return IGNORED, spaced(_("Cette partie du schéma n’est utilisée nulle part."))

    def _around(self, pointer: str) -> tuple[str, str] | None:
        """The fate of the nearest keyword around; what was found is kept, for schemas may be deep."""
        passed: list[str] = []
        found: tuple[str, str] | None = None
        while pointer and found is None:
            pointer = pointer.rpartition("/")[0]
            if pointer in self.fates:
                found = self.fates[pointer]
                break
            passed.append(pointer)
            if pointer in self.marks and self.marks[pointer][0] != IGNORED:
                found = self.marks[pointer]
        self.fates |= dict.fromkeys(passed, found)
        return found

    def count(self, status: str) -> int:
        """How many keywords met this fate."""
        return sum(entry.status == status for entry in self.entries)

    def as_json(self) -> Mapping[str, Json]:
        """For programs."""
        return {
            "counts": {status: self.count(status) for status in (RENDERED, ENFORCED, IGNORED, REFUSED)},
            "keywords": [
                {"pointer": e.pointer, "keyword": e.keyword, "status": e.status, "reason": e.reason}
                for e in self.entries
            ],
            "labels": [{"path": path, "write": what} for path, what in self.labels],
            "aliases": self.aliases,
        }

    def lines(self) -> Iterator[str]:
        """For people: Markdown that also reads well in a terminal."""
        for status, title in (
            (REFUSED, _("Refusé : à reprendre à la main")),
            (ENFORCED, _("Appliqué sans être montré")),
            (IGNORED, _("Ignoré")),
            (RENDERED, _("Repris dans le formulaire")),
        ):
            yield spaced(f"## {title} ({self.count(status)})")
            yield ""
            for entry in self.entries:
                if entry.status == status:
                    yield f"- `{entry.pointer}`" + (f" — {entry.reason}" if entry.reason else "")
            yield ""
        yield spaced(_("## Textes à rédiger ({n})").format(n=len(self.labels)))
        yield ""
        for path, what in self.labels:
            yield f"- `{path}` — {what}"
        if self.aliases:
            yield ""
            yield spaced(_("## Noms changés ({n})").format(n=len(self.aliases)))
            yield ""
            yield from (f"- `{path}` : `{name}`" for path, name in self.aliases.items())
