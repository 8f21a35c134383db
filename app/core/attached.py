"""Which files the answers refer to: the rows of a dossier may hold more (hidden, or being corrected).

It knows ids and their order; content and names belong to the rows (`dossier.Attachment`). Where a
file stands is read from the answers, never from its row: rows of a repeat move.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.core import paths
from app.core.definition import Field, FormDefinition
from app.core.dossier import Attachment
from app.core.field_types import field_type
from app.core.field_types.base import FieldType

Json = Any


def takes_files(field: Field) -> bool:
    """True when some part of the answer may be a file."""
    return type(field_type(field)).file_ids is not FieldType.file_ids


def file_paths(definition: FormDefinition) -> tuple[str, ...]:
    """The questions that are answered with files, as declared: "lignes[].justificatif"."""
    return tuple(_declared([item for step in definition.steps for item in step.fields], ""))


def _declared(fields: Sequence[Field], before: str) -> Iterator[str]:
    for item in fields:
        if takes_files(item):
            yield before + item.path
        yield from _declared(item.fields, f"{before}{item.path}[].")


def ids_by_path(definition: FormDefinition, answers: Mapping[str, Json]) -> dict[str, list[str]]:
    """The ids at each question that has some, by absolute path; a value of another shape has none."""
    fields = [item for step in definition.steps for item in step.fields]
    return {path: list(ids) for path, ids in _found(fields, answers, "") if ids}


def _found(
    fields: Sequence[Field], answers: Mapping[str, Json], before: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for item in fields:
        path = before + item.path
        value = paths.get(answers, path)
        if item.fields:
            for index in range(len(value) if isinstance(value, list) else 0):
                yield from _found(item.fields, answers, f"{path}[{index}].")
        elif value is not None:
            yield path, field_type(item).file_ids(value)


def attached(
    definition: FormDefinition, answers: Mapping[str, Json], rows: Iterable[Attachment]
) -> tuple[Attachment, ...]:
    """The files that these answers refer to, in the order of the form."""
    known = {row.id: row for row in rows}
    ids = (id_ for held in ids_by_path(definition, answers).values() for id_ in held)
    return tuple(known[id_] for id_ in ids if id_ in known)
