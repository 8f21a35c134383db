"""Conditions that can never hold, or always do: proven on the form as a whole, never guessed.

`reasoning` proves; this tells. What was proven of a question is taken again while nothing that the proof
looked at has changed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.core.conditions.language import operands
from app.core.definition import Field, FormDefinition
from app.core.definition.memory import content
from app.core.definition.reading_order import Place
from app.core.findings import Findings, pointer
from app.core.language import _
from app.core.linting.reasoning import Logic, absolute, closed_list
from app.core.linting.satisfiability import satisfiable

Json = Any
Facts = tuple[object, object]


@dataclass(frozen=True, slots=True)
class Proven:
    """What was found of each condition of a form, by the path of its question, and what the proof looked at:
    `facts` is all that conditions may know of a question."""

    facts: Mapping[str, Facts] = field(default_factory=dict)
    verdicts: dict[str, tuple[frozenset[str], str]] = field(default_factory=dict)


def facts_of(question: Field) -> Facts:
    """All that conditions may know of a question, but for what is around it."""
    return content(question.when) or object(), closed_list(question)


def check_logic(
    definition: FormDefinition,
    asked: Mapping[str, Place],
    findings: Findings,
    own: Mapping[str, Facts],
    before: Proven,
) -> Proven:
    """Steps, questions, checks and rules of eligibility. `own` are the `facts_of` each question."""
    logic = Logic(definition, asked)
    proven = Proven(_facts(definition, asked, own))
    dead_steps = set(_steps(logic, findings))
    never = set(_questions(logic, dead_steps, findings, _verdicts(logic, dead_steps, before, proven)))
    _unreachable(logic, dead_steps, never, findings)
    _checks(logic, never, findings)
    _eligibility(logic, findings)
    return proven


def _facts(
    definition: FormDefinition, asked: Mapping[str, Place], own: Mapping[str, Facts]
) -> Mapping[str, Facts]:
    """With the conditions around: those of the step and of the rows, which come before."""
    steps = [content(step.when) or object() for step in definition.steps]
    found: dict[str, Facts] = {}
    for path, place in asked.items():
        around = found[place.rows] if place.rows else steps[place.position[0]]
        found[path] = (own[path], around)
    return found


def _verdicts(logic: Logic, dead_steps: set[int], before: Proven, proven: Proven) -> Mapping[str, str]:
    """What is found of the condition of each question of the steps that can be shown."""
    both = before.facts.keys() | proven.facts.keys()
    changed = {path for path in both if before.facts.get(path) != proven.facts.get(path)}
    for path, place in logic.asked.items():
        if place.position[0] in dead_steps or place.field.when is None:
            continue
        known = before.verdicts.get(path)
        if known is None or not known[0].isdisjoint(changed):
            if not operands(place.field.when):
                continue
            logic.looked_at.clear()
            verdict = _verdict(logic, place)
            known = (frozenset((path, *logic.looked_at)), verdict)
        proven.verdicts[path] = known
    return {path: verdict for path, (_looked_at, verdict) in proven.verdicts.items()}


def _verdict(logic: Logic, place: Place) -> str:
    """The code of what is wrong with the condition of this question, "" for nothing."""
    *around, own = logic.conditions_of(place)
    if logic.possible([*around, own]):
        return "" if logic.possible([*around, {"!": own}]) else "always-true"
    if logic.possible([own]):
        return "contradicts-step"
    return _never(logic, [own])


def _never(logic: Logic, conditions: Sequence[Json]) -> str:
    """Why these cannot hold: what they read is hidden then, or they contradict themselves."""
    return "contradicts-earlier" if satisfiable(conditions, logic.domain_of) else "never-visible"


def _steps(logic: Logic, findings: Findings) -> Iterator[int]:
    """The steps whose condition never holds."""
    for index, step in enumerate(logic.definition.steps):
        if step.when is None or not operands(step.when):
            continue
        where = pointer("steps", index, "when")
        if not logic.possible([step.when]):
            _tell(_never(logic, [step.when]), where, findings)
            yield index
        elif not logic.possible([{"!": step.when}]):
            _tell("always-true", where, findings)


def _questions(
    logic: Logic, dead_steps: set[int], findings: Findings, verdicts: Mapping[str, str]
) -> Iterator[str]:
    """The questions that are never shown."""
    for place in logic.asked.values():
        verdict = verdicts.get(place.path, "")
        if verdict:
            _tell(verdict, f"{place.pointer}/when", findings)
        if place.position[0] in dead_steps or verdict not in ("", "always-true"):
            yield place.path


def _tell(verdict: str, where: str, findings: Findings) -> None:
    """An error for a condition that never holds, a warning for one that always does."""
    message, fix = _TOLD[verdict]()
    (findings.warning if verdict == "always-true" else findings.error)(where, verdict, message, fix)


_TOLD: Mapping[str, Callable[[], tuple[str, str]]] = {
    "always-true": lambda: (
        _("Cette condition est toujours vraie, quelles que soient les réponses."),
        _("Retirez-la, ou corrigez-la."),
    ),
    "contradicts-step": lambda: (
        _("Cette condition contredit celle de son étape ou de son tableau."),
        _("Corrigez une des deux : la question n’est jamais montrée."),
    ),
    "contradicts-earlier": lambda: (
        _("Cette condition contredit celle d’une question qu’elle lit."),
        _("La question lue est cachée dans ce cas : corrigez une des deux conditions."),
    ),
    "never-visible": lambda: (
        _("Cette condition n’est jamais vraie, quelles que soient les réponses."),
        _("Retirez la partie qui contredit l’autre."),
    ),
}


def _unreachable(logic: Logic, dead_steps: set[int], never: set[str], findings: Findings) -> None:
    """Pages that nobody sees, and answers wanted of nobody."""
    for index, step in enumerate(logic.definition.steps):
        if index not in dead_steps and step.fields and all(field.path in never for field in step.fields):
            message = _("Aucune question de cette étape n’est jamais montrée.")
            fix = _("Corrigez leurs conditions, ou retirez l’étape.")
            findings.error(pointer("steps", index), "unreachable-step", message, fix)
    for path in sorted(never):
        place = logic.asked[path]
        if place.field.required:
            message = _("« {path} » est obligatoire et n’est jamais demandé.").format(path=path)
            fix = _("Corrigez sa condition, ou retirez-la de « required ».")
            findings.error(place.pointer, "required-never-reached", message, fix)


def _checks(logic: Logic, never: set[str], findings: Findings) -> None:
    for index, check in enumerate(logic.definition.checks):
        place = logic.asked.get(check.at)
        where = pointer("checks", index, "assert")
        assertion = absolute(check.assert_, place.rows if place else "")
        given = logic.conditions_of(place) if place is not None else []
        if check.at in never or not logic.possible([*given, {"!": assertion}]):
            message = _("Cette vérification ne peut jamais échouer.")
            fix = _("Retirez-la, ou corrigez sa condition : elle dit ce qui doit être vrai.")
            findings.warning(where, "check-never-fires", message, fix)
        elif not logic.possible([*given, assertion]):
            message = _("Cette vérification échoue toujours.")
            fix = _("Corrigez sa condition : elle dit ce qui doit être vrai.")
            findings.error(where, "check-always-fires", message, fix)


def _eligibility(logic: Logic, findings: Findings) -> None:
    for index, rule in enumerate(logic.definition.eligibility):
        where = pointer("eligibility", index, "when")
        if not logic.possible([rule.when]):
            message = _("Cette règle n’écarte jamais personne.")
            findings.warning(where, "rule-never-fires", message, _("Retirez-la, ou corrigez sa condition."))
        elif not logic.possible([{"!": rule.when}]):
            message = _("Cette règle écarte tout le monde.")
            fix = _("Corrigez sa condition : elle dit qui ne peut pas déposer.")
            findings.error(where, "nobody-eligible", message, fix)
