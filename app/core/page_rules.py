"""Which rules of one step depend on answers of that very step, so that its page can follow them at once.

What other steps answer is worked out here and written into the rule: a page gets no earlier answer.
A rule that reads an answer which a page cannot understand is left to the server. It knows no page.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.core.conditions import Scope, evaluate
from app.core.conditions.language import QUANTIFIERS, operands, split
from app.core.definition import Calculated, Expression, Field, FormDefinition, Step
from app.core.field_types import field_type
from app.core.plan import plan_of

Json = Any
# Kind → how a page reads what is typed. A kind that is not here is read by the server only.
READERS: Mapping[str, str] = {
    "text": "text",
    "long-text": "text",
    "choice": "choice",
    "civility": "choice",
    "country": "choice",
    "department": "choice",
    "region": "choice",
    "choices": "choices",
    "yes-no": "yes-no",
    "declaration": "ticked",
    "date": "date",
    "integer": "number",
    "decimal": "number",
    "amount": "number",
    "repeat": "rows",
}


@dataclass(frozen=True, slots=True)
class PageRule:
    """One question as the page follows it, in document order; a cell has its relative path.

    `reads` is how its answer is read ("" when it is not). `when` and `value` are what is left of the
    rules once the other steps are worked out: None when they do not depend on this page.
    """

    path: str
    reads: str = ""
    when: Expression | None = None
    value: Expression | None = None
    scale: int | None = None
    cells: tuple["PageRule", ...] = ()


@dataclass(frozen=True, slots=True)
class PageRules:
    """`toggled` holds the declared paths ("enfants[].age") that the page shows or hides, `computed` those
    that it works out."""

    rules: tuple[PageRule, ...] = ()
    toggled: frozenset[str] = frozenset()
    computed: frozenset[str] = frozenset()


NOTHING = PageRules()


def page_rules(definition: FormDefinition, step: Step, scope: Scope) -> PageRules:
    """The rules that the page of this step follows; `scope` has the answers as they were judged."""
    sorting = _Sorting(definition, scope, dict(_declared(step.fields)))
    rules = tuple(rule for item in step.fields for rule in sorting.of(item, ""))
    if not sorting.toggled and not sorting.computed:
        return NOTHING
    return PageRules(rules, frozenset(sorting.toggled), frozenset(sorting.computed))


def _declared(fields: tuple[Field, ...], before: str = "") -> Iterator[tuple[str, Field]]:
    for item in fields:
        yield before + item.path, item
        yield from _declared(item.fields, f"{before}{item.path}[].")


def _declared_in(definition: FormDefinition) -> Iterator[tuple[str, Field]]:
    return _declared(tuple(item for _step, item in definition.fields()))


@dataclass(frozen=True, slots=True)
class _Sorting:
    definition: FormDefinition
    scope: Scope
    here: Mapping[str, Field]  # the questions of the step, by declared path
    toggled: set[str] = field(default_factory=set)
    computed: set[str] = field(default_factory=set)

    def of(self, item: Field, rows: str) -> Iterator[PageRule]:
        """The rule of this question, then those of what is calculated after it on no page."""
        path = f"{rows}[].{item.path}" if rows else item.path
        # A linked list comes with the options of what was chosen: the server draws it.
        follows = item.when is not None and item.linked is None and not _is_given(item)
        when = self._left(item.when, rows) if follows else None
        if when is not None:
            self.toggled.add(path)
        rule = plan_of(self.definition).calculated.get(path)
        value = self._left(rule.value, rows) if rule is not None else None
        if value is not None:
            self.computed.add(path)
        reads = "" if rule is not None or _is_apart(item) else READERS.get(item.kind, "")
        cells = tuple(cell for below in item.fields for cell in self.of(below, path)) if reads else ()
        yield PageRule(item.path, reads, when, value, _scale(rule, item), cells)
        if not rows:
            yield from self._loose(item.path)

    def _loose(self, after: str) -> Iterator[PageRule]:
        for rule in plan_of(self.definition).loose.get(after, ()):
            value = self._left(rule.value, "")
            if value is not None:
                self.computed.add(rule.path)
                yield PageRule(rule.path, value=value, scale=rule.scale)

    def _left(self, expression: Expression, rows: str) -> Expression | None:
        """What the page has to evaluate; None when it depends on nothing that the page can read."""
        left = self._folded(expression)
        read = [_full(path, rows) for path in operands(left)]
        mine = bool(read) and all(self._is_readable(path) for path in read)
        return left if mine else None

    def _is_readable(self, path: str) -> bool:
        if path in self.computed:
            return True
        item = self.here.get(path)
        known = item is not None and item.kind in READERS and not self._given(path)
        return known and not any(_is_apart(self.here[around]) for around in _around(path))

    def _given(self, path: str) -> bool:
        """True for an answer that is worked out by the server and stays as it is on this page."""
        return path in plan_of(self.definition).calculated and path not in self.computed

    def _folded(self, expression: Expression) -> Expression:
        """The expression with each part that reads nothing of this page replaced by its value."""
        node = split(expression)
        if node is None:
            return expression
        if not any(self._moves(path) for path in operands(expression)):
            value = evaluate(expression, self.scope)
            if not _holds_objects(value) and (isinstance(value, bool) or not self._is_private(expression)):
                return value
        name, given = node
        if name == "var":
            return expression
        first = [given[0]] if name in QUANTIFIERS else []
        return {name: first + [self._folded(operand) for operand in given[len(first) :]]}

    def _is_private(self, expression: Expression) -> bool:
        """True when it reads a sensitive answer: another page may know yes or no of it, no more."""
        private = {path for path, item in _declared_in(self.definition) if item.sensitive}
        return not private.isdisjoint(operands(expression))

    def _moves(self, path: str) -> bool:
        """True when this page may change it; a cell of a row is bound only where the row is."""
        asked = any(place in self.here for place in _heads(path))
        moving = asked or path in self.computed
        return path.startswith("item.") or (moving and not self._given(path))


def _full(path: str, rows: str) -> str:
    return f"{rows}[].{path.removeprefix('item.')}" if path.startswith("item.") else path


def _is_apart(item: Field) -> bool:
    """True for rows that have a page each: this page does not hold what they answer."""
    return item.layout == "pages"


def _around(path: str) -> tuple[str, ...]:
    """The path and the repeats around it: "a[].b[].c" → "a", "a[].b", "a[].b[].c"."""
    cells = path.split("[].")
    return tuple("[].".join(cells[:number]) for number in range(1, len(cells) + 1))


def _heads(path: str) -> tuple[str, ...]:
    """The path, the repeats around it, and the question that owns a part of an answer ("a.b" for "a.b.c")."""
    places = (*_around(path), path.removesuffix("[]"))
    return (*places, *(place.rpartition(".")[0] for place in places))


def _is_given(item: Field) -> bool:
    """A file is given to the server: its question is not taken away and put back by a page."""
    return field_type(item).value_type == "file"


def _holds_objects(value: Json) -> bool:
    """True for rows and objects: written into an expression they would be read as operators."""
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(one, dict) for one in value)
    )


def _scale(rule: Calculated | None, item: Field) -> int | None:
    """How many decimals: of what is worked out, else of what may be typed."""
    own = field_type(item).scale
    return own if rule is None or rule.scale is None else rule.scale
