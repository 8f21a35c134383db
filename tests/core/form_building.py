"""Forms built from the dataclasses, so that the engine is tested without the parser of files."""

from hashlib import sha256
from typing import Any

from app.core.definition import (
    Calculated,
    Check,
    Eligibility,
    Field,
    FormDefinition,
    Legal,
    Option,
    Service,
    Silence,
    Start,
    Step,
)
from app.core.field_types import kind_of

Json = Any

SALARIED = Option("salarie", "Salarié")
RETIRED = Option("retraite", "Retraité")
SITUATIONS = (SALARIED, RETIRED)

TEXT = {"type": "string"}
DATE = {"type": "string", "format": "date"}
YES_NO = {"type": "boolean"}
INTEGER = {"type": "integer"}
AMOUNT = {"type": "number", "format": "fr-amount"}
SITUATION = {"type": "string", "oneOf": [{"const": o.value, "title": o.title} for o in SITUATIONS]}


def var(path: str) -> Json:
    return {"var": path}


def is_(path: str, value: Json) -> Json:
    return {"==": [var(path), value]}


def a_field(path: str, schema: Json = TEXT, **dress: Any) -> Field:
    """A field of the kind that its schema asks for; its label is the last name of its path."""
    dress = {"kind": kind_of(schema), "label": path.rpartition(".")[2].capitalize(), **dress}
    return Field(path=path, schema=schema, **dress)


def a_choice(path: str, *options: Option, **dress: Any) -> Field:
    options = options or SITUATIONS
    listed = [{"const": option.value, "title": option.title} for option in options]
    return a_field(path, {"type": "string", "oneOf": listed}, options=options, **dress)


def a_repeat(path: str, *fields: Field, limits: Json | None = None, **dress: Any) -> Field:
    items = {"type": "object", "properties": {}}
    for field in fields:
        _declare(items, field)
    schema = {"type": "array", "items": items, **(limits or {})}
    return a_field(path, schema, **{"fields": fields, "row_label": "Enfant", **dress})


def a_step(step_id: str, *fields: Field, when: Json | None = None) -> Step:
    return Step(step_id, step_id.capitalize(), fields, when=when)


def a_form(
    *steps: Step,
    calculated: tuple[Calculated, ...] = (),
    checks: tuple[Check, ...] = (),
    eligibility: tuple[Eligibility, ...] = (),
    contract: Json | None = None,
) -> FormDefinition:
    """A form whose schema is made from its fields; `contract` adds keywords to the schema's root."""
    schema: dict[str, Json] = {"type": "object", "properties": {}, "additionalProperties": False}
    for step in steps:
        for field in step.fields:
            _declare(schema, field)
    for rule in calculated:
        _declare(schema, a_field(rule.path, {}, kind="text"))
    schema |= contract or {}
    return FormDefinition(
        slug="essai",
        version=1,
        title="Essai",
        service=Service("ccas", "CCAS"),
        legal=Legal("CASF", Silence("rejet", 2)),
        start=Start(),
        schema=schema,
        steps=steps,
        workflow="instruction",
        documents={},
        hash=sha256(repr((steps, calculated, checks, schema)).encode()).hexdigest(),
        raw={},
        calculated=calculated,
        checks=checks,
        eligibility=eligibility,
    )


def _declare(schema: dict[str, Json], field: Field) -> None:
    """Put the field's part where its path says, making the objects around it."""
    *around, last = field.path.split(".")
    for name in around:
        schema = schema["properties"].setdefault(name, {"type": "object", "properties": {}})
    schema["properties"].setdefault(last, dict(field.schema))
    if field.required:
        schema.setdefault("required", []).append(last)
