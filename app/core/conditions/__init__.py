"""The closed expression language of conditions and calculations: evaluated, never raising.

Three rules: a comparison with an unanswered operand is false; there is no coercion;
numbers are decimals and dates civil dates. Expressions were checked before (see
`conditions.typing`); here, whatever is outside the language is worth None.
"""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.conditions import functions
from app.core.conditions.language import operands, read_path, split, takes
from app.core.conditions.values import ARITHMETIC, unanswered

__all__ = ["OPERATORS", "Scope", "evaluate", "holds", "operands"]

Json = Any


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may read: `item` is the current row, inside a repeat or a quantifier."""

    answers: Mapping[str, Json]
    today: date
    item: Mapping[str, Json] | None = None

    def row(self, item: Json) -> "Scope":
        """The same scope inside this row (a row that is no object is an empty row)."""
        return Scope(self.answers, self.today, item if isinstance(item, Mapping) else {})


Apply = Callable[[Sequence[Json], Scope], Json]


def evaluate(expression: Json, scope: Scope) -> Json:
    """The JSON value of the expression: True, False, Decimal, text, ISO date, list; None = unanswered."""
    try:
        value = _value(expression, scope)
    except RecursionError:  # only an expression that was never checked is that deep
        return None
    return value.isoformat() if isinstance(value, date) else value


def holds(expression: Json, scope: Scope) -> bool:
    """True when the expression is true: an unanswered or mistyped result is not."""
    return evaluate(expression, scope) is True


def _value(expression: Json, scope: Scope) -> Json:
    if not isinstance(expression, dict):
        return expression
    node = split(expression)
    if node is None or not takes(*node):
        return None
    name, given = node
    return OPERATORS[name](given, scope)


def _resolve(path: Json, scope: Scope) -> Json:
    """Walk mappings only: an index, an attribute or a prototype is never reached."""
    if not isinstance(path, str):
        return None
    here: Json = scope.answers
    if path.startswith("item."):
        here, path = scope.item or {}, path.removeprefix("item.")
    for part in path.split("."):
        here = here.get(part) if isinstance(here, Mapping) else None
    return None if unanswered(here) else here


def _rows(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _cells(operand: Json, scope: Scope) -> list[Json] | None:
    """The answered cells of {"var": "rows[].cell"}; None when the operand is not a repeated path."""
    path = read_path(operand)
    return [value for value in _each(path, scope) if value is not None] if "[]." in path else None


def _each(path: str, scope: Scope) -> Iterator[Json]:
    """What stands at a repeated path, row by row, rows inside rows included."""
    rows_path, repeated, cell = path.partition("[].")
    if not repeated:
        yield _resolve(path, scope)
        return
    for row in _rows(_resolve(rows_path, scope)):
        yield from _each(f"item.{cell}", scope.row(row))


def _matching(given: Sequence[Json], scope: Scope) -> list[bool]:
    """For each row, whether the condition (always true when there is none) holds on it."""
    rows = _rows(_value(given[0], scope))
    return [len(given) == 1 or _value(given[1], scope.row(row)) is True for row in rows]


def _all(given: Sequence[Json], scope: Scope) -> bool:
    """False without rows, as in JsonLogic and unlike JSON Schema's `items`."""
    matching = _matching(given, scope)
    return bool(matching) and all(matching)


def _if(given: Sequence[Json], scope: Scope) -> Json:
    """[condition, value, condition, value, …, else]: null when no branch is taken and there is no else."""
    for place in range(0, len(given) - 1, 2):
        if _value(given[place], scope) is True:
            return _value(given[place + 1], scope)
    return _value(given[-1], scope) if len(given) % 2 else None


def _sum(given: Sequence[Json], scope: Scope) -> Json:
    cells = _cells(given[0], scope)
    return None if cells is None else functions.total(cells)


def _extreme(choose: Callable[[Sequence[Json]], Json]) -> Apply:
    """min and max: over the answered cells of a repeat, or over operands that must all be answered."""

    def apply(given: Sequence[Json], scope: Scope) -> Json:
        cells = _cells(given[0], scope) if len(given) == 1 else None
        values = [_value(operand, scope) for operand in given] if cells is None else cells
        return functions.extreme(values, choose)

    return apply


def _age(given: Sequence[Json], scope: Scope) -> Json:
    return functions.age(_value(given[0], scope), _value(given[1], scope) if len(given) > 1 else scope.today)


def _eager(compute: functions.Compute) -> Apply:
    """An operator whose operands are all evaluated first."""
    return lambda given, scope: compute(*[_value(operand, scope) for operand in given])


OPERATORS: Mapping[str, Apply] = {
    "var": lambda given, scope: _resolve(given[0], scope),
    "today": lambda given, scope: scope.today,
    "answered": lambda given, scope: not unanswered(_value(given[0], scope)),
    "==": _eager(functions.equal),
    "!=": _eager(functions.different),
    "<": _eager(functions.ordering(operator.lt)),
    "<=": _eager(functions.ordering(operator.le)),
    ">": _eager(functions.ordering(operator.gt)),
    ">=": _eager(functions.ordering(operator.ge)),
    "in": _eager(functions.among),
    "contains": _eager(lambda values, code: functions.among(code, values)),
    "and": lambda given, scope: all(_value(operand, scope) is True for operand in given),
    "or": lambda given, scope: any(_value(operand, scope) is True for operand in given),
    "!": lambda given, scope: _value(given[0], scope) is not True,
    "if": _if,
    "+": _eager(functions.arithmetic(ARITHMETIC.add)),
    "-": _eager(functions.arithmetic(ARITHMETIC.subtract)),
    "*": _eager(functions.arithmetic(ARITHMETIC.multiply)),
    "/": _eager(functions.arithmetic(functions.divide)),
    "round": _eager(functions.round_half_up),
    "min": _extreme(min),
    "max": _extreme(max),
    "sum": _sum,
    "count": lambda given, scope: functions.counted(_matching(given, scope)),
    "some": lambda given, scope: any(_matching(given, scope)),
    "all": _all,
    "none": lambda given, scope: not any(_matching(given, scope)),
    "age": _age,
    "date_add": _eager(functions.date_add),
    "days_between": _eager(functions.days_between),
}
