"""A French département or collectivity, by its INSEE code; 99 is abroad."""

from typing import Any

from app.core.definition import Field, Option
from app.core.field_types.choice import TableChoice
from app.core.language import _
from app.core.places import known

Json = Any
ABROAD = "99"


class Department(TableChoice):
    """Stored as its code: "35", "2A", "974", "99"."""

    kind = "department"
    formats = ("fr-department",)
    widget = "select"

    def options(self, field: Field) -> tuple[Option, ...]:
        found = (Option(code, f"{code} – {one.name}") for code, one in known().departments.items())
        return (*found, Option(ABROAD, f"{ABROAD} – {_('Étranger')}"))

    def read_back(self, field: Field, value: Json) -> str:
        title = self.title(field, value)
        return f"{title.partition(' – ')[2]} ({value})" if title else str(value)
