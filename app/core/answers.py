"""The one verdict on answers, for the page, the recap and the last gate before submission.

A wrong answer is normal: errors are values here, never exceptions. What is visible and
what is kept is decided in `pruning`, what the schema says in `contract`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from app.core import french, paths
from app.core.conditions import Scope, holds
from app.core.definition import Check, Eligibility, FormDefinition, Step
from app.core.definition.contract import Finding, Findings, findings
from app.core.definition.linked_lists import may_choose
from app.core.field_types import NotUnderstood, Typed, field_type
from app.core.field_types.sentences import NOTHING, Params
from app.core.language import _
from app.core.plan import plan_of
from app.core.pruning import Kept, Place, prune

Json = Any
NOTHING_TYPED: Mapping[str, Typed] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FieldError:
    """One error: `path` is absolute ("enfants[1].prenom"), `part` the input of a date to mend
    (the first of several), "" for the whole answer."""

    path: str
    code: str
    message: str
    step_id: str
    part: str = ""
    others: tuple["FieldError", ...] = ()  # of other inputs of the same question: the cells of a table


@dataclass(frozen=True, slots=True)
class Verdict:
    """`answers` is what would be submitted: pruned, calculated. `errors` are in page order, one a field."""

    answers: Mapping[str, Json]
    visible: frozenset[str]
    errors: tuple[FieldError, ...]
    ineligible: Eligibility | None
    open_steps: tuple[Step, ...]

    def of_step(self, step_id: str) -> tuple[FieldError, ...]:
        """The errors of this step, in page order."""
        return tuple(error for error in self.errors if error.step_id == step_id)


def judge(
    definition: FormDefinition,
    answers: Mapping[str, Json],
    *,
    today: date,
    typed: Mapping[str, Typed] = NOTHING_TYPED,
) -> Verdict:
    """Judge nested answers, hidden ones included. `typed` is what was not understood, by absolute path:
    it makes an error until it is mended. Raises ValueError when the definition's schema cannot be compiled.
    """
    kept = prune(definition, answers, today, typed)
    visible = frozenset(place.path for place in kept.places)
    found = findings(plan_of(definition), kept.answers, visible)
    errors = _field_errors(kept, found, today)
    errors = _with_empty_rows(kept, errors)
    errors |= _failed_checks(definition, kept, errors, today)
    in_order = tuple(errors[place.path] for place in kept.places if place.path in errors)
    scope = Scope(kept.answers, today)
    return Verdict(
        answers=kept.answers,
        visible=visible,
        errors=in_order or _technical(found, kept),
        ineligible=next((rule for rule in definition.eligibility if holds(rule.when, scope)), None),
        open_steps=kept.open_steps,
    )


def _field_errors(kept: Kept, found: Findings, today: date) -> dict[str, FieldError]:
    errors = {}
    names = {place.path: place.field.name for place in kept.places}
    for place in kept.places:
        error = _wrong(place, _with_name(found.by_path.get(place.path), names), today) or _not_linked(
            place, kept
        )
        if error is not None:
            errors[place.path] = error
    return errors


def _with_name(finding: Finding | None, names: Mapping[str, str]) -> Finding | None:
    """The finding with the short name of the answer that it depends on."""
    if finding is None or "of" not in finding.params:
        return finding
    return replace(finding, params={**finding.params, "other": names.get(finding.params["of"], "")})


def _wrong(place: Place, finding: Finding | None, today: date) -> FieldError | None:
    """The first reason to refuse: not understood, absent, wrong type, wrong in itself, out of range."""
    if place.refusal is not None:
        return _not_understood(place, place.refusal)
    if place.value is None:
        if place.calculated or not (place.field.required or finding):
            return None
        dependent = finding is not None and finding.code == "dependent" and not place.field.required
        return (
            _error(place, "dependent", finding.params) if finding and dependent else _error(place, "required")
        )
    if finding is None or finding.code != "type":
        complaint = field_type(place.field).judge(place.field, place.value, today)
        if complaint is not None:
            others = tuple(_error(place, one.code, one.params, one.part) for one in complaint.others)
            return replace(_error(place, complaint.code, complaint.params, complaint.part), others=others)
    return None if finding is None else _error(place, finding.code, finding.params)


def _not_understood(place: Place, refusal: NotUnderstood) -> FieldError:
    whole = refusal.parts == field_type(place.field).parts  # 30 February: no part is wrong alone
    others = tuple(_not_understood(place, other) for other in refusal.others)
    error = _error(place, refusal.code, refusal.params, "" if whole else refusal.parts[0])
    return replace(error, others=others)


def _not_linked(place: Place, kept: Kept) -> FieldError | None:
    """A choice that the choice before does not offer: one of the two was changed since."""
    if place.value is None or may_choose(place.field, place.value, kept.answers, place.item):
        return None
    return _error(place, "unknown-option")


def _error(place: Place, code: str, params: Params = NOTHING, part: str = "") -> FieldError:
    message = field_type(place.field).message(place.field, code, params)
    return FieldError(place.path, code, message, place.step.id, part)


def _with_empty_rows(kept: Kept, errors: Mapping[str, FieldError]) -> dict[str, FieldError]:
    """The errors, where a row without any answer makes one: fill it or remove it.

    A row that the repeat cannot do without keeps the errors of its cells: removing it is no way out.
    """
    repeats = {place.path: place for place in kept.places if place.field.fields}
    told = dict(errors)
    for row, cells in _untouched_rows(kept).items():
        repeat = repeats[row.rpartition("[")[0]]
        spare = len(repeat.value or ()) > int(repeat.field.schema.get("minItems", 0))
        wrong = [cell.path for cell in cells if cell.path in told]
        if wrong and not spare:
            continue
        for path in wrong:
            del told[path]
        message = field_type(repeat.field).message(repeat.field, "empty-row")
        told[cells[0].path] = FieldError(cells[0].path, "empty-row", message, repeat.step.id)
    return told


def _untouched_rows(kept: Kept) -> dict[str, list[Place]]:
    """The inputs of each row where nothing was typed, understood or not, by "enfants[1". What is worked out
    is not typed; what is in a row inside this one is."""
    rows: dict[str, list[Place]] = {}
    touched: set[str] = set()
    for place in kept.places:
        if place.item is None or place.calculated or not field_type(place.field).parts_of(place.field):
            continue
        around = place.path.rpartition("].")[0]
        rows.setdefault(around, []).append(place)
        while around and (place.value is not None or place.refusal is not None):
            touched.add(around)
            around = around.rpartition("].")[0]
    return {row: cells for row, cells in rows.items() if row not in touched}


def _failed_checks(
    definition: FormDefinition, kept: Kept, errors: Mapping[str, FieldError], today: date
) -> dict[str, FieldError]:
    failed: dict[str, FieldError] = {}
    for check, needs in zip(definition.checks, plan_of(definition).needs, strict=True):
        for place in kept.places:
            if place.declared == check.at and place.path not in errors and place.path not in failed:
                failed |= dict(_failed(check, needs, place, kept, today))
    return failed


def _failed(
    check: Check, needs: tuple[str, ...], place: Place, kept: Kept, today: date
) -> Iterator[tuple[str, FieldError]]:
    scope = Scope(kept.answers, today, place.item)
    if all(_answered(path, scope) for path in needs) and not holds(check.assert_, scope):
        message = french.spaced(check.message)
        yield place.path, FieldError(place.path, "check", message, place.step.id)


def _answered(path: str, scope: Scope) -> bool:
    """True when there is a value: what is pruned holds no empty one."""
    if path.startswith("item."):
        return paths.get(scope.item, path.removeprefix("item.")) is not None
    return paths.get(scope.answers, path) is not None


def _technical(found: Findings, kept: Kept) -> tuple[FieldError, ...]:
    """The last gate: answers without any error of their own that the contract still refuses."""
    if not found.stray or not kept.open_steps:
        return ()
    message = _("Une erreur technique est survenue. Vos réponses sont conservées.")
    return (FieldError("", "technical", message, kept.open_steps[-1].id),)
