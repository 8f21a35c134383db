"""Conditions that can never hold, or always do: proven on the form as a whole, never guessed.

A question that is hidden is unanswered: what an earlier question needs in order to be shown counts.
See `satisfiability` for what a proof is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from json import dumps
from typing import Any

from app.core.conditions.language import operands, split
from app.core.definition import FormDefinition
from app.core.definition.reading_order import Place
from app.core.definition.schema_reading import codes_of
from app.core.field_types import FIELD_TYPES
from app.core.findings import Findings, pointer
from app.core.language import _
from app.core.linting.satisfiability import Clause, Domain, clause, hold_together, satisfiable

Json = Any
_MOST_BACKGROUND = 24  # conditions of earlier questions that are looked at


# What hold_together answered: conditions with the lists of values that they meet → can they hold together?
_PROVEN: dict[tuple[str, ...], bool] = {}
_MOST_PROVEN = 20_000
_READ: dict[str, Clause] = {}  # the text of a condition → the condition as it is proven


@dataclass(frozen=True, slots=True)
class _Known:
    """A condition read once; `key` says it with the lists of values of what it reads."""

    expression: Json
    clause: Clause
    key: str


@dataclass(slots=True)
class Logic:
    """The form as conditions see it: a condition of a row reads "enfants[].age"."""

    definition: FormDefinition
    asked: Mapping[str, Place]
    shown: dict[str, list[Json]] = field(default_factory=dict)
    clauses: dict[int, "_Known"] = field(default_factory=dict)
    needs: dict[str, list[tuple["_Known", tuple[str, ...]]]] = field(default_factory=dict)
    domains: dict[str, Domain | None] = field(default_factory=dict)
    backgrounds: dict[tuple[str, ...], list["_Known"]] = field(default_factory=dict)

    def domain_of(self, path: str) -> Domain | None:
        """The values that an answered question can have, None when they are not a closed list."""
        if path not in self.domains:
            self.domains[path] = self._domain(path)
        return self.domains[path]

    def _domain(self, path: str) -> Domain | None:
        place = self.asked.get(path)
        if place is None or place.field.calculated is not None:
            return None
        value_type = FIELD_TYPES[place.field.kind].value_type
        if value_type == "choice":
            return codes_of(place.field) or None
        if value_type == "boolean":
            return (True,) if place.field.kind == "declaration" else (True, False)
        return None

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
        return self._together(own) and self._together([*own, *self._background(conditions)])

    def _together(self, clauses: Sequence["_Known"]) -> bool:
        """Proven once for all: from one edit of a draft to the next, nearly every question is the same."""
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
            domains = [self.domain_of(variable.removeprefix("age:")) for variable, _met in read.reads]
            found = self.clauses[id(expression)] = _Known(expression, read, f"{text}{domains}")
        return found

    def _background(self, conditions: Sequence[Json]) -> Sequence["_Known"]:
        """For each question read, near or far: when it is answered, it was shown. A condition and its
        negation read the same."""
        first = tuple(path for condition in conditions for path in operands(condition))
        if first not in self.backgrounds:
            self.backgrounds[first] = self._behind(first)
        return self.backgrounds[first]

    def _behind(self, first: Sequence[str]) -> list["_Known"]:
        found: list[_Known] = []
        waiting = list(first)
        known: set[str] = set()
        while waiting and len(found) < _MOST_BACKGROUND:
            path = waiting.pop(0)
            place = self.asked.get(path)
            if path in known or place is None:
                continue
            known.add(path)
            for rule, read in self._needs(place):
                found.append(rule)
                waiting += read
        return found

    def _needs(self, place: Place) -> list[tuple["_Known", tuple[str, ...]]]:
        """(when it is answered, this holds; what this reads), for each condition of a question."""
        if place.path not in self.needs:
            hidden = {"!": {"answered": [{"var": place.path}]}}
            self.needs[place.path] = [
                (self._clause({"or": [hidden, needed]}), operands(needed))
                for needed in self.conditions_of(place)
            ]
        return self.needs[place.path]


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


def check_logic(definition: FormDefinition, asked: Mapping[str, Place], findings: Findings) -> None:
    """Steps, questions, checks and rules of eligibility."""
    logic = Logic(definition, asked)
    dead_steps = set(_steps(logic, findings))
    never = set(_questions(logic, dead_steps, findings))
    _unreachable(logic, dead_steps, never, findings)
    _checks(logic, never, findings)
    _eligibility(logic, findings)


def _steps(logic: Logic, findings: Findings) -> Iterator[int]:
    """The steps whose condition never holds."""
    for index, step in enumerate(logic.definition.steps):
        if step.when is None or not operands(step.when):
            continue
        where = pointer("steps", index, "when")
        if not logic.possible([step.when]):
            _tell_never(logic, [step.when], where, findings)
            yield index
        elif not logic.possible([{"!": step.when}]):
            _tell_always(where, findings)


def _questions(logic: Logic, dead_steps: set[int], findings: Findings) -> Iterator[str]:
    """The questions that are never shown."""
    for place in logic.asked.values():
        if place.position[0] in dead_steps:
            yield place.path
            continue
        if place.field.when is None or not operands(place.field.when):
            continue
        *around, own = logic.conditions_of(place)
        where = f"{place.pointer}/when"
        if logic.possible([*around, own]):
            if not logic.possible([*around, {"!": own}]):
                _tell_always(where, findings)
            continue
        yield place.path
        if logic.possible([own]):
            message = _("Cette condition contredit celle de son étape ou de son tableau.")
            fix = _("Corrigez une des deux : la question n’est jamais montrée.")
            findings.error(where, "contradicts-step", message, fix)
        else:
            _tell_never(logic, [own], where, findings)


def _tell_never(logic: Logic, conditions: Sequence[Json], where: str, findings: Findings) -> None:
    if satisfiable(conditions, logic.domain_of):
        message = _("Cette condition contredit celle d’une question qu’elle lit.")
        fix = _("La question lue est cachée dans ce cas : corrigez une des deux conditions.")
        findings.error(where, "contradicts-earlier", message, fix)
    else:
        message = _("Cette condition n’est jamais vraie, quelles que soient les réponses.")
        findings.error(where, "never-visible", message, _("Retirez la partie qui contredit l’autre."))


def _tell_always(where: str, findings: Findings) -> None:
    message = _("Cette condition est toujours vraie, quelles que soient les réponses.")
    findings.warning(where, "always-true", message, _("Retirez-la, ou corrigez-la."))


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
