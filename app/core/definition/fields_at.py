"""Which question stands at an absolute path, however deep in rows. It knows questions, never answers."""

from collections.abc import Sequence

from app.core.definition import Field
from app.core.field_types.naming import lower_first
from app.core.field_types.repeat import Repeat
from app.core.paths import declared, within_limit


def field_at(fields: Sequence[Field], path: str) -> Field | None:
    """The question at "foyers[0].revenus[1].montant"; None when there is none."""
    if not within_limit(path):
        return None
    found, below = None, fields
    for name in declared(path).split("[]."):
        found = next((field for field in below if field.path == name), None)
        below = found.fields if found else ()
    return found


def row_name(fields: Sequence[Field], path: str) -> str:
    """The rows around a path, as a person counts them: "Personne 2, revenu 1"; "" outside rows."""
    titles = []
    for end in (place for place, char in enumerate(path) if char == "["):
        repeat = field_at(fields, path[:end])
        if repeat is not None:
            titles.append(Repeat.row_title(repeat, int(path[end + 1 :].partition("]")[0])))
    return ", ".join([*titles[:1], *map(lower_first, titles[1:])])
