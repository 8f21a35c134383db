"""From what was typed to canonical values, once, at the edge: nothing later parses again.

It knows fields and field types; it refuses to judge (see `answers`): a value that can
be understood may still be wrong.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core import paths
from app.core.definition import Field
from app.core.field_types import NotUnderstood, Typed, field_type

Json = Any


@dataclass(frozen=True, slots=True)
class Read:
    """`values`: absolute path → canonical value, None when unanswered.

    `not_understood`: absolute path → (what was typed, code, parts): no value came out of it.
    """

    values: Mapping[str, Json | None]
    not_understood: Mapping[str, tuple[Typed, str, tuple[str, ...]]]

    @property
    def typed(self) -> dict[str, Typed]:
        """What could not be understood, by path, as `answers.judge` wants it."""
        return {path: typed for path, (typed, _code, _parts) in self.not_understood.items()}


def read(fields: Sequence[Field], typed: Mapping[str, Typed]) -> Read:
    """Read what was typed for these fields and the cells of their rows.

    A path that is not among `typed` was not on the page and is not read; a path that no
    field declares, or a row beyond the limit, is dropped.
    """
    values: dict[str, Json | None] = {}
    refused: dict[str, tuple[Typed, str, tuple[str, ...]]] = {}
    asked = dict(_asked(fields))
    for path, given in typed.items():
        field = asked.get(paths.declared(path))
        if field is None or not paths.within_limit(path):
            continue
        try:
            values[path] = field_type(field).parse(field, given)
        except NotUnderstood as reason:
            refused[path] = (given, reason.code, reason.parts)
    return Read(values, refused)


def _asked(fields: Iterable[Field], before: str = "") -> Iterator[tuple[str, Field]]:
    """(declared path, field) of each question; what is calculated is asked of nobody.

    A file is given, never typed: an id that comes with a page could be anybody's (see usecases.attach).
    """
    for field in fields:
        entry = field_type(field)
        if entry.parts_of(field) and entry.value_type != "file" and field.calculated is None:
            yield before + field.path, field
        yield from _asked(field.fields, f"{before}{field.path}[].")
