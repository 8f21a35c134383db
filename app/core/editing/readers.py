"""Which expressions of a document read which questions; paths rewritten in them, or dropped from them.

An expression is read where it stands: "item.x" is a cell of the rows around it. It knows the language
of conditions and nothing of the verbs.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.core.conditions.language import QUANTIFIERS, in_rows, operands, read_path, split
from app.core.editing.outline import Asked, Keys, dressed, label_of, rows_of
from app.core.editing.trees import at
from app.core.language import _

Json = Any
Rename = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Site:
    """An expression of the document: `owner` is the question that it stands on ("" for none), `part` is
    condition, link, formula, check, eligibility or step. `name` gives how people know what holds it."""

    keys: Keys
    part: str
    owner: str
    name: Callable[[], str]

    def told(self) -> str:
        """In French, for the list of what uses a question."""
        return _TOLD[self.part]().format(name=self.name())

    def reads(self, document: Json) -> tuple[str, ...]:
        """The full paths that it reads."""
        here, rows = at(document, self.keys), rows_of(self.owner)
        paths = (here,) if self.part == "link" else operands(here)
        return tuple(in_rows(path, rows) for path in paths)


_TOLD: Mapping[str, Callable[[], str]] = {
    "condition": lambda: _("la condition d’affichage de « {name} »"),
    "link": lambda: _("la liste liée « {name} »"),
    "formula": lambda: _("la formule de « {name} »"),
    "check": lambda: _("la règle « {name} »"),
    "eligibility": lambda: _("la règle d’éligibilité « {name} »"),
    "step": lambda: _("la condition de l’étape « {name} »"),
}


def sites(document: Json) -> Iterator[Site]:
    """Every expression, and every link between lists."""
    for index, step in enumerate(document["steps"]):
        if "when" in step:
            yield Site(("steps", index, "when"), "step", "", partial(str, step["title"]))
    known: dict[str, Asked] = {}
    for one, dress in dressed(document):
        known[one.path] = one
        if "when" in dress:
            yield Site((*one.keys, "when"), "condition", one.path, partial(label_of, document, one))
        if "linked" in dress:
            yield Site((*one.keys, "linked", "from"), "link", one.path, partial(label_of, document, one))
    for index, formula in enumerate(document.get("calculated", ())):
        owner = known.get(formula["path"])
        name = partial(label_of, document, owner) if owner else partial(str, formula["path"])
        yield Site(("calculated", index, "value"), "formula", formula["path"], name)
    for index, rule in enumerate(document.get("checks", ())):
        yield Site(("checks", index, "assert"), "check", rule["at"], partial(str, rule["message"]))
    for index, rule in enumerate(document.get("eligibility", ())):
        yield Site(("eligibility", index, "when"), "eligibility", "", partial(str, rule["message"]))


def within(path: str, root: str) -> bool:
    """Is this path the root, or inside it: a cell of it, a part of its answer?"""
    return path == root or path.startswith((f"{root}.", f"{root}[]"))


def rewritten(expression: Json, before: str, after: str, rename: Rename) -> Json:
    """The expression with every path renamed; `before` and `after` are the rows around it then and now."""
    node = split(expression)
    if node is None:
        return expression
    name, given = node
    if name == "var":
        path = read_path(expression)
        new_path = path_in(path, before, after, rename) if path else path
        return expression if new_path == path else {"var": new_path}
    inner = (before, after)
    if name in QUANTIFIERS and given:
        repeat = in_rows(read_path(given[0]), before)
        inner = (repeat, rename(repeat))
    new = [
        rewritten(operand, *(inner if position else (before, after)), rename)
        for position, operand in enumerate(given)
    ]
    if all(one is other for one, other in zip(new, given, strict=True)):
        return expression
    return {name: new if isinstance(expression[name], list) else new[0]}


def path_in(path: str, before: str, after: str, rename: Rename) -> str:
    """One path of an expression, renamed: a cell of the same row stays "item.x"."""
    full = in_rows(path, before)
    new = rename(full)
    inside = f"{after}[]."
    beside = path.startswith("item.") or not full.startswith(f"{before}[].")
    return f"item.{new.removeprefix(inside)}" if after and beside and new.startswith(inside) else new


def pruned_of(expression: Json, rows: str, gone: Callable[[str], bool]) -> Json | None:
    """The expression without the clauses of "and" and "or" that read what is gone; None when it all does."""
    if not any(gone(in_rows(path, rows)) for path in operands(expression)):
        return expression
    node = split(expression)
    if node is None or node[0] not in ("and", "or"):
        return None
    left = [kept for one in node[1] if (kept := pruned_of(one, rows, gone)) is not None]
    if len(left) > 1:
        return {node[0]: left}
    return left[0] if left else None
