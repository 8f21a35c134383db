"""A group of fields that is answered several times: children, jobs, vehicles.

Its cells are fields of their own, read and judged one by one (see `reading` and
`answers`); here only the list as a whole is known.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from app.core.definition import Field
from app.core.field_types.base import Complaint, FieldType, Typed, types_of
from app.core.field_types.naming import counted, plural
from app.core.field_types.sentences import Params, Sentence
from app.core.language import _
from app.core.paths import ROW_LIMIT

Json = Any


def _rows(field: Field, n: int) -> str:
    return counted(n, field.row_label or _("ligne"))


def _too_few(field: Field, given: Params) -> str:
    return _("Ajoutez au moins {rows}").format(rows=_rows(field, int(given.get("n", 1))))


def _too_many(field: Field, given: Params) -> str:
    return _("Vous pouvez ajouter au plus {rows}").format(rows=_rows(field, int(given["n"])))


def _missing(field: Field, given: Params) -> str:
    return _too_few(field, {"n": max(1, int(field.schema.get("minItems", 1)))})


def _twins(field: Field, given: Params) -> str:
    nouns = plural(field.row_label or _("Ligne"))
    text = _("Deux {nouns} sont identiques : lignes {i} et {j}")
    return text.format(nouns=nouns, i=given.get("i", "?"), j=given.get("j", "?"))


class Repeat(FieldType):
    """Stored as a list of objects, one a row."""

    kind = "repeat"
    json_type = "array"
    parts = ()
    widget = "repeat"
    value_type = "rows"
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "required": _missing,
        "min-items": _too_few,
        "max-items": _too_many,
        "unique-items": _twins,
    }

    def recognises(self, schema: Mapping[str, Json]) -> bool:
        return types_of(schema) == {"array"} and types_of(schema.get("items") or {}) == {"object"}

    def parse(self, field: Field, typed: Typed) -> None:
        return None

    def typed(self, field: Field, value: Json) -> dict[str, tuple[str, ...]]:
        return {}

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        return Complaint("max-items", {"n": ROW_LIMIT}) if len(value) > ROW_LIMIT else None

    def read_back(self, field: Field, value: Json) -> str:
        return _rows(field, len(value))

    @staticmethod
    def row_title(field: Field, index: int) -> str:
        """ "Enfant 2" for the row of index 1."""
        label = field.row_label or _("Ligne")
        return f"{label[:1].upper()}{label[1:]} {index + 1}"
