"""Judged answers and a mapping give what each field of the official PDF gets, and what goes nowhere.

Answers that conditions hide are absent from a verdict, so they are never printed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.core import paths
from app.core.conditions import Scope, holds
from app.core.definition import Field, FormDefinition
from app.core.definition.fields_at import field_at
from app.core.field_types.address import CODE, DEPARTMENT, REGION
from app.core.official.mapping import OfficialMap, Piece, Rule
from app.core.official.writings import WRITINGS, Asked, stored

Json = Any
WORKED_OUT = (CODE, DEPARTMENT, REGION)  # parts of an address that follow from its commune: no form asks them


@dataclass(frozen=True, slots=True)
class Values:
    """What goes into the PDF, by field name, and its label; `unused`: paths of answers that go nowhere."""

    texts: Mapping[str, str]
    states: Mapping[str, str]
    unused: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


def values_of(
    mapping: OfficialMap, definition: FormDefinition, answers: Mapping[str, Json], today: date
) -> Values:
    """`answers` as a verdict gives them: pruned, calculated, right."""
    fields = tuple(question for _step, question in definition.fields())
    texts: dict[str, str] = {}
    states: dict[str, str] = {}
    printed: set[str] = set()
    scope = Scope(answers, today)
    for name, rule in mapping.rules.items():
        if rule.when is not None and not holds(rule.when, scope):
            continue
        if rule.states:
            state = _state(rule, answers, printed)
            if state:
                states[name] = state
        elif text := _text(rule, fields, scope, printed):
            texts[name] = text
    told = set(mapping.not_printed)
    unused = (
        leaf
        for leaf in paths.leaves(answers)
        if not _covers(printed | told, leaf) and question_at(fields, leaf)[1] not in WORKED_OUT
    )
    labels = {name: _label(mapping.rules[name], fields) for name in texts}
    return Values(texts, states, tuple(dict.fromkeys(unused)), labels)


def _label(rule: Rule, fields: tuple[Field, ...]) -> str:
    """What the form calls the first answer of a rule, or its rows."""
    question = question_at(fields, rule.rows or rule.pieces[0].path)[0]
    return question.name if question is not None else ""


def _covers(known: set[str], leaf: str) -> bool:
    """True when this answer, or a whole around it, is known: by its own path or as a form declares it."""
    for path in (leaf, paths.declared(leaf)):
        while path:
            if path in known or path.removesuffix("[]") in known:
                return True
            path = path.rpartition(".")[0]
    return False


def _text(rule: Rule, fields: tuple[Field, ...], scope: Scope, printed: set[str]) -> str:
    if not rule.rows:
        return rule.join.join(_pieces(rule, fields, scope, "", printed))
    rows = paths.get(scope.answers, rule.rows)
    lines = (
        rule.join.join(_pieces(rule, fields, scope.row(row), f"{rule.rows}[{number}].", printed))
        for number, row in enumerate(rows if isinstance(rows, list) else ())
    )
    return rule.between.join(line for line in lines if line)


def _pieces(
    rule: Rule, fields: tuple[Field, ...], scope: Scope, prefix: str, printed: set[str]
) -> Iterator[str]:
    for piece in rule.pieces:
        path = prefix + piece.path
        value = paths.get(scope.answers, path)
        if value is None or (piece.when is not None and not holds(piece.when, scope)):
            continue
        field, part = question_at(fields, path)
        if field is None:
            continue
        text = written(piece, field, part, value)
        printed.add(path)
        if text:
            yield f"{piece.before}{text}{piece.after}"


def written(piece: Piece, field: Field, part: str, value: Json) -> str:
    """The text of one answer, without what stands around."""
    return WRITINGS[piece.writing].write(Asked(field, value, piece.pattern, part))


def question_at(fields: tuple[Field, ...], path: str) -> tuple[Field | None, str]:
    """(question, "") at this path, or (question, part) inside an answer that is an object."""
    field = field_at(fields, path)
    if field is not None:
        return field, ""
    whole, _dot, part = path.rpartition(".")
    return (field_at(fields, whole) if whole else None), part


def _state(rule: Rule, answers: Mapping[str, Json], printed: set[str]) -> str:
    path = rule.pieces[0].path
    value = paths.get(answers, path)
    if value is None:
        return ""
    given = [stored(item) for item in (value if isinstance(value, list) else [value])]
    found = [rule.states[code] for code in given if code in rule.states]
    # A box that stays empty is an answer too, but for a code of a list that has a box nowhere.
    if found or isinstance(value, bool):
        printed.add(path)
    return found[0] if found else ""
