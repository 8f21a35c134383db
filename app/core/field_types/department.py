"""A French département or collectivity, by its INSEE code; 99 is abroad."""

from typing import Any

from app.core.definition import Field, Option
from app.core.field_types.choice import Choice
from app.core.field_types.departments import DEPARTMENTS

Json = Any
_OPTIONS = tuple(Option(code, f"{code} – {name}") for code, name in DEPARTMENTS.items())


class Department(Choice):
    """Stored as its code: "35", "2A", "974", "99"."""

    kind = "department"
    formats = ("fr-department",)
    widget = "select"

    def options(self, field: Field) -> tuple[Option, ...]:
        return _OPTIONS

    def read_back(self, field: Field, value: Json) -> str:
        name = DEPARTMENTS.get(value)
        return f"{name} ({value})" if name else str(value)
