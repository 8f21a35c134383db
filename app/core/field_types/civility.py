"""Madame or Monsieur, and nothing else (circulaire n° 5575/SG of 21 February 2012)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from app.core.definition import Field, Option
from app.core.field_types.choice import TableChoice
from app.core.language import _

Json = Any
_TITLES: Mapping[str, Callable[[], str]] = MappingProxyType(
    {"madame": lambda: _("Madame"), "monsieur": lambda: _("Monsieur")}
)


class Civility(TableChoice):
    """Stored as "madame" or "monsieur". The titles of the schema come first."""

    kind = "civility"
    formats = ("fr-civility",)

    def options(self, field: Field) -> tuple[Option, ...]:
        listed = field.options or tuple(Option(code, code) for code in _TITLES)
        return tuple(_titled(option) for option in listed)


def _titled(option: Option) -> Option:
    known = _TITLES.get(option.value)
    return Option(option.value, known(), option.hint) if known and option.title == option.value else option
