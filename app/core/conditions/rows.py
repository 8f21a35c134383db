"""A condition as rows of question, operator and value, joined by all or any, with one group inside.

Rows and expressions go one into the other, and back. A condition that no rows can say is None here:
it is shown and edited as a text (`formula_text`). It knows types by their names, no form.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.conditions.language import QUANTIFIERS, read_path, split
from app.core.language import _

Json = Any
JOINS = ("and", "or")
OVER = ("some", "all", "none")  # of the rows of a repeat, for a row about one of its cells
_SOURCE, _VALUE = "$source", "$value"


@dataclass(frozen=True, slots=True)
class Row:
    """`path` is "nom", "item.age" in the rows of a repeat, "enfants[].age" with `over`. `value` is a literal,
    a list of them for "in", None for an operator that takes none (or is not filled in yet)."""

    path: str
    operator: str
    value: Json = None
    over: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that must all hold ("and"), or one of them ("or"). Only the outer one has groups in it."""

    joined: str
    rows: "tuple[Row | Group, ...]"


@dataclass(frozen=True, slots=True)
class Operator:
    """`template` is the expression around the source and the value; `takes` is what the value is: "same"
    (the type of the source), "list" of them, "number", or "" for none."""

    template: Json
    takes: str
    words: Callable[[], str]
    dates: Callable[[], str] | None = None  # other words when the source is a date

    def told(self, value_type: str) -> str:
        """The words between the question and the value."""
        return self.dates() if self.dates is not None and value_type == "date" else self.words()


def _days(first: Json, second: Json) -> Json:
    return {">=": [{"days_between": [first, second]}, _VALUE]}


_TODAY: Json = {"today": []}
_AGE, _COUNT = {"age": [_SOURCE]}, {"count": [_SOURCE]}
OPERATORS: Mapping[str, Operator] = {
    "==": Operator({"==": [_SOURCE, _VALUE]}, "same", lambda: _("est"), lambda: _("est le")),
    "!=": Operator({"!=": [_SOURCE, _VALUE]}, "same", lambda: _("est renseigné et différent de")),
    "not==": Operator({"!": [{"==": [_SOURCE, _VALUE]}]}, "same", lambda: _("n’est pas (ou pas de réponse)")),
    "in": Operator({"in": [_SOURCE, _VALUE]}, "list", lambda: _("est parmi")),
    "not-in": Operator(
        {"!": [{"in": [_SOURCE, _VALUE]}]}, "list", lambda: _("n’est pas parmi (ou pas de réponse)")
    ),
    "contains": Operator({"contains": [_SOURCE, _VALUE]}, "same", lambda: _("contient")),
    "not-contains": Operator(
        {"!": [{"contains": [_SOURCE, _VALUE]}]}, "same", lambda: _("ne contient pas (ou pas de réponse)")
    ),
    "<": Operator({"<": [_SOURCE, _VALUE]}, "same", lambda: _("est inférieur à"), lambda: _("est avant le")),
    "<=": Operator(
        {"<=": [_SOURCE, _VALUE]}, "same", lambda: _("est au plus"), lambda: _("est au plus tard le")
    ),
    ">": Operator({">": [_SOURCE, _VALUE]}, "same", lambda: _("est supérieur à"), lambda: _("est après le")),
    ">=": Operator(
        {">=": [_SOURCE, _VALUE]}, "same", lambda: _("est au moins"), lambda: _("est au plus tôt le")
    ),
    "past": Operator({"<": [_SOURCE, _TODAY]}, "", lambda: _("est passée")),
    "future": Operator({">": [_SOURCE, _TODAY]}, "", lambda: _("est à venir")),
    "age>=": Operator({">=": [_AGE, _VALUE]}, "number", lambda: _("donne un âge d’au moins (ans)")),
    "age<": Operator({"<": [_AGE, _VALUE]}, "number", lambda: _("donne un âge de moins de (ans)")),
    "ago": Operator(_days(_SOURCE, _TODAY), "number", lambda: _("est passée depuis au moins (jours)")),
    "ahead": Operator(_days(_TODAY, _SOURCE), "number", lambda: _("vient dans au moins (jours)")),
    "count>=": Operator({">=": [_COUNT, _VALUE]}, "number", lambda: _("a au moins (lignes)")),
    "count<=": Operator({"<=": [_COUNT, _VALUE]}, "number", lambda: _("a au plus (lignes)")),
    "count==": Operator({"==": [_COUNT, _VALUE]}, "number", lambda: _("a exactement (lignes)")),
    "answered": Operator({"answered": [_SOURCE]}, "", lambda: _("est renseigné")),
    "unanswered": Operator({"!": [{"answered": [_SOURCE]}]}, "", lambda: _("n’est pas renseigné")),
}
_EITHER = ("answered", "unanswered")
BY_TYPE: Mapping[str, tuple[str, ...]] = {
    "boolean": ("==", "not==", *_EITHER),
    "number": ("==", "!=", "<", "<=", ">", ">=", *_EITHER),
    "choice": ("==", "in", "!=", "not==", "not-in", *_EITHER),
    "choices": ("contains", "not-contains", *_EITHER),
    "date": ("<", "<=", "==", ">=", ">", "past", "future", "age>=", "age<", "ago", "ahead", *_EITHER),
    "text": ("==", "in", "!=", "not==", "not-in", *_EITHER),
    "rows": ("count>=", "count<=", "count==", *_EITHER),
}


def operators_of(value_type: str) -> tuple[str, ...]:
    """The operators that mean something for a source of this type, the likeliest first."""
    return BY_TYPE.get(value_type, _EITHER)


def complete(table: Group) -> bool:
    """Does each row have what its operator needs? A table without rows is no condition."""
    return bool(table.rows) and all(map(_complete, table.rows))


def _complete(one: Row | Group) -> bool:
    if isinstance(one, Group):
        return complete(one)
    needed = OPERATORS[one.operator].takes
    return bool(one.path) and (not needed or one.value not in (None, "", []))


def written(table: Group) -> Json:
    """The expression of a complete table; a row alone stands without its "and"."""
    found = [written(one) if isinstance(one, Group) else _written(one) for one in table.rows]
    return found[0] if len(found) == 1 else {table.joined: found}


def _written(row: Row) -> Json:
    if not row.over:
        return _filled(OPERATORS[row.operator].template, row.path, row.value)
    rows, _dot, cell = row.path.rpartition("[].")
    return {row.over: [{"var": rows}, _filled(OPERATORS[row.operator].template, f"item.{cell}", row.value)]}


def _filled(template: Json, path: str, value: Json) -> Json:
    if template == _SOURCE:
        return {"var": path}
    if template == _VALUE:
        return value
    [(name, given)] = template.items()
    return {name: [_filled(operand, path, value) for operand in given]}


def read(expression: Json) -> Group | None:
    """The rows of an expression that the parser takes; None when they cannot say it."""
    node = split(expression)
    joined = node[0] if node is not None and node[0] in JOINS else ""
    if node is None or not joined:
        row = _read(expression)
        return None if row is None else Group("and", (row,))
    found = [_read(one) or _inner(one) for one in node[1]]
    kept = tuple(one for one in found if one is not None)
    return Group(joined, kept) if len(kept) == len(found) > 0 else None


def _inner(expression: Json) -> Group | None:
    """A group inside: rows only, two of them at least."""
    node = split(expression)
    if node is None or node[0] not in JOINS or len(node[1]) < 2:
        return None
    rows = [_read(one) for one in node[1]]
    kept = tuple(one for one in rows if one is not None)
    return Group(node[0], kept) if len(kept) == len(rows) else None


def _read(expression: Json) -> Row | None:
    node = split(expression)
    if node is not None and node[0] in QUANTIFIERS and node[0] in OVER and len(node[1]) == 2:
        rows, inside = read_path(node[1][0]), _read(node[1][1])
        if not rows or inside is None or inside.over or not inside.path.startswith("item."):
            return None
        cell = inside.path.removeprefix("item.")
        return Row(f"{rows}[].{cell}", inside.operator, inside.value, node[0])
    for name, operator in OPERATORS.items():
        found: dict[str, Json] = {}
        if _matches(operator.template, expression, found):
            return Row(found[_SOURCE], name, found.get(_VALUE))
    return None


def _matches(template: Json, expression: Json, found: dict[str, Json]) -> bool:
    """Is the expression of this shape? What stands at the marks is noted."""
    if template == _SOURCE:
        found[_SOURCE] = read_path(expression)
        return bool(found[_SOURCE])
    if template == _VALUE:
        found[_VALUE] = expression
        return not isinstance(expression, dict)
    node = split(expression)
    [(name, given)] = template.items()
    if node is None or node[0] != name or len(node[1]) != len(given):
        return False
    return all(_matches(one, other, found) for one, other in zip(given, node[1], strict=True))
