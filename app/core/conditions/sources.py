"""What a condition may read where it stands, for the lists of the builder: questions asked earlier, the parts
of their answers, the cells of their rows. It knows a parsed form and no page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from app.core.definition import Field, FormDefinition, Option
from app.core.definition.reading_order import AT_THE_END, Place, Position, Readable, places
from app.core.field_types import FIELD_TYPES

NO_WORDS: Mapping[str, str] = {}
WHOLE = "whole"  # the type of an answer that has parts: it is answered or not, no more


@dataclass(frozen=True, slots=True)
class Source:
    """`path` as an expression writes it. `cell`: it has a value a row, and is read through its rows."""

    path: str
    label: str
    step: str
    value_type: str
    options: tuple[Option, ...] = ()
    cell: bool = False


def sources(
    definition: FormDefinition,
    position: Position = AT_THE_END,
    rows: str = "",
    words: Mapping[str, str] = NO_WORDS,
) -> tuple[Source, ...]:
    """In the order of pages; `position` and `rows` say where the condition stands, `words` what the parts of
    answers are called in all forms."""
    found = {place.path: place for place in places(definition.steps)}
    readable = Readable(found, position, rows)
    return tuple(
        source
        for place in takewhile(lambda place: place.position[:2] <= position[:2], found.values())
        for source in _of(place, definition, readable, words)
        if readable.refusal_of(source.path) is None
    )


def _of(
    place: Place, definition: FormDefinition, readable: Readable, words: Mapping[str, str]
) -> Iterator[Source]:
    rows = readable.rows
    field, path, label = place.field, place.path, place.field.name
    kind, step = FIELD_TYPES[field.kind], definition.steps[place.position[0]].title
    beside = place.rows != "" and place.rows == rows
    if beside:
        path = f"item.{path.removeprefix(f'{rows}[].')}"
    elif place.rows:
        label = f"{readable.places[place.rows].field.name}, {label}"
    parts = kind.attributes_of(field.schema)
    if kind.value_type:
        value_type = WHOLE if parts else kind.value_type
        yield Source(path, label, step, value_type, _options(field), bool(place.rows) and not beside)
    if not place.rows or beside:
        for part, value_type in parts.items():
            own = kind.part_label(field, part) or words.get(part) or part.replace("_", " ")
            yield Source(f"{path}.{part}", f"{label}, {own}", step, value_type)


def _options(field: Field) -> tuple[Option, ...]:
    kind = FIELD_TYPES[field.kind]
    if kind.value_type in ("choice", "choices"):
        return kind.options(field)
    return kind.options(field) if kind.value_type == "text" else ()


def source_of(found: Sequence[Source], path: str) -> Source | None:
    """The source of this path, None when it may not be read here."""
    return next((source for source in found if source.path == path), None)
