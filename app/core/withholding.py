"""Answers that may travel in a file for machines: without those that the definition calls sensitive.

What is left out is named, so that a program knows that something is missing. It refuses to know the
file.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from app.core import paths
from app.core.definition import Field, FormDefinition
from app.core.field_types import field_type

Json = Any


@dataclass(frozen=True, slots=True)
class Shared:
    """The answers that may be given, and the paths (with row numbers) of those that were kept back."""

    answers: Mapping[str, Json]
    withheld: tuple[str, ...]


def without_sensitive(definition: FormDefinition, answers: Mapping[str, Json]) -> Shared:
    """A copy of these answers without the sensitive ones; rows keep their places."""
    kept = deepcopy(dict(answers))
    fields = [field for step in definition.steps for field in step.fields]
    hidden = tuple(dict.fromkeys(_sensitive(fields, "", answers)))
    for path in hidden:
        paths.drop(kept, path)
    return Shared(kept, hidden)


def _sensitive(fields: Sequence[Field], before: str, answers: Mapping[str, Json]) -> Iterator[str]:
    for field in fields:
        path = before + field.path
        value = paths.get(answers, path)
        if value is None:
            continue
        if field.sensitive or field_type(field).sensitive:
            yield path
        elif field.fields and isinstance(value, list):
            for index in range(len(value)):
                yield from _sensitive(field.fields, f"{path}[{index}].", answers)
