"""A table of labelled amounts: a budget, an account. One question, one input a line.

The lines are the properties of its schema, in order; each is an amount of money with its own title and
bounds. Conditions and formulas read them as "compte.charges.c60". It adds nothing up: a formula does.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from app.core import french
from app.core.definition import Field
from app.core.field_types.amount import Amount
from app.core.field_types.base import Complaint, FieldType, NotUnderstood, Typed
from app.core.field_types.numbers import decimals, exact
from app.core.field_types.sentences import NOTHING, Params, Sentence
from app.core.language import _

Json = Any
_AMOUNT = Amount()


class Amounts(FieldType):
    """Stored as an object of exact numbers of euros; a line left empty is absent."""

    kind = "amounts"
    json_type = "object"
    formats = ("amounts",)
    parts = ()
    widget = "amounts"
    value_type = "amounts"
    input_mode = "decimal"
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "required": lambda field, given: _("Saisissez au moins un montant"),
        "type": lambda field, given: _("Saisissez un nombre à chaque ligne. Exemple : 1250,50"),
    }

    def parts_of(self, field: Field) -> tuple[str, ...]:
        return tuple(_lines(field.schema))

    def part_label(self, field: Field, part: str) -> str:
        return str(_lines(field.schema)[part].get("title", part))

    def attributes_of(self, schema: Mapping[str, Json]) -> Mapping[str, str]:
        return dict.fromkeys(_lines(schema), "number")

    def parse(self, field: Field, typed: Typed) -> dict[str, Json] | None:
        """Every line that cannot be understood is told, the first one first."""
        value: dict[str, Json] = {}
        wrong: list[NotUnderstood] = []
        for part in self.parts_of(field):
            try:
                amount = _AMOUNT.parse(_line(field, part), {"": typed.get(part, ())})
                if amount is not None:
                    value[part] = amount
            except NotUnderstood as refusal:
                wrong.append(NotUnderstood(refusal.code, (part,), {**refusal.params, "parts": (part,)}))
        if wrong:
            raise NotUnderstood(wrong[0].code, wrong[0].parts, wrong[0].params, others=wrong[1:])
        return value or None

    def typed(self, field: Field, value: Json) -> dict[str, tuple[str, ...]]:
        held = value if isinstance(value, Mapping) else {}
        return {part: _shown(field, part, held.get(part)) for part in self.parts_of(field)}

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        """Each line within its own bounds; a line that the schema requires is there."""
        wrong = tuple(_complaints(field, value))
        return Complaint(wrong[0].code, wrong[0].params, wrong[0].part, wrong[1:]) if wrong else None

    def breakdown(self, field: Field, value: Json) -> tuple[tuple[str, str], ...]:
        held = value if isinstance(value, Mapping) else {}
        return tuple(
            (self.part_label(field, part), french.amount(exact(held[part])) if part in held else "")
            for part in self.parts_of(field)
        )

    def read_back(self, field: Field, value: Json) -> str:
        lines = [(name, text) for name, text in self.breakdown(field, value) if text]
        return french.spaced(
            " ; ".join(_("{name} : {text}").format(name=name, text=text) for name, text in lines)
        )

    def message(self, field: Field, code: str, params: Params = NOTHING) -> str:
        """Of one line as of any amount, of the whole table as of any question; the author's words first."""
        part = next(iter(params.get("parts", ())), params.get("part", ""))
        if part not in _lines(field.schema) or code in field.messages:
            return super().message(field, code, params)
        return _AMOUNT.message(_line(field, part), code, params)


def _lines(schema: Mapping[str, Json]) -> Mapping[str, Mapping[str, Json]]:
    lines: Mapping[str, Mapping[str, Json]] = schema.get("properties", {})
    return lines


def _line(field: Field, part: str) -> Field:
    """One line as a question of its own."""
    schema = _lines(field.schema)[part]
    return Field(f"{field.path}.{part}", _AMOUNT.kind, str(schema.get("title", part)), schema=schema)


def _shown(field: Field, part: str, value: Json) -> tuple[str, ...]:
    """What the input shows; a text (from a link) as it came."""
    if value is None or value == "":
        return ()
    return (value if isinstance(value, str) else _AMOUNT.show(_line(field, part), value),)


def _complaints(field: Field, value: Mapping[str, Json]) -> Iterator[Complaint]:
    for part, schema in _lines(field.schema).items():
        code = _out_of_bounds(schema, value.get(part)) or ""
        if part not in value and part in field.schema.get("required", ()):
            code = "required"
        if code:
            yield Complaint(code, {"part": part}, part)


def _out_of_bounds(schema: Mapping[str, Json], value: Json) -> str:
    if value is None:
        return ""
    number = exact(value)
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and number < exact(low):
        return "min"
    if high is not None and number > exact(high):
        return "max"
    return "multiple-of" if decimals(number) > _AMOUNT.scale else ""
