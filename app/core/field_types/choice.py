"""One choice among a closed list."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from app.core.definition import Field
from app.core.field_types.base import Complaint, FieldType, NotUnderstood, has_options, types_of
from app.core.field_types.naming import named
from app.core.field_types.sentences import Sentence
from app.core.language import _

Json = Any
MAX_RADIOS = 7  # a longer list is easier to go through in a select


class Choice(FieldType):
    """Stored as the code of the option."""

    kind = "choice"
    widget = "radios"
    value_type = "choice"
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "required": lambda field, given: _("Sélectionnez {field}").format(field=named(field.name))
    }

    def recognises(self, schema: Mapping[str, Json]) -> bool:
        return types_of(schema) in ({"string"}, frozenset()) and has_options(schema)

    def widget_for(self, field: Field) -> str:
        return self.widget if len(self.options(field)) <= MAX_RADIOS else "select"

    def clean(self, text: str) -> str:
        return text.strip()  # a code is chosen, never typed

    def understand(self, field: Field, text: str) -> str:
        if self.title(field, text) is None:
            raise NotUnderstood("unknown-option")
        return text

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        return Complaint("unknown-option") if self.title(field, value) is None else None

    def read_back(self, field: Field, value: Json) -> str:
        return self.title(field, value) or str(value)

    def title(self, field: Field, value: Json) -> str | None:
        """The option's title, None when it is not in the list."""
        return next((option.title for option in self.options(field) if option.value == value), None)


class TableChoice(Choice):
    """One whose options are known here: it gives its `formats` and `options`."""

    recognises = FieldType.recognises
