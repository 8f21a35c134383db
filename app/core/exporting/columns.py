"""The columns of a form over its versions: keyed by the path of the question, told as the latest tells it.

It reads definitions only; filling the columns is `layout`'s matter.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.attached import takes_files
from app.core.definition import Field, FormDefinition
from app.core.exporting.readers import TEXT, Part, parts
from app.core.field_types import field_type
from app.core.french import spaced
from app.core.language import _

IDENTITY = "identity-document"
OF_AGENTS = "annotation:"  # before the key of an annotation; no path of a question holds a colon
DEEP = "[]."  # between a repeat and what is in its rows


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is stable over versions ("demandeur.nom", "situation:code"); `note` tells its origin when
    not every version asks it; `gone`: the latest does not; `step` is the title of its step."""

    key: str
    label: str
    form: str = TEXT
    note: str = ""
    sensitive: bool = False
    step: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A column as one version asks for it. `sheet` is the repeat as the latest version calls it, `source`
    as this one does; `path` is inside the row, as this version calls it; `files`: ids of files are read."""

    sheet: str
    column: Column
    source: str
    path: str
    part: Part
    files: bool
    of_agents: bool = False  # an annotation of the service, not an answer


@dataclass(frozen=True, slots=True)
class Found:
    """`titles` and `columns` by sheet ("" for the dossiers), `asked` by hash of version."""

    titles: Mapping[str, str]
    columns: Mapping[str, tuple[Column, ...]]
    asked: Mapping[str, tuple[Asked, ...]]


def find(definitions: Sequence[FormDefinition]) -> Found:
    """The union over these versions. Questions of older versions come after those of the latest."""
    newest_first = sorted(definitions, key=lambda form: form.version, reverse=True)
    renamed = _renamed(newest_first)
    titles: dict[str, str] = {"": _("Dossiers")}
    columns: dict[str, dict[str, Column]] = {"": {}}
    asked: dict[str, tuple[Asked, ...]] = {}
    versions: dict[tuple[str, str], list[int]] = {}
    for form in newest_first:
        asked[form.hash] = tuple(_asked(form, renamed))
        for path, title in _repeats(form, renamed):
            titles.setdefault(path, title)
        for one in asked[form.hash]:
            columns.setdefault(one.sheet, {}).setdefault(one.column.key, one.column)
            if one.column.sensitive:  # in any version: what was sensitive when it was asked still is
                held = columns[one.sheet][one.column.key]
                columns[one.sheet][one.column.key] = replace(held, sensitive=True)
            versions.setdefault((one.sheet, one.column.key), []).append(form.version)
    every = [form.version for form in newest_first]
    noted = {
        path: tuple(_noted(column, versions[path, column.key], every) for column in held.values())
        for path, held in columns.items()
    }
    return Found(titles, noted, asked)


def _noted(column: Column, asked: Sequence[int], every: Sequence[int]) -> Column:
    return replace(column, note=_origin(asked, every), gone=max(every) not in asked)


def sensitive_paths(form: FormDefinition) -> frozenset[str]:
    """The questions of this version that are left out unless asked for, as declared ("lignes[].piece")."""
    hidden = (one for one in _asked(form, {}) if one.column.sensitive and not one.of_agents)
    return frozenset((one.source + DEEP if one.source else "") + one.path for one in hidden)


def _renamed(newest_first: Iterable[FormDefinition]) -> dict[str, str]:
    """Old path → the path of today, however many times it changed."""
    today: dict[str, str] = {}
    for form in newest_first:
        for new, old in (form.raw.get("renamed") or {}).items():
            today.setdefault(str(old), today.get(str(new), str(new)))
    return today


def _asked(form: FormDefinition, renamed: Mapping[str, str]) -> Iterator[Asked]:
    for step in form.steps:
        yield from _of_fields(step.fields, "", step.title, renamed, sensitive=False)
    if form.annotations is not None:
        for one in _of_fields(form.annotations.step.fields, "", _("Annotations"), {}, sensitive=False):
            column = replace(one.column, key=OF_AGENTS + one.column.key)
            yield replace(one, column=column, of_agents=True)


def _of_fields(
    fields: Iterable[Field], source: str, step: str, renamed: Mapping[str, str], *, sensitive: bool
) -> Iterator[Asked]:
    before = source + DEEP if source else ""
    for field in fields:
        whole = before + field.path
        hidden = sensitive or field.sensitive or field_type(field).sensitive or field.kind == IDENTITY
        if field.fields:
            yield from _of_fields(field.fields, whole, step, renamed, sensitive=hidden)
            continue
        path = renamed.get(whole, whole)
        sheet = path.rpartition(DEEP)[0]
        for part in parts(field):
            label = f"{field.name} ({part.label})" if part.label else field.name
            column = Column(path + part.suffix, spaced(label), part.form, sensitive=hidden, step=step)
            yield Asked(sheet, column, source, field.path, part, takes_files(field))


def _repeats(form: FormDefinition, renamed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    def inside(fields: Iterable[Field], before: str) -> Iterator[tuple[str, str]]:
        for field in fields:
            if field.fields:
                path = before + field.path
                yield renamed.get(path, path), field.name
                yield from inside(field.fields, path + DEEP)

    for step in form.steps:
        yield from inside(step.fields, "")


def _origin(asked: Sequence[int], every: Sequence[int]) -> str:
    """ "" for a question of every version; else which versions ask it."""
    if set(asked) == set(every):
        return ""
    first, last = min(asked), max(asked)
    if last == max(every):
        return spaced(_("depuis la version {n}").format(n=first))
    if first == last:
        return spaced(_("version {n} seulement").format(n=first))
    return spaced(_("versions {first} à {last}").format(first=first, last=last))
