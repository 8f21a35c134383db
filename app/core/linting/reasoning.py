"""What conditions can be true together in a form as a whole: a question that is hidden is unanswered, so what
an earlier question needs in order to be shown counts.

See `satisfiability` for what a proof is. It tells nobody anything: see `logic`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from json import dumps
from typing import Any

from app.core.conditions.language import operands, split
from app.core.definition import Field, FormDefinition
from app.core.definition.reading_order import Place
from app.core.definition.schema_reading import codes_of
from app.core.field_types import FIELD_TYPES
from app.core.linting.satisfiability import clause, hold_together
from app.core.linting.search import Clause, Domain

Json = Any
_MOST_BACKGROUND = 24  # conditions of earlier questions that are looked at


# What hold_together answered: conditions with the lists of values that they meet → can they hold together?
_PROVEN: dict[tuple[str, ...], bool] = {}
_MOST_PROVEN = 20_000
_READ: dict[str, Clause] = {}  # the text of a condition → the condition as it is proven


@dataclass(frozen=True, slots=True)
class _Known:
    """A condition read once; `key` says it with the lists of values of `paths`, which its clause tells apart;
    `reads` are all the paths in it."""

    expression: Json
    clause: Clause
    key: str
    paths: tuple[str, ...]
    reads: tuple[str, ...]


@dataclass(slots=True)
class Logic:
    """The form as conditions see it: a condition of a row reads "enfants[].age".

    `looked_at` gathers the paths of the questions that an answer rests on, until it is emptied."""

    definition: FormDefinition
    asked: Mapping[str, Place]
    shown: dict[str, list[Json]] = field(default_factory=dict)
    clauses: dict[int, "_Known"] = field(default_factory=dict)
    needs: dict[str, list[tuple["_Known", tuple[str, ...]]]] = field(default_factory=dict)
    domains: dict[str, Domain | None] = field(default_factory=dict)
    backgrounds: dict[tuple[str, ...], tuple[list["_Known"], set[str]]] = field(default_factory=dict)
    looked_at: set[str] = field(default_factory=set)

    def domain_of(self, path: str) -> Domain | None:
        """The values that an answered question can have, None when they are not a closed list."""
        if path not in self.domains:
            self.domains[path] = self._domain(path)
        return self.domains[path]

    def _domain(self, path: str) -> Domain | None:
        place = self.asked.get(path)
        return None if place is None else closed_list(place.field)

    def conditions_of(self, place: Place) -> list[Json]:
        """What must hold for this question to be shown: its step's, its repeat's and its own condition."""
        if place.path not in self.shown:
            step = self.definition.steps[place.position[0]]
            around = self.asked.get(place.rows) if place.rows else None
            outer = self.conditions_of(around) if around is not None else [absolute(step.when, "")]
            own = absolute(place.field.when, place.rows)
            self.shown[place.path] = [found for found in (*outer, own) if found is not None]
        return self.shown[place.path]

    def possible(self, conditions: Sequence[Json]) -> bool:
        """False when no file at all satisfies these, alone or with what they read being shown."""
        own = [self._clause(one) for one in conditions]
        return self._together(own) and self._together([*own, *self._background(own)])

    def _together(self, clauses: Sequence["_Known"]) -> bool:
        """Proven once for all: from one edit of a draft to the next, nearly every question is the same."""
        for one in clauses:
            self.looked_at.update(one.paths)
        key = tuple(one.key for one in clauses)
        found = _PROVEN.get(key)
        if found is None:
            found = hold_together([one.clause for one in clauses], self.domain_of)
            if len(_PROVEN) >= _MOST_PROVEN:
                _PROVEN.clear()
            _PROVEN[key] = found
        return found

    def _clause(self, expression: Json) -> "_Known":
        """The condition read once; it is kept beside, so that its identity stays its own."""
        found = self.clauses.get(id(expression))
        if found is None:
            text = dumps(expression, default=str)
            read = _READ.get(text)
            if read is None:
                if len(_READ) >= _MOST_PROVEN:
                    _READ.clear()
                read = _READ[text] = clause(expression)
            paths = tuple(variable.removeprefix("age:") for variable in read.variables)
            key = f"{text}{list(map(self.domain_of, paths))}"
            found = self.clauses[id(expression)] = _Known(expression, read, key, paths, operands(expression))
        return found

    def _background(self, conditions: Sequence["_Known"]) -> Sequence["_Known"]:
        """For each question read, near or far: when it is answered, it was shown. A condition and its
        negation read the same."""
        first = tuple(path for condition in conditions for path in condition.reads)
        if first not in self.backgrounds:
            self.backgrounds[first] = self._behind(first)
        found, known = self.backgrounds[first]
        self.looked_at |= known
        return found

    def _behind(self, first: Sequence[str]) -> tuple[list["_Known"], set[str]]:
        found: list[_Known] = []
        waiting = list(first)
        known: set[str] = set()
        while waiting and len(found) < _MOST_BACKGROUND:
            path = waiting.pop(0)
            place = self.asked.get(path)
            if path not in known and place is not None:
                for rule, read in self._needs(place):
                    found.append(rule)
                    waiting += read
            known.add(path)
        return found, known

    def _needs(self, place: Place) -> list[tuple["_Known", tuple[str, ...]]]:
        """(when it is answered, this holds; what this reads), for each condition of a question."""
        if place.path not in self.needs:
            hidden = {"!": {"answered": [{"var": place.path}]}}
            self.needs[place.path] = [
                (self._clause({"or": [hidden, needed]}), operands(needed))
                for needed in self.conditions_of(place)
            ]
        return self.needs[place.path]


def closed_list(question: Field) -> Domain | None:
    """All the values that an answer may have, None when they are not a closed list."""
    if question.calculated is not None:
        return None
    value_type = FIELD_TYPES[question.kind].value_type
    if value_type == "choice":
        return codes_of(question) or None
    if value_type == "boolean":
        return (True,) if question.kind == "declaration" else (True, False)
    return None


def absolute(expression: Json, rows: str) -> Json:
    """The expression with "item.x" written "enfants[].x", outside quantifiers."""
    node = split(expression)
    if node is None or not rows:
        return expression
    name, given = node
    if name == "var" and isinstance(given[0], str):
        return {"var": _absolute_path(given[0], rows)}
    if name in ("some", "all", "none", "count"):
        return {name: [absolute(given[0], rows), *given[1:]]} if given else expression
    return {name: [absolute(operand, rows) for operand in given]}


def _absolute_path(path: str, rows: str) -> str:
    head, dot, cell = path.partition(".")
    around = {"item": rows, "parent": rows.rpartition("[].")[0]}.get(head, "")
    return f"{around}[].{cell}" if dot and around else path
