"""Is there an answer to each question that satisfies all of these conditions? Tried one question after the
other, with bounded work; the answers that were found last are tried first.

It knows tests and lists of values, not how conditions are written.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Any
Domain = tuple[Json, ...]
Test = Callable[[Mapping[str, Json]], bool | None]  # None while the variables that decide are not all known
_MOST_KEPT = 2_000
_MOST_FOUND = 2  # of a condition and of its contrary, which are asked about the same questions
# questions → the answers that were last found to satisfy some conditions on them
_FOUND: dict[tuple[str, ...], tuple[Mapping[str, Json], ...]] = {}


class TooLong(Exception):
    """The work allowed was not enough: nothing is proven."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition, read once: the variables that it reads with the constants they meet, and its test;
    `variables` are the same, once each."""

    reads: tuple[tuple[str, Sequence[Json]], ...]
    test: Test
    variables: tuple[str, ...]


def found_together(clauses: Sequence[Clause], values: Mapping[str, Domain], most: int) -> bool:
    """False only when no values at all satisfy all the conditions."""
    return _seen_to_hold(clauses, values) or _searched(clauses, values, most)


def _seen_to_hold(clauses: Sequence[Clause], values: Mapping[str, Domain]) -> bool:
    """Do the answers found last for these questions satisfy these conditions? A search through the same
    values would find some too, or give up, which is the same "yes"."""
    return any(
        all(one.test(known) for one in clauses)
        and all(_among(value, values[variable]) for variable, value in known.items())
        for known in _FOUND.get(tuple(values), ())
    )


def _among(value: Json, values: Domain) -> bool:
    return any(type(value) is type(one) and value == one for one in values)  # true is not 1


def _searched(clauses: Sequence[Clause], values: Mapping[str, Domain], most: int) -> bool:
    search = _Search(clauses, values, most)
    try:
        held = search.run()
    except (TooLong, RecursionError):
        return True
    if held:
        if len(_FOUND) >= _MOST_KEPT:
            _FOUND.clear()
        _FOUND[tuple(values)] = (search.known, *_FOUND.get(tuple(values), ())[: _MOST_FOUND - 1])
    return held


class _Search:
    """Values tried one variable after the other. A value is told to the clauses that read the variable only,
    and a clause that holds is asked no more: it holds whatever comes next."""

    def __init__(self, clauses: Sequence[Clause], values: Mapping[str, Domain], most: int) -> None:
        self._tests = [one.test for one in clauses]
        self._values = values
        self._variables = list(values)
        self._left = most  # how much work is left
        self.known: dict[str, Json] = {}
        self._readers: dict[str, list[int]] = {variable: [] for variable in values}
        for number, one in enumerate(clauses):
            for variable in one.variables:
                self._readers[variable].append(number)

    def run(self) -> bool:
        """Raises TooLong when the work allowed was not enough."""
        return self._go(0, range(len(self._tests)), set(range(len(self._tests))))

    def _go(self, depth: int, told: Iterable[int], open_: set[int]) -> bool:
        self._left -= 1
        if self._left < 0:
            raise TooLong
        for number in told:
            if number in open_:
                found = self._tests[number](self.known)
                if found is False:
                    return False
                if found:
                    open_ = open_ - {number}
        if not open_ or depth == len(self._variables):
            return True
        variable = self._variables[depth]
        for value in self._values[variable]:
            self.known[variable] = value
            if self._go(depth + 1, self._readers[variable], open_):
                return True
        del self.known[variable]
        return False
