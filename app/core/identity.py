"""Who the form is about, read from the fields whose autocomplete token says so.

Tokens mark the person's own data (WCAG 1.3.5), so no second mapping is kept in definitions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import combining, normalize

from app.core.definition import FormDefinition
from app.core.field_types import field_type
from app.core.paths import get

Json = Any
_STREET = ("street-address", "address-line1", "address-line2", "address-line3")
_TOWN = ("postal-code", "address-level2")


@dataclass(frozen=True, slots=True)
class Identity:
    """`name` is "Le Goff Maryvonne"; `address` holds lines ready for a letter; all may be empty."""

    name: str = ""
    letter_name: str = ""
    email: str = ""
    address: tuple[str, ...] = ()


def identity(definition: FormDefinition, answers: Mapping[str, Json]) -> Identity:
    """Read the first answered field of each token, in document order."""
    found: dict[str, str] = {}
    whole: tuple[str, ...] = ()
    for _step, field in definition.fields():
        value = get(answers, field.path) if field.autocomplete and not field.fields else None
        if isinstance(value, str) and value:
            found.setdefault(field.autocomplete.split()[-1], value)
        elif value:
            whole = whole or field_type(field).letter_lines(value)
    family = found.get("family-name", "")
    given = found.get("given-name", "")
    whole_name = found.get("name", "") or found.get("organization", "")  # an association has no other name
    return Identity(
        name=" ".join(part for part in (family, given) if part) or whole_name,
        letter_name=" ".join(part for part in (given, family) if part) or whole_name,
        email=found.get("email", ""),
        address=whole or _letter_lines(found),
    )


def same_person(one: str, other: str) -> bool:
    """True when the words of one name are all in the other, whatever accents, capitals and order.

    "Maryvonne Le Goff" and "LE GOFF Maryvonne Anne" are the same: a missing second name is no other person.
    """
    ours, theirs = _words(one), _words(other)
    return ours <= theirs or theirs <= ours


def _words(name: str) -> frozenset[str]:
    bare = "".join(char for char in normalize("NFD", name.casefold()) if not combining(char))
    return frozenset("".join(char if char.isalnum() else " " for char in bare).split())


def _letter_lines(found: Mapping[str, str]) -> tuple[str, ...]:
    """Street lines, then "22000 Saint-Aubin" on one line."""
    street = [found[token] for token in _STREET if token in found]
    town = " ".join(found[token] for token in _TOWN if token in found)
    return tuple(line for line in (*street, town) if line)
