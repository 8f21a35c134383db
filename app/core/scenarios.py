"""Runs the cases kept inside a definition: answers in; steps, errors, eligibility and calculations out.

It only compares: `answers.judge` decides. It refuses impossible acts: an answer given to
a question that is not shown is a failure, unless the case says that it is hidden.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from app.core import paths
from app.core.answers import Verdict, judge
from app.core.conditions.functions import equal
from app.core.conditions.values import as_date, unanswered
from app.core.definition import FormDefinition, Scenario
from app.core.errors import Problem
from app.core.findings import Findings, pointer
from app.core.language import _

Json = Any
WITHOUT_TODAY = date(2026, 1, 15)  # for a case that fixes no date: never the clock, or it would break one day


def run(definition: FormDefinition, *, file: str = "") -> tuple[Problem, ...]:
    """Every difference between what the scenarios say and what happens; empty when all pass."""
    findings = Findings(file or f"{definition.slug}/{definition.version}.json")
    for index, scenario in enumerate(definition.scenarios):
        today = as_date(scenario.today) or WITHOUT_TODAY
        verdict = judge(definition, scenario.answers, today=today)
        for compare in _COMPARISONS:
            compare(scenario, verdict, pointer("scenarios", index), findings)
    return tuple(findings.problems)


def _told(scenario: Scenario, sentence: str) -> str:
    return _("Scénario « {name} » : {sentence}").format(name=scenario.name, sentence=sentence)


def _listed(names: Iterator[str]) -> str:
    return ", ".join(names) or _("aucune")


def _steps(scenario: Scenario, verdict: Verdict, place: str, findings: Findings) -> None:
    found = tuple(step.id for step in verdict.open_steps)
    if found != scenario.steps:
        message = _("les étapes visibles sont {found}.").format(found=_listed(iter(found)))
        fix = _("Étapes attendues : {wanted}.").format(wanted=_listed(iter(scenario.steps)))
        findings.error(f"{place}/steps", "scenario-steps", _told(scenario, message), fix)


def _errors(scenario: Scenario, verdict: Verdict, place: str, findings: Findings) -> None:
    found = {error.path: error.code for error in verdict.errors}
    for path in dict.fromkeys([*scenario.errors, *found]):
        code, wanted = found.get(path, ""), scenario.errors.get(path, "")
        if code != wanted:
            message = _("« {path} » donne {code}.").format(path=path, code=code or _("aucune erreur"))
            fix = _("Attendu : {wanted}.").format(wanted=wanted or _("aucune erreur"))
            where = f"{place}/errors" + (pointer(path) if path in scenario.errors else "")
            findings.error(where, "scenario-errors", _told(scenario, message), fix)


def _eligibility(scenario: Scenario, verdict: Verdict, place: str, findings: Findings) -> None:
    refused = verdict.ineligible is not None
    if refused != scenario.ineligible:
        message = _("la personne ne peut pas déposer.") if refused else _("la personne peut déposer.")
        fix = verdict.ineligible.message if verdict.ineligible else _("Vérifiez les règles d’éligibilité.")
        findings.error(f"{place}/ineligible", "scenario-eligibility", _told(scenario, message), fix)


def _calculated(scenario: Scenario, verdict: Verdict, place: str, findings: Findings) -> None:
    for path, wanted in scenario.calculated.items():
        found = paths.get(verdict.answers, path)
        if not _same(found, wanted):
            message = _("« {path} » vaut {found}.").format(path=path, found=found)
            fix = _("Attendu : {wanted}.").format(wanted=wanted)
            findings.error(
                f"{place}/calculated{pointer(path)}", "scenario-calculated", _told(scenario, message), fix
            )


def _same(found: Json, wanted: Json) -> bool:
    return equal(found, wanted) or bool(found == wanted) or (unanswered(found) and unanswered(wanted))


def _shown(scenario: Scenario, verdict: Verdict, place: str, findings: Findings) -> None:
    """What must be seen is, what must not is not."""
    for part, wanted, message, fix in (
        (
            "visible",
            True,
            _("« {path} » n’est pas montré."),
            _("Vérifiez sa condition, et celle de l’étape."),
        ),
        ("hidden", False, _("« {path} » est montré."), _("Vérifiez sa condition, et celle de l’étape.")),
    ):
        for index, path in enumerate(getattr(scenario, part)):
            if (path in verdict.visible) != wanted:
                where = f"{place}/{part}/{index}"
                findings.error(where, f"scenario-{part}", _told(scenario, message.format(path=path)), fix)


def _impossible(scenario: Scenario, verdict: Verdict, place: str, findings: Findings) -> None:
    """A person cannot answer what is not shown: a case that tries it on purpose says so in `hidden`."""
    asked = (*verdict.visible, *scenario.hidden)
    for path in _leaves(scenario.answers, ""):
        if not any(path == shown or path.startswith((f"{shown}[", f"{shown}.")) for shown in asked):
            message = _("« {path} » est caché et reçoit pourtant une réponse.").format(path=path)
            where = f"{place}/answers{pointer(*paths.split(path))}"
            fix = _("Retirez cette réponse, ou nommez la question dans « hidden ».")
            findings.error(where, "scenario-answers", _told(scenario, message), fix)


def _leaves(answers: Json, prefix: str) -> Iterator[str]:
    """The absolute path of each answer; a list of texts is one answer, a list of rows several."""
    if isinstance(answers, Mapping):
        for name, value in answers.items():
            yield from _leaves(value, f"{prefix}.{name}".removeprefix("."))
    elif isinstance(answers, list) and answers and all(isinstance(row, Mapping) for row in answers):
        for index, row in enumerate(answers):
            yield from _leaves(row, f"{prefix}[{index}]")
    elif not unanswered(answers):
        yield prefix


_COMPARISONS: tuple[Callable[[Scenario, Verdict, str, Findings], None], ...] = (
    _steps,
    _errors,
    _eligibility,
    _calculated,
    _shown,
    _impossible,
)
