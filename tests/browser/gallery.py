"""One page for each kind of question, as data: what the test of all pages walks through.

The kinds come from the registry. `data/gallery.json` dresses them and adds variants (a list, a table);
a kind that it does not know is asked with the schema and the answers of its table of clumsy inputs,
so that a new kind has its page as soon as it is registered.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.field_types import FIELD_TYPES
from tests.core.field_types.clumsy import TABLES

Json = Any
SLUG = "galerie"
TITLE = "Toutes les sortes de questions"
_DRESSED = json.loads((Path(__file__).parent / "data" / "gallery.json").read_text(encoding="utf-8"))
_DRESS = ("hint", "linked", "layout", "row_label", "add_label", "options", "template")
_FILES = ("attachment", "identity-document")


@dataclass(frozen=True)
class Sample:
    """A page: `right` and `wrong` give what to type, by part; `wrong` is None where nothing can be."""

    id: str
    kind: str
    path: str
    right: Json
    wrong: Json
    raw: Mapping[str, Json]

    @property
    def is_file(self) -> bool:
        return self.kind in _FILES

    def named(self, given: Json) -> dict[str, Json]:
        """The name of each control of the page → what to type or choose there; nothing for files."""
        if not given or self.is_file:
            return {}
        if self.kind == "repeat":
            return {f"{self.path}[0].{name}": text for name, text in given.items()}
        if isinstance(given, dict):
            return {f"{self.path}:{part}" if part else self.path: text for part, text in given.items()}
        first = next(iter(FIELD_TYPES[self.kind].parts), "")
        return {f"{self.path}:{first}" if first else self.path: given}


def samples() -> tuple[Sample, ...]:
    """Every page in order: those that are dressed, then the kinds that nobody has dressed yet."""
    known = {raw["kind"] for raw in _DRESSED}
    bare = [{"kind": kind} for kind in FIELD_TYPES if kind not in known]
    return tuple(_sample(raw) for raw in (*_DRESSED, *bare))


def _sample(raw: Mapping[str, Json]) -> Sample:
    id_ = raw.get("id", raw["kind"])
    table = TABLES[raw["kind"]]
    full = {"label": raw["kind"], **raw, "schema": raw.get("schema", table["schema"])}
    right = raw["right"] if "right" in raw else _first(table, "value")
    wrong = raw["wrong"] if "wrong" in raw else _first(table, "message")
    return Sample(id_, raw["kind"], id_.replace("-", "_"), right, wrong, full)


def _first(table: Json, outcome: str) -> Json:
    """What is typed in the first short case with this outcome; "" (nothing) when there is none."""
    typed = (
        case["typed"]
        for case in table["cases"]
        if "typed" in case and "times" not in case and case.get(outcome) not in (None, [])
    )
    return next(typed, "")


def definition() -> Json:
    """The form: one step a page, every question required."""
    properties: dict[str, Json] = {}
    steps, calculated = [], []
    for sample in samples():
        raw = sample.raw
        properties[sample.path] = {**raw["schema"], "title": raw["label"]}
        fields = [{"path": sample.path, **{name: raw[name] for name in _DRESS if name in raw}}]
        if sample.kind == "repeat":
            cells = raw["schema"]["items"]["properties"]
            fields[0]["fields"] = [{"path": name} for name in cells]
        if "total" in raw:
            path = f"{sample.path}_total"
            properties[path] = {"type": "number", "format": "fr-amount", "title": raw["total"]["label"]}
            fields.append({"path": path})
            calculated.append({"path": path, "value": raw["total"]["value"]})
        steps.append({"id": sample.id, "title": f"Essai : {sample.id}", "fields": fields})
    asked = [sample.path for sample in samples() if sample.kind != "explanation"]
    contract = {"type": "object", "required": asked, "properties": properties}
    return {**_HEAD, "schema": {"$schema": _DIALECT, **contract}, "steps": steps, "calculated": calculated}


_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_HEAD: Mapping[str, Json] = {
    "format": 1, "slug": SLUG, "version": 1, "title": TITLE, "workflow": "instruction",
    "service": {"id": "ccas-saint-aubin", "name": "CCAS de Saint-Aubin", "email": "ccas@exemple.fr"},
    "legal": {
        "basis": "Pour les essais", "purposes": ["Essayer"], "recipients": ["Les agents"],
        "retention_months": 12, "silence": {"rule": "rejet", "months": 2},
    },
    "start": {"summary": "Pour les essais.", "audience": ["Tous"], "minutes": 30, "next": ["Nous lisons."]},
    "documents": {"form": "cerfa", "receipt": "accuse-reception", "decision": "decision"},
}  # fmt: skip
