"""Where things stand in the document of a definition: its questions by full path, its steps by id.

A question is named by its full path ("nom", "enfants[].prenom"), a step by its id, never by a position:
an edit made on an old page still means the same thing. It changes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.core.editing.refusals import EditRefused
from app.core.editing.trees import at
from app.core.field_types import kind_of
from app.core.language import _

Json = Any
Keys = tuple[str | int, ...]
ROOT: Keys = ("schema",)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: `keys` lead to its dress, `schema` to its part of the contract, `base` to the object
    (the contract, or a row) in which its own path is read. `rows` is the repeat around it, "" for none."""

    path: str
    keys: Keys
    schema: Keys
    base: Keys
    rows: str

    @property
    def own(self) -> str:
        """Its path as its dress writes it."""
        return self.path.removeprefix(f"{self.rows}[].") if self.rows else self.path


def asked(document: Json) -> dict[str, Asked]:
    """Every question by full path, in the order of pages."""
    return {one.path: one for one, _dress in dressed(document)}


def dressed(document: Json, path: str = "") -> Iterator[tuple[Asked, Json]]:
    """Every question with its dress, in the order of pages; with a `path`, that one and what is around it."""
    for number, step in enumerate(document["steps"]):
        yield from _dressed(step["fields"], ("steps", number, "fields"), ROOT, "", path)


def _dressed(
    dresses: Sequence[Json], keys: Keys, base: Keys, rows: str, path: str
) -> Iterator[tuple[Asked, Json]]:
    for index, dress in enumerate(dresses):
        own = dress["path"]
        full = f"{rows}[].{own}" if rows else own
        if path and path != full and not path.startswith(f"{full}[]."):
            continue
        schema = base + _in_contract(own)
        here = (*keys, index)
        yield Asked(full, here, schema, base, rows), dress
        if "fields" in dress:
            yield from _dressed(dress["fields"], (*here, "fields"), (*schema, "items"), full, path)


def find(document: Json, path: str) -> Asked | None:
    """The question of this full path; None when there is none."""
    return next((one for one, _dress in dressed(document, path) if one.path == path), None) if path else None


def leaf_keys(base: Keys, own: str) -> Keys:
    """The keys of a part of the contract, by its dotted path in `base`."""
    return base + _in_contract(own)


@lru_cache(maxsize=4096)  # paths are short and few
def _in_contract(own: str) -> Keys:
    return tuple(key for name in own.split(".") for key in ("properties", name))


def rows_of(path: str) -> str:
    """The repeat around a full path: "enfants" for "enfants[].prenom", "" for "nom"."""
    return path.rpartition("[].")[0]


def question(document: Json, path: str) -> Asked:
    """The question of this full path, or EditRefused."""
    found = find(document, path)
    if found is None:
        message = _("La question « {path} » n’existe plus : rechargez la page.").format(path=path[:200])
        raise EditRefused("not-found", message)
    return found


def step_index(document: Json, step_id: str) -> int:
    """The position of this step, or EditRefused."""
    for index, step in enumerate(document["steps"]):
        if step["id"] == step_id:
            return index
    message = _("L’étape « {id} » n’existe plus : rechargez la page.").format(id=step_id[:60])
    raise EditRefused("not-found", message)


def label_of(document: Json, one: Asked) -> str:
    """What the question is called on the page."""
    dress, schema = at(document, one.keys), at(document, one.schema, {})
    return str(dress.get("label") or schema.get("title") or one.path)


def kind(document: Json, one: Asked) -> str:
    """Its kind, "" when its contract is none."""
    return kind_of(at(document, one.schema, {})) or ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for questions: `keys` lead to the list of dresses, `index` is where they go in it."""

    keys: Keys
    index: int
    base: Keys
    rows: str


def spot(document: Json, where: Mapping[str, Json]) -> Spot:
    """{"step": id} or {"rows": path of a repeat}, with "after": the question before, "" for none; last
    without it. Raises EditRefused."""
    if "rows" in where:
        repeat = question(document, where["rows"])
        if kind(document, repeat) != "repeat":
            message = _("« {path} » n’a pas de lignes.").format(path=repeat.path)
            raise EditRefused("not-a-repeat", message)
        keys, base, rows = (*repeat.keys, "fields"), (*repeat.schema, "items"), repeat.path
    else:
        keys, base, rows = ("steps", step_index(document, where["step"]), "fields"), ROOT, ""
    return Spot(keys, _index(document, keys, rows, where.get("after")), base, rows)


def _index(document: Json, keys: Keys, rows: str, after: str | None) -> int:
    listed = at(document, keys)
    if after is None:
        return len(listed)
    if after == "":
        return 0
    own = after.removeprefix(f"{rows}[].") if rows else after
    for index, dress in enumerate(listed):
        if dress["path"] == own:
            return index + 1
    message = _("La question « {path} » n’est plus à cet endroit : rechargez la page.").format(
        path=after[:200]
    )
    raise EditRefused("not-found", message)
