"""A French région, by its INSEE code."""

from typing import Any

from app.core.definition import Field, Option
from app.core.field_types.choice import TableChoice
from app.core.places import known

Json = Any


class Region(TableChoice):
    """Stored as its code: "53", "04". Overseas collectivities, which are no régions, are left out."""

    kind = "region"
    formats = ("fr-region",)
    widget = "select"

    def options(self, field: Field) -> tuple[Option, ...]:
        found = (Option(code, name) for code, name in known().regions.items() if len(code) == 2)
        return tuple(sorted(found, key=lambda option: option.title.replace("Î", "I")))
