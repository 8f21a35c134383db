"""What is unwise in a form that can be used, and the few errors that only the whole form shows.

A registry of rules by group; each rule looks at one subject and knows nothing of the others. Paths and
types are the parser's business; whether scenarios pass is told by `scenarios`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from gettext import NullTranslations

from app.core.definition import Field, FormDefinition
from app.core.definition.reading_order import Place, places
from app.core.errors import Problem
from app.core.findings import Findings
from app.core.language import in_use
from app.core.linting.conditions import Written, check_conditions, written
from app.core.linting.contract_rules import CONTRACT_RULES
from app.core.linting.form_rules import FORM_RULES
from app.core.linting.logic import Facts, Proven, check_logic, facts_of
from app.core.linting.texts import check_texts
from app.core.linting.wording import WORDING_RULES

__all__ = ["Memory", "lint", "relint"]

_QUESTION_RULES: tuple[Callable[[Place, Findings], None], ...] = (*WORDING_RULES, *CONTRACT_RULES)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the rules of one question found, their pointers read from where it stands; how its condition is
    written, None when it has none; and its `facts`."""

    field: Field
    problems: tuple[Problem, ...]
    condition: Written | None
    facts: Facts


@dataclass(frozen=True, slots=True)
class Memory:
    """What was found of one form, for the next time that it is linted: a question that is the very same one
    is not looked at again."""

    file: str = ""
    language: NullTranslations | None = None
    questions: Mapping[str, _Asked] = field(default_factory=dict)
    proven: Proven = field(default_factory=Proven)


def lint(definition: FormDefinition, *, file: str) -> tuple[Problem, ...]:
    """Warnings, and errors that need the whole form, rule by rule."""
    return relint(definition, file=file, before=Memory())[0]


def relint(definition: FormDefinition, *, file: str, before: Memory) -> tuple[tuple[Problem, ...], Memory]:
    """The same, with what was found last of the form; and what to give to the next time."""
    if (before.file, before.language) != (file, in_use()):
        before = Memory(file, in_use())
    findings = Findings(file)
    asked = {place.path: place for place in places(definition.steps)}
    for rule in (*FORM_RULES, check_texts):
        rule(definition, findings)
    questions = {path: _look_at(place, file, before) for path, place in asked.items()}
    for path, found in questions.items():
        findings.problems.extend(_placed(found.problems, asked[path].pointer))
    conditions = {path: found.condition for path, found in questions.items()}
    check_conditions(definition, asked, conditions, findings)
    own = {path: found.facts for path, found in questions.items()}
    proven = check_logic(definition, asked, findings, own, before.proven)
    return tuple(findings.problems), Memory(file, in_use(), questions, proven)


def _look_at(place: Place, file: str, before: Memory) -> _Asked:
    """The rules of one question, which look at nothing else: its path, and what the parser read of it."""
    known = before.questions.get(place.path)
    if known is not None and known.field is place.field:
        return known
    findings, anywhere = Findings(file), replace(place, pointer="", position=())
    for check in _QUESTION_RULES:
        check(anywhere, findings)
    when = place.field.when
    condition = None if when is None else written(when, place.rows)
    return _Asked(place.field, tuple(findings.problems), condition, facts_of(place.field))


def _placed(problems: tuple[Problem, ...], pointer: str) -> Iterator[Problem]:
    for problem in problems:
        yield replace(problem, pointer=pointer + problem.pointer)
