"""The shape of the expression language: its operators, how a node is read, what it reads, its limits.

It refuses to know values: evaluation is in `conditions`, types in `conditions.typing`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Json = Any
MAX_DEPTH = 16
MAX_NODES = 200
UNITS = ("days", "months", "years")
NO_LIMIT = MAX_NODES

# operator → least and most operands
ARITIES: Mapping[str, tuple[int, int]] = {
    "==": (2, 2), "!=": (2, 2), "<": (2, 2), "<=": (2, 2), ">": (2, 2), ">=": (2, 2),
    "in": (2, 2), "contains": (2, 2), "answered": (1, 1),
    "and": (1, NO_LIMIT), "or": (1, NO_LIMIT), "!": (1, 1), "if": (2, NO_LIMIT),
    "+": (2, NO_LIMIT), "-": (2, 2), "*": (2, NO_LIMIT), "/": (2, 2),
    "min": (1, NO_LIMIT), "max": (1, NO_LIMIT), "round": (1, 2),
    "count": (1, 2), "sum": (1, 1), "some": (2, 2), "all": (2, 2), "none": (2, 2),
    "age": (1, 2), "date_add": (3, 3), "days_between": (2, 2),
    "today": (0, 0), "var": (1, 1),
}  # fmt: skip

# Their first operand names a repeat; the second is a condition in which "item.x" is a cell of the row.
QUANTIFIERS = frozenset({"count", "some", "all", "none"})


def split(expression: Json) -> tuple[str, list[Json]] | None:
    """(operator, operands) of a node, None for a literal; a lone operand may stand without its list."""
    if not isinstance(expression, dict) or len(expression) != 1:
        return None
    [(name, given)] = expression.items()
    return str(name), given if isinstance(given, list) else [given]


def takes(name: str, given: Sequence[Json]) -> bool:
    """True when the operator exists and takes this many operands."""
    least, most = ARITIES.get(name, (1, 0))
    return least <= len(given) <= most


def read_path(expression: Json) -> str:
    """The path of a {"var": path} node, "" for anything else."""
    node = split(expression)
    path = node[1][0] if node is not None and node[0] == "var" and len(node[1]) == 1 else ""
    return path if isinstance(path, str) else ""


def operands(expression: Json) -> tuple[str, ...]:
    """The paths that the expression reads, in order, once each.

    Cells read through a quantifier are written "enfants[].age"; a cell of the row
    in which the expression itself stands is "item.age".
    """
    return tuple(dict.fromkeys(_paths(expression, "")))


def _paths(expression: Json, rows: str) -> Iterator[str]:
    node = split(expression)
    if node is None:
        return
    name, given = node
    if name == "var":
        yield in_rows(read_path(expression), rows)
        return
    inner = in_rows(read_path(given[0]), rows) if name in QUANTIFIERS and given else rows
    for position, operand in enumerate(given):
        yield from _paths(operand, inner if position else rows)


def in_rows(path: str, rows: str) -> str:
    """The path behind "item.x" inside a quantifier over `rows`: "enfants[].x", "item.jouets[].x"."""
    return f"{rows}[].{path.removeprefix('item.')}" if rows and path.startswith("item.") else path
