"""The expressions and references of a definition, checked against its questions.

It reads the file beside the parsed steps, so that each problem has its JSON Pointer;
it evaluates nothing.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from re import compile as pattern
from typing import Any

from app.core.closeness import suggestion
from app.core.conditions.values import as_date
from app.core.definition import Step
from app.core.definition.expression_rules import Expressions
from app.core.definition.linked_rules import check_linked
from app.core.definition.reading_order import Place, Readable, places
from app.core.field_types import FIELD_TYPES
from app.core.findings import Findings, pointer
from app.core.language import _

Json = Any
Raw = Mapping[str, Json]
Judge = Callable[..., None]  # of an expression: see `Expressions.check`
_DOT = pattern(r"\.")
_INDEX = pattern(r"\[[0-9]+\]")


def check_rules(
    raw: Raw, steps: Sequence[Step], findings: Findings, expressions: Expressions | None = None
) -> None:
    """Every condition, formula, check, eligibility rule and scenario of the file; `expressions` are
    those that were without flaw at the last reading."""
    judge = (expressions or Expressions(keeps=False)).check
    form = Readable({place.path: place for place in places(steps)})
    unlinked = check_linked(form, findings)
    _check_visibility(steps, form, findings, unlinked, judge)
    _check_formulas(raw.get("calculated", ()), form, findings, judge)
    _check_checks(raw.get("checks", ()), form, findings, judge)
    for index, rule in enumerate(raw.get("eligibility", ())):
        judge(rule["when"], pointer("eligibility", index, "when"), form, findings)
    groups = _groups(form.places)
    for index, scenario in enumerate(raw.get("scenarios", ())):
        _check_scenario(scenario, pointer("scenarios", index), steps, form, groups, findings)


def _groups(paths: Iterable[str]) -> frozenset[str]:
    """What questions are asked in: "demandeur" for "demandeur.nom"."""
    return frozenset(path[: dot.start()] for path in paths for dot in _DOT.finditer(path))


def _check_visibility(
    steps: Sequence[Step], form: Readable, findings: Findings, unlinked: Collection[str], judge: Judge
) -> None:
    for index, step in enumerate(steps):
        if step.when is not None:
            before = Readable(form.places, (index, -1, -1))
            judge(step.when, pointer("steps", index, "when"), before, findings)
    for place in form.places.values():
        if place.field.when is not None and place.path not in unlinked:  # told already
            judge(place.field.when, f"{place.pointer}/when", form.at(place), findings)


def _find(path: str, where: str, form: Readable, findings: Findings) -> Place | None:
    place = form.find(path)
    if place is None:
        message = _("« {path} » ne désigne aucune question.").format(path=path)
        findings.error(
            where, "unknown-path", message, suggestion(path, form.places) or _("Corrigez le chemin.")
        )
    return place


def _check_formulas(formulas: Sequence[Raw], form: Readable, findings: Findings, judge: Judge) -> None:
    seen: set[str] = set()
    for index, formula in enumerate(formulas):
        where = pointer("calculated", index)
        place = _find(formula["path"], f"{where}/path", form, findings)
        if place is None:
            continue
        if formula["path"] in seen:
            message = _("« {path} » a déjà une formule.").format(path=formula["path"])
            findings.error(f"{where}/path", "duplicate-path", message, _("Gardez une seule formule."))
        seen.add(formula["path"])
        expects = form.at(place).type_of(formula["path"]) or ""
        judge(formula["value"], f"{where}/value", form.at(place), findings, expects)


def _check_checks(checks: Sequence[Raw], form: Readable, findings: Findings, judge: Judge) -> None:
    for index, rule in enumerate(checks):
        where = pointer("checks", index)
        place = _find(rule["at"], f"{where}/at", form, findings)
        if place is not None:
            judge(rule["assert"], f"{where}/assert", Readable(form.places, rows=place.rows), findings)


def _check_scenario(
    scenario: Raw,
    where: str,
    steps: Sequence[Step],
    form: Readable,
    groups: Collection[str],
    findings: Findings,
) -> None:
    known = [step.id for step in steps]
    for index, step_id in enumerate(scenario["steps"]):
        if step_id not in known:
            message = _("L’étape « {id} » n’existe pas.").format(id=step_id)
            fix = suggestion(step_id, known) or _("Étapes : {names}.").format(names=", ".join(known))
            findings.error(f"{where}/steps/{index}", "unknown-step", message, fix)
    for part in ("errors", "calculated"):
        for path in scenario.get(part, ()):
            _find(_INDEX.sub("[]", path), f"{where}/{part}{pointer(path)}", form, findings)
    for part in ("visible", "hidden"):
        for index, path in enumerate(scenario.get(part, ())):
            _find(_INDEX.sub("[]", path), f"{where}/{part}/{index}", form, findings)
    for keys, path in _answered(scenario["answers"], "", ()):
        if path not in groups and not _leads_somewhere(path, form):
            _find(path, f"{where}/answers{pointer(*keys)}", form, findings)
    if scenario.get("today") and as_date(scenario["today"]) is None:
        message = _("« {day} » n’existe pas dans le calendrier.").format(day=scenario["today"])
        findings.error(f"{where}/today", "bad-date", message, _("Écrivez par exemple « 2026-01-15 »."))


def _leads_somewhere(path: str, form: Readable) -> bool:
    """True for a question, and for a part of a value that is an object (an address)."""
    if path in form.places:
        return True
    for known in (path[: dot.start()] for dot in _DOT.finditer(path)):
        place = form.places.get(known)
        if place is not None and place.field.schema.get("type") == "object":
            parts = FIELD_TYPES[place.field.kind].attributes_of(place.field.schema)
            return not parts or path.removeprefix(f"{known}.") in parts
    return False


def _answered(
    answers: Json, prefix: str, keys: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """(keys, path) of each name in scenario answers, parents first."""
    if isinstance(answers, Mapping):
        for name, value in answers.items():
            path = f"{prefix}.{name}".removeprefix(".")
            yield (*keys, name), path
            yield from _answered(value, path, (*keys, name))
    elif isinstance(answers, list):
        for index, row in enumerate(answers):
            if isinstance(row, Mapping):
                yield from _answered(row, f"{prefix}[]", (*keys, index))
