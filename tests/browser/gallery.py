"""Every kind of question on a few pages, as data: what the test of all kinds walks through.

The kinds come from the registry. `data/gallery.json` dresses them, adds variants (a list, a table) and says
which stand on one page; a kind that it does not know is asked with the schema and the answers of its table of
clumsy inputs, so that a new kind is looked at as soon as it is registered.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.field_types import FIELD_TYPES
from tests.core.field_types.clumsy import TABLES

Json = Any
_DRESSED = json.loads((Path(__file__).parent / "data" / "gallery.json").read_text(encoding="utf-8"))
_DRESS = ("hint", "linked", "layout", "row_label", "add_label", "options", "template")
_FILES = ("attachment", "identity-document")


@dataclass(frozen=True)
class Sample:
    """A question: `right` and `wrong` give what to type, by part; `wrong` is None where nothing can be."""

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
        """The name of each control of the question → what to type or choose there; nothing for files."""
        if not given or self.is_file:
            return {}
        if self.kind == "repeat":
            return {f"{self.path}[0].{name}": text for name, text in given.items()}
        if isinstance(given, dict):
            return {f"{self.path}:{part}" if part else self.path: text for part, text in given.items()}
        first = next(iter(FIELD_TYPES[self.kind].parts), "")
        return {f"{self.path}:{first}" if first else self.path: given}


@dataclass(frozen=True)
class Sheet:
    """Questions that stand on one page."""

    samples: tuple[Sample, ...]

    @property
    def id(self) -> str:
        return self.samples[0].id


def galleries() -> dict[str, tuple[Sheet, ...]]:
    """Slug → the pages of this form; the kinds that nobody has dressed yet end the last one."""
    known = {raw["kind"] for sheets in _DRESSED.values() for raws in sheets for raw in raws}
    forms = [list(sheets) for sheets in _DRESSED.values()]
    forms[-1] += [[{"kind": kind}] for kind in FIELD_TYPES if kind not in known]
    return {
        f"galerie-{number}": tuple(Sheet(tuple(map(_sample, raws))) for raws in sheets)
        for number, sheets in enumerate(forms, 1)
    }


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


def definition(slug: str) -> Json:
    """One of the forms: one step a page, every question required."""
    sheets = galleries()[slug]
    samples = [sample for sheet in sheets for sample in sheet.samples]
    properties: dict[str, Json] = {}
    calculated: list[Json] = []
    for sample in samples:
        properties[sample.path] = {**sample.raw["schema"], "title": sample.raw["label"]}
        if "total" in sample.raw:
            path = f"{sample.path}_total"
            title = sample.raw["total"]["label"]
            properties[path] = {"type": "number", "format": "fr-amount", "title": title}
            calculated.append({"path": path, "value": sample.raw["total"]["value"]})
    asked = [sample.path for sample in samples if sample.kind != "explanation"]
    contract = {"$schema": _DIALECT, "type": "object", "required": asked, "properties": properties}
    steps = [_step(sheet) for sheet in sheets]
    title = f"Sortes de questions : {list(_DRESSED)[list(galleries()).index(slug)]}"
    head = {**_HEAD, "slug": slug, "title": title}
    return {**head, "schema": contract, "steps": steps, "calculated": calculated}


def _step(sheet: Sheet) -> Json:
    fields = [field for sample in sheet.samples for field in _fields(sample)]
    return {"id": sheet.id, "title": f"Essai : {sheet.id}", "fields": fields}


def _fields(sample: Sample) -> list[Json]:
    field = {"path": sample.path, **{name: sample.raw[name] for name in _DRESS if name in sample.raw}}
    if sample.kind == "repeat":
        field["fields"] = [{"path": name} for name in sample.raw["schema"]["items"]["properties"]]
    return [field, *([{"path": f"{sample.path}_total"}] if "total" in sample.raw else [])]


_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_HEAD: Mapping[str, Json] = {
    "format": 1, "version": 1, "workflow": "instruction",
    "service": {"id": "ccas-saint-aubin", "name": "CCAS de Saint-Aubin", "email": "ccas@exemple.fr"},
    "legal": {
        "basis": "Pour les essais", "purposes": ["Essayer"], "recipients": ["Les agents"],
        "retention_months": 12, "silence": {"rule": "rejet", "months": 2},
    },
    "start": {"summary": "Pour les essais.", "audience": ["Tous"], "minutes": 30, "next": ["Nous lisons."]},
    "documents": {"form": "cerfa", "receipt": "accuse-reception", "decision": "decision"},
}  # fmt: skip
