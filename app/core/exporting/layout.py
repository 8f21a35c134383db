"""The tables of an export, and a dossier as rows of them. It writes nothing."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.core import paths
from app.core.definition import FormDefinition
from app.core.exporting.columns import DEEP, Asked, Column, Found, find
from app.core.exporting.facts import REFERENCE, ROW, SYSTEM, Facts, Names
from app.core.exporting.readers import NUMBER, Cell
from app.core.exporting.texts import clean
from app.core.language import _

Json = Any
Row = tuple[Cell, ...]
Record = tuple[tuple[Row, ...], ...]  # the rows of each sheet for one dossier; the first sheet has one


@dataclass(frozen=True, slots=True)
class Sheet:
    """`path` is the repeat ("foyers[].revenus"), "" for the dossiers themselves. The first `keys` columns
    are the reference and, for a repeat, the numbers of the row."""

    path: str
    title: str
    columns: tuple[Column, ...]
    keys: int = 1


# What fills a column, out of the answers (or the row of a repeat), the annotations and what ids are called.
Reader = Callable[[Json, Json, Names], Cell]
Readers = tuple[tuple[Reader, ...], ...]  # by sheet, for each column that is not a system one


@dataclass(frozen=True, slots=True)
class Layout:
    """`readers` by hash of version; `sources` by hash: what that version calls the repeat of each sheet;
    `system` holds which of SYSTEM are there, `order` the place of each cell of the first sheet once the
    system ones are followed by the answers, () to leave them so; `files`: some column names files."""

    sheets: tuple[Sheet, ...]
    readers: Mapping[str, Readers]
    sources: Mapping[str, Mapping[str, str]]
    system: tuple[int, ...]
    order: tuple[int, ...] = ()
    files: bool = False

    @property
    def hidden(self) -> bool:
        """True when some column is sensitive."""
        return any(column.sensitive for sheet in self.sheets for column in sheet.columns)

    def record(self, facts: Facts, names: Names) -> Record:
        """The rows of one dossier; of a version that cannot be read any more, the system columns alone."""
        readers = self.readers.get(facts.definition_hash)
        main = (self._main(readers, facts, names),)
        rows = (tuple(self._rows(n, readers, facts, names)) for n in range(1, len(self.sheets)))
        return (main, *rows)

    def _main(self, readers: Readers | None, facts: Facts, names: Names) -> Row:
        known = tuple([SYSTEM[index].read(facts, names) for index in self.system])
        if readers is None:
            row = known + (None,) * (len(self.sheets[0].columns) - len(known))
        else:
            row = known + tuple([read(facts.answers, facts.annotations, names) for read in readers[0]])
        return tuple(row[place] for place in self.order) if self.order else row

    def _rows(self, number: int, readers: Readers | None, facts: Facts, names: Names) -> Iterator[Row]:
        path = self.sheets[number].path
        source = self.sources.get(facts.definition_hash, {}).get(path)
        if readers is None or source is None:
            return
        reference = SYSTEM[0].read(facts, names)
        for numbers, row in _walk(facts.answers, source.split(DEEP)):
            yield (reference, *numbers, *[read(row, None, names) for read in readers[number]])


def _reader(asked: Asked | None) -> Reader:
    """What fills a column, made once for all the dossiers of a version."""
    if asked is None:
        return lambda row, annotations, names: None
    path, (first, *rest), read = asked.path, paths.split(asked.path), asked.part.read
    files, of_agents, second = asked.files, asked.of_agents, rest[0] if len(rest) == 1 else None

    def cell(row: Json, annotations: Json, names: Names) -> Cell:
        value = annotations if of_agents else row
        if type(value) is dict and (second or not rest):  # nearly always: without a call for each key
            value = value.get(first)
            if second:
                value = value.get(second) if type(value) is dict else None
        else:
            value = paths.get(value, path)
        if value is None or (not value and value in _NOTHING):
            return None
        return _file_names(value, names) if files else read(value)

    return cell


_NOTHING: Sequence[Json] = ("", [], {})


def _file_names(value: Json, names: Names) -> Cell:
    ids = [id_ for id_ in value if isinstance(id_, str)] if isinstance(value, list) else []
    return tuple(clean(names.files[id_].name) for id_ in ids if id_ in names.files) or None


def _walk(answers: Json, levels: Sequence[str]) -> Iterator[tuple[tuple[int, ...], Json]]:
    """Each row of a repeat, however deep, with its numbers from 1."""
    held = paths.get(answers, levels[0])
    for number, row in enumerate(held if isinstance(held, list) else (), 1):
        if len(levels) == 1:
            yield (number,), row
        else:
            yield from (((number, *deeper), inner) for deeper, inner in _walk(row, levels[1:]))


def lay_out(
    definitions: Sequence[FormDefinition], *, sensitive: bool = False, chosen: Sequence[str] = ()
) -> Layout:
    """The tables for these versions. Sensitive columns are left out unless asked for; `chosen` holds the
    keys to keep, in order: () keeps all, and the reference is always there."""
    found = find(definitions)
    place = {key: number for number, key in enumerate(chosen)}
    kept = {
        path: [column for column in columns if sensitive or not column.sensitive]
        for path, columns in found.columns.items()
    }
    if chosen:
        kept = {path: _picked(columns, place) for path, columns in kept.items()}
    kept = {path: columns for path, columns in kept.items() if columns or not path}
    system = _system(place)
    first = (*_system_columns(system), *kept[""])
    order = sorted(range(len(first)), key=lambda n: place.get(first[n].key, -1)) if chosen else ()
    ordered = tuple(first[n] for n in order) or first
    asked = {hash_: _asked(kept, one) for hash_, one in found.asked.items()}
    return Layout(
        sheets=(
            Sheet("", found.titles[""], _distinct(ordered)),
            *(_rows_sheet(path, found, columns) for path, columns in kept.items() if path),
        ),
        readers={hash_: tuple(tuple(map(_reader, sheet)) for sheet in one) for hash_, one in asked.items()},
        sources={hash_: {one.sheet: one.source for one in asked} for hash_, asked in found.asked.items()},
        system=system,
        order=tuple(order),
        files=any(
            one is not None and one.files for version in asked.values() for sheet in version for one in sheet
        ),
    )


def every_column(definitions: Sequence[FormDefinition]) -> tuple[Column, ...]:
    """What a template may choose among: the system columns, then those of each sheet."""
    own = (column for columns in find(definitions).columns.values() for column in columns)
    return (*_system_columns(range(1, len(SYSTEM))), *own)


def _picked(columns: Sequence[Column], place: Mapping[str, int]) -> list[Column]:
    return sorted((one for one in columns if one.key in place), key=lambda one: place[one.key])


def _system(place: Mapping[str, int]) -> tuple[int, ...]:
    if not place:
        return tuple(range(len(SYSTEM)))
    return (0, *(n for n, one in enumerate(SYSTEM) if one.key in place and one.key != REFERENCE))


def _system_columns(which: Sequence[int] | range) -> tuple[Column, ...]:
    return tuple(Column(SYSTEM[n].key, SYSTEM[n].label, SYSTEM[n].form) for n in which)


def _asked(
    kept: Mapping[str, Sequence[Column]], asked: Sequence[Asked]
) -> tuple[tuple[Asked | None, ...], ...]:
    """By sheet, how this version asks for each column, None when it does not."""
    known = {(one.sheet, one.column.key): one for one in asked}
    return tuple(tuple(known.get((path, one.key)) for one in columns) for path, columns in kept.items())


def _rows_sheet(path: str, found: Found, columns: Sequence[Column]) -> Sheet:
    depth = path.count(DEEP) + 1
    first = (Column(REFERENCE, SYSTEM[0].label), *(_row_number(n, depth) for n in range(1, depth + 1)))
    return Sheet(path, found.titles.get(path, path), _distinct((*first, *columns)), len(first))


def _row_number(level: int, depth: int) -> Column:
    if level == depth:
        return Column(ROW, _("Ligne"), NUMBER)
    return Column(f"{ROW}:{level}", _("Ligne de niveau {n}").format(n=level), NUMBER)


def _distinct(columns: Sequence[Column]) -> tuple[Column, ...]:
    """No header twice: the step tells questions of one name apart, else their key does. The origin of
    a question that is not asked any more is in its header."""
    told = [replace(one, label=f"{one.label} [{one.note}]") if one.gone else one for one in columns]
    for more in ("step", "key"):
        many = Counter(one.label.casefold() for one in told)
        told = [
            replace(one, label=f"{one.label} – {getattr(one, more)}")
            if many[one.label.casefold()] > 1 and getattr(one, more)
            else one
            for one in told
        ]
    return tuple(told)
