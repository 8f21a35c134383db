"""A box to tick: a declaration on one's honour, an agreement. Never ticked in advance."""

from collections.abc import Mapping
from typing import Any, ClassVar

from app.core.definition import Field, Option
from app.core.field_types.base import FieldType, NotUnderstood
from app.core.field_types.sentences import Sentence
from app.core.field_types.yes_no import YES
from app.core.language import _

Json = Any


class Declaration(FieldType):
    """Stored as true; not ticked is absent, false too. Required means "must be ticked"."""

    kind = "declaration"
    json_type = "boolean"
    widget = "checkbox"
    value_type = "boolean"
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "required": lambda field, given: _("Cochez la case pour continuer")
    }

    def recognises(self, schema: Mapping[str, Json]) -> bool:
        return schema.get("const") is True

    def options(self, field: Field) -> tuple[Option, ...]:
        return (Option(YES, field.label),)

    def unanswered(self, value: Json) -> bool:
        return value is False or super().unanswered(value)

    def understand(self, field: Field, text: str) -> bool:
        if text != YES:
            raise NotUnderstood("unknown-option")
        return True

    def show(self, field: Field, value: Json) -> str:
        return YES

    def read_back(self, field: Field, value: Json) -> str:
        return _("Oui")
