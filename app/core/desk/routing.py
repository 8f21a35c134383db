"""To which group of a service a dossier goes: rules read in order, the first that holds decides.

A rule is a condition of the closed language (see `conditions`) on the answers, and a group; when none
holds, the group by default takes it, or nobody does. It refuses to know storage, agents and pages.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from app.core.conditions import Scope, holds
from app.core.conditions.language import operands
from app.core.conditions.reading import Flaw
from app.core.conditions.sentences import sentence
from app.core.conditions.typing import check
from app.core.definition import Field, FormDefinition
from app.core.definition.reading_order import Readable, places
from app.core.desk.columns import TYPES, Column
from app.core.desk.filters import OPERATORS, make_filter
from app.core.desk.group import Route, Routes
from app.core.field_types import FIELD_TYPES
from app.core.language import _

Json = Any
COMPARED = ("text", "choice", "choices", "number", "date", "boolean")  # value types that a rule may read
NOT_IN_CONDITIONS = ("contient", "exclut")  # of a text: the language compares texts whole


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison as a page asks for it: how, and the values as they were typed."""

    operator: str
    typed: Sequence[str] = field(default_factory=tuple)


def route(routes: Routes, answers: Mapping[str, Json], today: date) -> Route | None:
    """The first rule that holds, else the group by default, else None. Never raises."""
    scope = Scope(answers, today)
    for rule in routes.rules:
        group = routes.group(rule.group_id)
        if group is not None and holds(rule.when, scope):
            return Route(group, rule)
    return Route(routes.fallback) if routes.fallback else None


def flaws(when: Json, definition: FormDefinition) -> list[Flaw]:
    """What forbids to keep this condition for this version of the form; empty when nothing does.

    A sensitive answer is no reason for a group: the name of the group would tell it to the whole list.
    """
    form = Readable({place.path: place for place in places(definition.steps)})
    found = check(
        when, form.type_of, pointer="", codes_of=form.codes_of, refusal_of=form.refusal_of
    )  # fmt: skip
    if found:
        return found
    read = (form.read(path)[0] for path in operands(when))
    return [
        Flaw("", "sensitive-answer",
             _("« {name} » est une réponse sensible : elle ne sert pas à répartir.").format(
                 name=place.field.name), _("Choisissez une autre question."))
        for place in read if place is not None and _is_sensitive(place.field)
    ]  # fmt: skip


def said(when: Json, definition: FormDefinition) -> str:
    """The condition in French: "si *Commune* est *Saint-Aubin*"."""
    return sentence(when, definition, before=_("si"))


def questions(definition: FormDefinition) -> tuple[Column, ...]:
    """What a rule may compare, in document order: questions outside repeats, and parts of their answers."""
    return tuple(
        column
        for place in places(definition.steps)
        if not place.rows and not _is_sensitive(place.field)
        for column in _columns(place.path, place.field)
    )


def operators(question: Column) -> tuple[str, ...]:
    """Those of the desk's filters that conditions can say."""
    left_out = NOT_IN_CONDITIONS if question.type == "text" else ()
    return tuple(name for name in OPERATORS[question.type] if name not in left_out)


def compared(question: Column, asked: Comparison) -> Json:
    """The condition for what was typed. Raises NotAFilter, whose text tells what to type."""
    operator = asked.operator if asked.operator in operators(question) else ""
    told = make_filter(question, operator, asked.typed)
    return _MAKERS[operator]({"var": question.key}, [_literal(question, text) for text in told.values])


def both(one: Json, other: Json) -> Json:
    """The condition that both hold, without brackets inside brackets."""
    before = one["and"] if isinstance(one, dict) and isinstance(one.get("and"), list) else [one]
    return {"and": [*before, other]}


_MAKERS: Mapping[str, Callable[[Json, list[Json]], Json]] = {
    "egal": lambda read, given: {"==": [read, given[0]]},
    "different": lambda read, given: {"!=": [read, given[0]]},
    "contient": lambda read, given: {"contains": [read, given[0]]},
    "exclut": lambda read, given: {"!": [{"contains": [read, given[0]]}]},
    "plus": lambda read, given: {">": [read, given[0]]},
    "moins": lambda read, given: {"<": [read, given[0]]},
    "entre": lambda read, given: {"and": [{">=": [read, given[0]]}, {"<=": [read, given[1]]}]},
    "vide": lambda read, _given: {"!": [{"answered": [read]}]},
    "rempli": lambda read, _given: {"answered": [read]},
}


def _literal(question: Column, text: str) -> Json:
    if question.type == "number":
        return Decimal(text)
    return text == "oui" if question.type == "boolean" else text


def _is_sensitive(asked: Field) -> bool:
    return asked.sensitive or FIELD_TYPES[asked.kind].sensitive


def _columns(path: str, asked: Field) -> list[Column]:
    kind = FIELD_TYPES[asked.kind]
    parts = [
        Column(f"{path}.{part}", _part_name(asked, part), type_)
        for part, type_ in kind.attributes_of(asked.schema).items()
        if type_ in ("text", "number", "date", "boolean")
    ]
    if kind.value_type not in COMPARED or parts:  # of an address only the parts are compared
        return parts
    return [Column(path, asked.name, TYPES[kind.value_type], tuple(kind.options(asked)), asked)]


def _part_name(asked: Field, part: str) -> str:
    return f"{asked.name}, {FIELD_TYPES[asked.kind].part_label(asked, part) or part.replace('_', ' ')}"
