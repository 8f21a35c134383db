"""A yes-or-no question. Unanswered is neither: it is absent."""

from collections.abc import Mapping
from typing import Any, ClassVar

from app.core.definition import Field, Option
from app.core.field_types.base import FieldType, NotUnderstood, types_of
from app.core.field_types.sentences import Sentence
from app.core.language import _

Json = Any
YES, NO = "oui", "non"  # what the inputs post


class YesNo(FieldType):
    """Stored as true or false."""

    kind = "yes-no"
    json_type = "boolean"
    widget = "radios"
    value_type = "boolean"
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "required": lambda field, given: _("Sélectionnez « Oui » ou « Non »")
    }

    def recognises(self, schema: Mapping[str, Json]) -> bool:
        return types_of(schema) == {"boolean"} and "const" not in schema

    def options(self, field: Field) -> tuple[Option, ...]:
        hints = {option.value: option.hint for option in field.options}
        return (Option(YES, _("Oui"), hints.get(YES, "")), Option(NO, _("Non"), hints.get(NO, "")))

    def understand(self, field: Field, text: str) -> bool:
        if text not in (YES, NO):
            raise NotUnderstood("unknown-option")
        return text == YES

    def show(self, field: Field, value: Json) -> str:
        return YES if value is True else NO

    def read_back(self, field: Field, value: Json) -> str:
        return _("Oui") if value is True else _("Non")
