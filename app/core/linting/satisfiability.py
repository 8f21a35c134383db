"""Can these conditions hold together? Decided on finite domains, with bounded work.

"No" is a proof; "yes" may only mean that nothing was proven. A question is unanswered, or has one
of the values that the conditions tell apart; what is not read here (arithmetic, rows) may be anything.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from json import dumps
from typing import Any

from app.core.conditions.functions import among, different, equal, ordering
from app.core.conditions.language import read_path, split
from app.core.conditions.values import ARITHMETIC, as_date, as_number
from app.core.definition.memory import content
from app.core.linting.search import Clause, Domain, Test, found_together

Json = Any
DomainOf = Callable[[str], Domain | None]  # the closed list of values of a path; None when it is open
MOST_STEPS = 600
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
_ORDER = {
    "<": ordering(lambda a, b: a < b),
    "<=": ordering(lambda a, b: a <= b),
    ">": ordering(lambda a, b: a > b),
    ">=": ordering(lambda a, b: a >= b),
    "==": equal,
    "!=": different,
}
_OTHER = "\0autre"  # an answer that no condition names
_UNKNOWN = object()
_MOST_KEPT = 2_000
_REGIONS: dict[bytes, Domain] = {}


def clause(expression: Json) -> Clause:
    """The condition as the search wants it; a long form reads each of them many times."""
    reads = tuple(_reads(expression))
    return Clause(reads, compiled(expression), tuple(dict.fromkeys(variable for variable, _met in reads)))


def _reads(expression: Json) -> Iterator[tuple[str, Sequence[Json]]]:
    node = split(expression)
    if node is None:
        return
    name, given = node
    if name in ("and", "or", "!"):
        for operand in given:
            yield from _reads(operand)
        return
    read = atom(expression)
    yield read if read is not None else (_key(expression), (True, False))


def _values(variable: str, constants: Sequence[Json], domain_of: DomainOf) -> Domain:
    """What the variable may be, None first for "unanswered"."""
    if variable.startswith("{"):  # not read here: true or false, freely
        return (True, False)
    closed = domain_of(variable)
    return (None, *(closed if closed is not None else _between(constants)))


def _key(expression: Json) -> str:
    return dumps(expression, sort_keys=True, default=str)


def atom(expression: Json) -> tuple[str, list[Json]] | None:
    """(variable, constants) of a comparison of one question with written values; None for anything else."""
    node = split(expression)
    if node is None:
        return None
    name, given = node
    if name == "var":
        return read_path(expression), [True, False]
    if name == "answered":
        return read_path(given[0]), []
    if name == "in" and read_path(given[0]) and isinstance(given[1], list):
        return read_path(given[0]), list(given[1])
    if name in _MIRRORED:
        for mine, other in (given, given[::-1]):
            if _term(mine) and not isinstance(other, dict):
                return _term(mine), [other]
    return None


def _term(operand: Json) -> str:
    """A path, or "age:path": a number of its own, unanswered with the path."""
    node = split(operand)
    if node is not None and node[0] == "age" and len(node[1]) == 1 and read_path(node[1][0]):
        return f"age:{read_path(node[1][0])}"
    return read_path(operand)


def _between(constants: Sequence[Json]) -> Domain:
    """`_regions`, worked out once for the same constants: an edit brings few new ones."""
    written = content(constants)
    if written is None:
        return tuple(_regions(constants))
    found = _REGIONS.get(written)
    if found is None:
        if len(_REGIONS) >= _MOST_KEPT:
            _REGIONS.clear()
        found = _REGIONS[written] = tuple(_regions(constants))
    return found


def _regions(constants: Sequence[Json]) -> Iterator[Json]:
    """Each value named, one between each two, one on each side; for texts, one more."""
    numbers = sorted({found for value in constants if (found := as_number(value)) is not None})
    days = sorted({day for value in constants if isinstance(value, str) and (day := as_date(value))})
    if numbers:
        yield numbers[0] - 1
        for low, high in pairwise(numbers):
            yield from (low, ARITHMETIC.divide(low + high, as_number(2)))  # type: ignore[arg-type]
        yield from (numbers[-1], numbers[-1] + 1)
    yield from (day.isoformat() for day in days)
    # Between two days and beyond them, any day may stand: a value that compares with nothing would lie,
    # so the neighbours are named.
    for day in days:
        for ordinal in (day.toordinal() - 1, day.toordinal() + 1):
            if 1 <= ordinal <= type(day).max.toordinal():
                yield type(day).fromordinal(ordinal).isoformat()
    if not numbers:
        yield from dict.fromkeys(
            value for value in constants if isinstance(value, str) and not as_date(value)
        )
        yield from (value for value in (True, False) if value in constants)
        yield _OTHER


def compiled(expression: Json) -> Test:
    """The expression read once: it is tried on many values."""
    node = split(expression)
    if node is None:
        return lambda known: expression is True
    name, given = node
    if name == "!":
        return _contrary(compiled(given[0]))
    if name in ("and", "or"):
        return _together([compiled(operand) for operand in given], decisive=name == "or")
    return _on_variable(expression, name, given)


def _contrary(inside: Test) -> Test:
    def test(known: Mapping[str, Json]) -> bool | None:
        found = inside(known)
        return None if found is None else not found

    return test


def _together(tests: Sequence[Test], *, decisive: bool) -> Test:
    """`or` is decided by one true part, `and` by one false part."""

    def test(known: Mapping[str, Json]) -> bool | None:
        result: bool | None = not decisive
        for each in tests:
            found = each(known)
            if found is decisive:
                return decisive
            if found is None:
                result = None
        return result

    return test


def _on_variable(expression: Json, name: str, given: list[Json]) -> Test:
    """One comparison; for a variable, one value gives one result."""
    read = atom(expression)
    variable = read[0] if read is not None else _key(expression)
    judge = _judge(name, given) if read is not None else bool
    results: dict[tuple[type, Json], bool] = {}

    def test(known: Mapping[str, Json]) -> bool | None:
        value = known.get(variable, _UNKNOWN)
        if value is _UNKNOWN:
            return None
        key = (value.__class__, value)  # True is not 1
        found = results.get(key)
        if found is None:
            found = results[key] = judge(value)
        return found

    return test


def _judge(name: str, given: list[Json]) -> Callable[[Json], bool]:
    if name == "var":
        return lambda value: value is True
    if name == "answered":
        return lambda value: value is not None
    if name == "in":
        return lambda value: among(value, given[1])
    mine = bool(_term(given[0])) and not isinstance(given[1], dict)
    operator, constant = (name, given[1]) if mine else (_MIRRORED[name], given[0])
    return lambda value: bool(_ORDER[operator](value, constant))


def satisfiable(conditions: Sequence[Json], domain_of: DomainOf, most: int = MOST_STEPS) -> bool:
    """False only when no answers at all satisfy all the conditions together."""
    return hold_together([clause(one) for one in conditions], domain_of, most)


def hold_together(clauses: Sequence[Clause], domain_of: DomainOf, most: int = MOST_STEPS) -> bool:
    """The same, of conditions read before."""
    constants: dict[str, list[Json]] = {}
    for one in clauses:  # those of the conditions first: what they need is looked at after
        for variable, met in one.reads:
            if variable in constants:
                constants[variable] += met
            else:
                constants[variable] = [*met]
    ties = [_tie(variable) for variable in constants if variable.startswith("age:")]
    for tie in ties:
        for variable, _met in tie.reads:
            constants.setdefault(variable, [])
    values = {variable: _values(variable, met, domain_of) for variable, met in constants.items()}
    return found_together([*clauses, *ties], values, most)


@lru_cache(maxsize=512)
def _tie(variable: str) -> Clause:
    """An age is unanswered exactly when its date is; both are variables of the same search."""
    path = variable.removeprefix("age:")
    both = [{"answered": [{"var": path}]}, {"answered": [{"var": variable}]}]
    return clause({"or": [{"and": both}, {"and": [{"!": each} for each in both]}]})
