"""Made-up answers for every question of a draft, so that it begins with a complete case.

What cannot be made up (an unknown pattern, a file) is left out: the case is kept only when it holds.
"""

from collections.abc import Mapping
from typing import Any

from app.core import paths
from app.core.conditions.values import as_number
from app.core.definition import Field, FormDefinition
from app.core.field_types import FIELD_TYPES

Json = Any
# Made for examples: a number that nobody has, an address of the reserved domain.
_BY_FORMAT: Mapping[str, Json] = {
    "date": "2000-01-31",
    "email": "nom@exemple.fr",
    "uri": "https://www.exemple.fr",
    "fr-phone": "+33199001234",
    "fr-postcode": "35000",
    "fr-siret": "73282932000074",
    "fr-siren": "732829320",
    "iban": "FR7630006000011234567890189",
    "fr-rna": "W751234567",
    "fr-plate": "AB-123-CD",
    "fr-vin": "VF1AB000123456789",
    "fr-nir": "255081416802538",
    "fr-tax-number": "3023217600053",
    "fr-person-name": "Exemple",
    "month": "2000-01",
    "partial-date": "2000-01-31",
    "time": "14:30",
    "date-time": "2000-01-31T14:30",
}
_WORD = "exemple"


def sample_answers(definition: FormDefinition) -> dict[str, Json]:
    """An answer for each question that one can be made for."""
    answers: dict[str, Json] = {}
    for _step, field in definition.fields():
        value = _sample(field)
        if value is not None:
            paths.put(answers, field.path, value)
    return answers


def _sample(field: Field) -> Json:
    if field.fields:
        return [_row(field)] * max(1, int(field.schema.get("minItems", 1)))
    codes = [option.value for option in field.options]
    if codes:
        several = FIELD_TYPES[field.kind].value_type == "choices"
        return codes[: max(1, int(field.schema.get("minItems", 1)))] if several else codes[0]
    kind = field.schema.get("type")
    if kind == "boolean" or field.schema.get("const") is True:
        return True
    if kind in ("integer", "number"):
        return _number(field.schema)
    if field.kind == "amounts":
        return {name: _number(schema) for name, schema in field.schema["properties"].items()}
    return _text(field.schema) if kind == "string" else None


def _row(field: Field) -> dict[str, Json]:
    row: dict[str, Json] = {}
    for cell in field.fields:
        value = _sample(cell)
        if value is not None:
            paths.put(row, cell.path, value)
    return row


def _number(schema: Mapping[str, Json]) -> Json:
    step = as_number(schema.get("multipleOf", 1))
    for bound, away in (("minimum", 0), ("exclusiveMinimum", 1), ("maximum", 0), ("exclusiveMaximum", -1)):
        limit = as_number(schema.get(bound))
        if limit is not None and step is not None:
            return limit + away * step
    return step


def _text(schema: Mapping[str, Json]) -> Json:
    if "format" in schema:
        return _BY_FORMAT.get(schema["format"])
    if schema.get("examples"):
        return schema["examples"][0]
    least, most = int(schema.get("minLength", 0)), int(schema.get("maxLength", 200))
    return (_WORD * (least // len(_WORD) + 1))[: max(least, min(most, len(_WORD)))] or None
