"""How conditions are written: one that reads nothing, a negation over what may be hidden."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.conditions.language import operands, split
from app.core.definition import FormDefinition, Step
from app.core.definition.reading_order import Place
from app.core.findings import Findings, pointer
from app.core.language import _

Json = Any


@dataclass(frozen=True, slots=True)
class Written:
    """How a condition is written: `constant` reads nothing; `negated` are the paths read under a negation."""

    constant: bool
    negated: tuple[str, ...]


def written(expression: Json, rows: str) -> Written:
    """Of one condition, in these rows."""
    constant = not operands(expression) and not _reads_today(expression)
    return Written(constant, tuple(sorted(set(_negated(expression, rows)))))


def check_conditions(
    definition: FormDefinition,
    asked: Mapping[str, Place],
    own: Mapping[str, Written | None],
    findings: Findings,
) -> None:
    """Each condition of a step or a question, read alone; `own` is how that of each question is written."""
    for where, condition in _visibility(definition, asked, own):
        if condition.constant:
            message = _("Cette condition ne lit aucune question : son résultat est toujours le même.")
            fix = _("Retirez-la, ou lisez une question.")
            findings.error(where, "constant-condition", message, fix)
        for path in condition.negated:
            place = asked.get(path)
            if place is not None and (place.field.when or _step_of(place, definition).when):
                message = _("« {path} » peut être caché : cette négation est alors vraie.").format(path=path)
                fix = _("Ajoutez « answered » si l’absence de réponse ne doit pas compter.")
                findings.warning(where, "negation-over-hidden", message, fix)


def _step_of(place: Place, definition: FormDefinition) -> Step:
    return definition.steps[place.position[0]]


def _visibility(
    definition: FormDefinition, asked: Mapping[str, Place], own: Mapping[str, Written | None]
) -> Iterator[tuple[str, Written]]:
    """(pointer, how it is written) of each condition of a step or a question."""
    for index, step in enumerate(definition.steps):
        if step.when is not None:
            yield pointer("steps", index, "when"), written(step.when, "")
    for path, place in asked.items():
        condition = own[path]
        if condition is not None:
            yield f"{place.pointer}/when", condition


def _reads_today(expression: Json) -> bool:
    node = split(expression)
    return node is not None and (node[0] in ("today", "age") or any(map(_reads_today, node[1])))


def _negated(expression: Json, rows: str) -> Iterator[str]:
    """The paths read under `!` or `none`."""
    node = split(expression)
    if node is None:
        return
    name, given = node
    if name in ("!", "none"):
        for path in operands(expression):
            yield f"{rows}[].{path.removeprefix('item.')}" if path.startswith("item.") else path
        return
    for operand in given:
        yield from _negated(operand, rows)
