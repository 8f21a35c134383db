"""What is unwise in a form that can be used, and the few errors that only the whole form shows.

A registry of rules by group; each rule looks at one subject and knows nothing of the others. Paths and
types are the parser's business; whether scenarios pass is told by `scenarios`.
"""

from collections.abc import Callable, Mapping

from app.core.definition import FormDefinition
from app.core.definition.reading_order import Place, places
from app.core.errors import Problem
from app.core.findings import Findings
from app.core.linting.conditions import check_conditions
from app.core.linting.contract_rules import CONTRACT_RULES
from app.core.linting.form_rules import FORM_RULES
from app.core.linting.logic import check_logic
from app.core.linting.texts import check_texts
from app.core.linting.wording import WORDING_RULES

__all__ = ["lint"]

_QUESTION_RULES: tuple[Callable[[Place, Findings], None], ...] = (*WORDING_RULES, *CONTRACT_RULES)
_READING_RULES: tuple[Callable[[FormDefinition, Mapping[str, Place], Findings], None], ...] = (
    check_conditions,
    check_logic,
)


def lint(definition: FormDefinition, *, file: str) -> tuple[Problem, ...]:
    """Warnings, and errors that need the whole form, rule by rule."""
    findings = Findings(file)
    asked = {place.path: place for place in places(definition.steps)}
    for rule in (*FORM_RULES, check_texts):
        rule(definition, findings)
    for place in asked.values():
        for check in _QUESTION_RULES:
            check(place, findings)
    for read in _READING_RULES:
        read(definition, asked, findings)
    return tuple(findings.problems)
