"""One walk through a form in document order: calculate, decide what is visible, keep only that.

Hidden is absent; what no field declares is dropped; a calculated answer never comes from
outside. Nothing is judged here (see `answers`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from app.core import paths
from app.core.conditions import Scope, evaluate, holds
from app.core.conditions.values import rounded
from app.core.definition import Calculated, Field, FormDefinition, Step
from app.core.field_types import NotUnderstood, Typed, field_type
from app.core.field_types.numbers import stored
from app.core.plan import Plan, plan_of

Json = Any


@dataclass(frozen=True, slots=True)
class Place:
    """A visible field where it stands: `path` is absolute, `item` the row around it (pruned).

    `value` is None when unanswered; `refusal` says why what was typed gave no value.
    """

    path: str
    declared: str
    field: Field
    step: Step
    value: Json | None
    item: Mapping[str, Json] | None = None
    refusal: NotUnderstood | None = None
    calculated: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What is left of the answers, the visible fields in page order, the visible steps."""

    answers: dict[str, Json]
    places: tuple[Place, ...]
    open_steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Around:
    """Where the walk stands: the step, the paths before a field, the answers to read and to write."""

    step: Step
    source: Mapping[str, Json]
    target: dict[str, Json]
    scope: Scope
    path: str = ""
    declared: str = ""


@dataclass(slots=True)
class _Walk:
    plan: Plan
    typed: Mapping[str, Typed]
    places: list[Place] = field(default_factory=list)


def prune(
    definition: FormDefinition, answers: Mapping[str, Json], today: date, typed: Mapping[str, Typed]
) -> Kept:
    """Walk once through the whole form. `typed` is what could not be understood, by absolute path."""
    walk = _Walk(plan_of(definition), typed)
    target: dict[str, Json] = {}
    scope = Scope(target, today)
    open_steps = []
    _calculate_loose(walk.plan.loose.get("", ()), target, scope)
    for step in definition.steps:
        visible = step.when is None or holds(step.when, scope)
        if visible:
            open_steps.append(step)
        around = _Around(step, answers, target, scope)
        for item in step.fields:
            if visible:
                _visit(walk, item, around)
            _calculate_loose(walk.plan.loose.get(item.path, ()), target, scope)
    return Kept(target, tuple(walk.places), tuple(open_steps))


def _visit(walk: _Walk, item: Field, around: _Around) -> None:
    if item.when is not None and not holds(item.when, around.scope):
        return
    place = _place(walk, item, around)
    walk.places.append(place)
    if place.value is None:
        return
    if item.fields and isinstance(place.value, list):
        _visit_rows(walk, place, around)
    else:
        paths.put(around.target, item.path, place.value)


def _place(walk: _Walk, item: Field, around: _Around) -> Place:
    path, declared = around.path + item.path, around.declared + item.path
    rule = walk.plan.calculated.get(declared)
    value, refusal = None, None
    if rule is not None:
        value = _calculate(rule, item, around.scope)
    elif path in walk.typed:
        value, refusal = _understood(item, walk.typed[path])
    else:
        value = paths.get(around.source, item.path)
    if value is not None and field_type(item).unanswered(value):
        value = None
    return Place(path, declared, item, around.step, value, around.scope.item, refusal, rule is not None)


def _understood(item: Field, typed: Typed) -> tuple[Json | None, NotUnderstood | None]:
    try:
        return field_type(item).parse(item, typed), None
    except NotUnderstood as refusal:
        return None, refusal


def _visit_rows(walk: _Walk, repeat: Place, around: _Around) -> None:
    """Rows are pruned one by one; the list is in place from the start, so that a row may count the others."""
    rows: list[dict[str, Json]] = []
    paths.put(around.target, repeat.field.path, rows)
    for number, row in enumerate((repeat.value or ())[: paths.ROW_LIMIT + 1]):
        kept: dict[str, Json] = {}
        rows.append(kept)
        inside = _Around(
            around.step,
            row if isinstance(row, Mapping) else {},
            kept,
            Scope(around.scope.answers, around.scope.today, kept),
            f"{repeat.path}[{number}].",
            f"{repeat.declared}[].",
        )
        for item in repeat.field.fields:
            _visit(walk, item, inside)


def _calculate_loose(rules: Iterable[Calculated], target: dict[str, Json], scope: Scope) -> None:
    for rule in rules:
        value = _calculate(rule, None, scope)
        if value is not None:
            paths.put(target, rule.path, value)


def _calculate(rule: Calculated, item: Field | None, scope: Scope) -> Json | None:
    """The computed answer, at its own scale, else at the scale of its field, else as it is."""
    value = evaluate(rule.value, scope)
    if not isinstance(value, Decimal):
        return value
    scale = rule.scale if rule.scale is not None or item is None else field_type(item).scale
    exact = value if scale is None else rounded(value, scale)
    return None if exact is None else stored(exact)
