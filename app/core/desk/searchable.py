"""What the agents' search may find of a person's answers: the texts, as they read and as they are stored.

Sensitive answers, files and yes/no are left out: a search must never tell what a list would not show.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.core.definition import Field, FormDefinition
from app.core.field_types import field_type
from app.core.paths import get

Json = Any
_SILENT = {"", "file", "boolean", "amounts"}  # value types that nobody searches by word


def searchable(definition: FormDefinition, answers: Mapping[str, Json]) -> tuple[str, ...]:
    """The texts of the answers that may be searched, in document order, rows included."""
    return tuple(text for _step, field in definition.fields() for text in _texts(field, answers))


def _texts(field: Field, answers: Mapping[str, Json]) -> Iterator[str]:
    kind = field_type(field)
    value = get(answers, field.path)
    if value is None or field.sensitive or kind.sensitive or kind.value_type in _SILENT:
        return
    if field.fields:
        yield from _rows(field.fields, value)
        return
    read = _read(field, value)
    yield read
    together = "".join(read.split())
    if together.isdigit():
        yield together  # "0612345678" beside "06 12 34 56 78"


def _rows(fields: Sequence[Field], rows: Json) -> Iterator[str]:
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, Mapping):
            for field in fields:
                yield from _texts(field, row)


def _read(field: Field, value: Json) -> str:
    """As it reads back; a value of another shape (from an older version) is left out."""
    try:
        return field_type(field).read_back(field, value)
    except (TypeError, ValueError, AttributeError, KeyError, ArithmeticError):
        return ""
