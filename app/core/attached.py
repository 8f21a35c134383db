"""Which files the answers refer to: the rows of a dossier may hold more (hidden, or being corrected).

It knows ids and their order; content and names belong to the rows (`dossier.Attachment`).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.core import paths
from app.core.definition import FormDefinition
from app.core.dossier import Attachment
from app.core.field_types import field_type

Json = Any


def file_paths(definition: FormDefinition) -> tuple[str, ...]:
    """The questions that are answered with files."""
    return tuple(item.path for _step, item in definition.fields() if field_type(item).value_type == "file")


def ids_by_path(definition: FormDefinition, answers: Mapping[str, Json]) -> dict[str, list[str]]:
    """The ids at each question that has some; a value of another shape (from outside) has none."""
    found = {path: paths.get(answers, path) for path in file_paths(definition)}
    return {
        path: [id_ for id_ in value if isinstance(id_, str)]
        for path, value in found.items()
        if isinstance(value, list)
    }


def attached(
    definition: FormDefinition, answers: Mapping[str, Json], rows: Iterable[Attachment]
) -> tuple[Attachment, ...]:
    """The files that these answers refer to, in the order of the form."""
    known = {row.id: row for row in rows}
    return tuple(known[id_] for id_ in _ids(definition, answers) if id_ in known)


def _ids(definition: FormDefinition, answers: Mapping[str, Json]) -> Iterator[str]:
    for ids in ids_by_path(definition, answers).values():
        yield from ids
