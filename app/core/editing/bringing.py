"""What copies bring along: the condition, the link, the cells and the formulas of the original.

What a copy reads is another copy when that one was made with it, else the question of the same path, when
there is one where the copy stands. It refuses to know where copies come from and how they are named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.conditions.language import in_rows, operands
from app.core.editing.outline import asked, label_of, question, rows_of
from app.core.editing.readers import path_in, pruned_of, rewritten, within
from app.core.editing.trees import at, inserted, put

Json = Any


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that stands bare in the document at the full path `new`. `old` is the full path of the original,
    `dress` its dress, `formulas` those of it and of its cells, by their full paths there."""

    old: str
    new: str
    dress: Json
    formulas: Sequence[Json] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """The document with every copy in it: `order` is the place of each question, `names` the path of a copy
    by that of its original."""

    order: Mapping[str, int]
    names: Mapping[str, str]

    def rename(self, path: str) -> str:
        old = next((old for old in self.names if within(path, old)), None)
        return path if old is None else self.names[old] + path.removeprefix(old)

    def reads(self, path: str, old: str, new: str, *, before: bool = True) -> bool:
        """May the copy `new` of `old` read this, written as its original did? `before`: only what is asked
        before it."""
        to = self.rename(in_rows(path, rows_of(old)))
        if path.startswith("item.") and "[]" in to and not to.startswith(f"{rows_of(new)}[]."):
            return False  # a cell of a row that is not around the copy
        root = max((one for one in self.order if within(to, one)), key=len, default="")
        known = bool(root) and "[]" not in to.removeprefix(root)
        return known and (not before or self.order[root] < self.order[new])


def formulas_of(document: Json, root: str) -> list[Json]:
    """The formulas that work out this question or its cells."""
    return [rule for rule in document.get("calculated", ()) if within(rule["path"], root)]


def brought(document: Json, copies: Sequence[Copy]) -> tuple[Json, list[str]]:
    """The document with what its copies can still read, and the labels of those that lost something."""
    order = {path: number for number, path in enumerate(asked(document))}
    around, lost = Around(order, {one.old: one.new for one in copies}), list[str]()
    for one in copies:
        keys = question(document, one.new).keys
        dress = {"path": at(document, keys)["path"], **_dressed(around, one.dress, one.old, one.new, lost)}
        document = put(document, keys, dress)
    for one in copies:
        document = _with_formulas(document, around, one.formulas, lost)
    known = asked(document)
    return document, [label_of(document, known[path]) for path in dict.fromkeys(lost)]


def bare(dress: Json) -> Json:
    """The dress without what is read elsewhere: it can stand anywhere."""
    kept = {key: value for key, value in dress.items() if key not in ("path", "when", "linked")}
    if "fields" in kept:
        kept["fields"] = [{"path": cell["path"], **bare(cell)} for cell in kept["fields"]]
    return kept


def _dressed(around: Around, dress: Json, old: str, new: str, lost: list[str]) -> dict[str, Json]:
    kept = {key: value for key, value in dress.items() if key not in ("path", "when", "linked", "fields")}
    rows = rows_of(old), rows_of(new)
    if "when" in dress:
        when = pruned_of(dress["when"], "", lambda path: not around.reads(path, old, new))
        lost += [new] if when != dress["when"] else []
        if when is not None:
            kept["when"] = rewritten(when, *rows, around.rename)
    if "linked" in dress:
        if around.reads(dress["linked"]["from"], old, new):
            source = path_in(dress["linked"]["from"], *rows, around.rename)
            kept["linked"] = {**dress["linked"], "from": source}
        else:
            lost.append(new)
    if "fields" in dress:
        kept["fields"] = [
            {"path": own, **_dressed(around, cell, f"{old}[].{own}", f"{new}[].{own}", lost)}
            for own, cell in ((cell["path"], cell) for cell in dress["fields"])
        ]
    return kept


def _with_formulas(document: Json, around: Around, formulas: Sequence[Json], lost: list[str]) -> Json:
    for rule in formulas:
        old = rule["path"]
        new = around.rename(old)
        if all(around.reads(path, old, new, before=False) for path in operands(rule["value"])):
            value = rewritten(rule["value"], rows_of(old), rows_of(new), around.rename)
            copied = {**rule, "path": new, "value": value}
            document = inserted(document, ("calculated",), len(document.get("calculated", ())), copied)
        else:
            lost.append(new)
    return document
