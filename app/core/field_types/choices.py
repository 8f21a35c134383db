"""Several choices among a closed list."""

from collections.abc import Mapping
from typing import Any, ClassVar

from app.core.definition import Field
from app.core.field_types.base import FieldType, NotUnderstood, Typed, has_options, types_of
from app.core.field_types.naming import named
from app.core.field_types.sentences import Params, Sentence
from app.core.language import _, ngettext

Json = Any


def _too_few(field: Field, given: Params) -> str:
    n = int(given["n"])
    return ngettext("Sélectionnez au moins {n} option", "Sélectionnez au moins {n} options", n).format(n=n)


def _too_many(field: Field, given: Params) -> str:
    n = int(given["n"])
    return ngettext("Sélectionnez au plus {n} option", "Sélectionnez au plus {n} options", n).format(n=n)


class Choices(FieldType):
    """Stored as the list of codes, in the order of the options; nothing ticked is absent."""

    kind = "choices"
    json_type = "array"
    widget = "checkboxes"
    value_type = "choices"
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "required": lambda field, given: _("Sélectionnez {field}").format(field=named(field.name)),
        "min-items": _too_few,
        "max-items": _too_many,
    }

    def recognises(self, schema: Mapping[str, Json]) -> bool:
        return types_of(schema) == {"array"} and has_options(schema.get("items") or {})

    def parse(self, field: Field, typed: Typed) -> list[str] | None:
        chosen = {text for text in typed.get("", ()) if text}
        ordered = [option.value for option in field.options if option.value in chosen]
        if len(ordered) != len(chosen):
            raise NotUnderstood("unknown-option")
        return ordered or None

    def typed(self, field: Field, value: Json) -> dict[str, tuple[str, ...]]:
        return {"": tuple(value or ())}

    def read_back(self, field: Field, value: Json) -> str:
        titles = {option.value: option.title for option in field.options}
        return ", ".join(titles.get(code, str(code)) for code in value)
