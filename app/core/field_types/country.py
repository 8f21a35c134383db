"""A country or territory, by its ISO 3166-1 alpha-2 code."""

from typing import Any

from app.core.definition import Field, Option
from app.core.field_types.choice import TableChoice
from app.core.field_types.countries import COUNTRIES

Json = Any
_OPTIONS = tuple(Option(code, name) for code, name in COUNTRIES.items())


class Country(TableChoice):
    """Stored as its code: "FR". France comes first in the list, then the alphabet."""

    kind = "country"
    formats = ("country", "fr-country")
    widget = "select"

    def options(self, field: Field) -> tuple[Option, ...]:
        return _OPTIONS
