"""The verb that sets one property of a question: its words, its limits, its dress. A closed table.

A value of null takes the property away. What a value must be is said by the meta-schema of definitions,
which judges the result: here is only where each property lives, and for which kinds it has a meaning.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.closeness import suggestion
from app.core.editing.outline import Asked, find, kind, question
from app.core.editing.palette import check_line
from app.core.editing.questions import named
from app.core.editing.refusals import EditRefused
from app.core.editing.shape import expected, is_part
from app.core.editing.trees import at, changed
from app.core.editing.verbs import Edit, Verb
from app.core.field_types import FIELD_TYPES
from app.core.language import _

Json = Any
Applies = Callable[[str], bool]  # kind → has it a meaning there?
_TEXTS = ("text", "long-text")
_LINES = ("title", "label", "short", "row_label", "add_label")
_KEPT = ({*_TEXTS}, {"decimal", "amount"})  # kinds that a limit may turn into each other


@dataclass(frozen=True, slots=True)
class Property:
    """`side` is "schema" (the contract) or "dress" (the step); `keys` lead to it from there."""

    side: str
    keys: tuple[str, ...]
    applies: Applies = lambda kind: True


def _of(*value_types: str) -> Applies:
    return lambda kind: FIELD_TYPES[kind].value_type in value_types


def _free_text(kind: str) -> bool:
    return kind in (*_TEXTS, "person-name")


def _rows(kind: str) -> bool:
    return kind == "repeat"


def _schema(name: str, applies: Applies = lambda kind: True) -> Property:
    return Property("schema", (name,), applies)


def _dress(name: str, applies: Applies = lambda kind: True) -> Property:
    return Property("dress", (name,), applies)


PROPERTIES: Mapping[str, Property] = {
    "title": _schema("title"),
    "description": _schema("description"),
    **{name: _schema(name, _free_text) for name in ("minLength", "maxLength", "pattern")},
    "format": _schema("format", lambda kind: kind == "text"),
    "examples": _schema("examples", lambda kind: kind != "explanation"),
    **{
        name: _schema(name, _of("number"))
        for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
    },
    **{
        name: _schema(name, lambda kind: FIELD_TYPES[kind].date_bounds)
        for name in ("formatMinimum", "formatMaximum")
    },
    **{name: _schema(name, _of("choices", "rows", "file")) for name in ("minItems", "maxItems")},
    "x-legal": _schema("x-legal"),
    "files": Property("schema", ("items", "contentMediaType"), _of("file")),
    **{
        name: _dress(name)
        for name in ("label", "short", "hint", "autocomplete", "messages", "sensitive", "paper")
    },
    "options": _dress("options", _of("choice", "choices", "boolean")),
    "linked": _dress("linked", _of("choice")),
    **{name: _dress(name, _rows) for name in ("layout", "row_label", "add_label")},
    "template": _dress("template", _of("file")),
}


def set_property(document: Json, edit: Edit) -> Json:
    """One property of one question. Raises EditRefused when it has no meaning there."""
    one = question(document, edit["question"])
    name, before = edit["property"], kind(document, one)
    found = PROPERTIES.get(name)
    if found is None:
        message = _("La propriété « {name} » n’existe pas.").format(name=name[:60])
        raise EditRefused("unknown-property", f"{message} {suggestion(name[:60], PROPERTIES)}".strip())
    if not found.applies(before):
        message = _("« {name} » n’a pas de sens pour cette sorte de question.").format(name=name)
        raise EditRefused("not-applicable", message)
    if name in _LINES and isinstance(edit["value"], str):
        check_line(edit["value"])
    document = changed(document, _keys(one, found), edit["value"])
    part = "property" if found.side == "schema" else "field"
    if not is_part(part, at(document, one.schema if found.side == "schema" else one.keys)):
        message = _("Cette valeur ne convient pas à « {name} ».").format(name=name)
        told = expected(part, found.keys[0])
        raise EditRefused(
            "broken", f"{message} {_('Attendu : {told}.').format(told=told)}" if told else message
        )
    after = kind(document, one)
    if after != before and not any({before, after} <= group for group in _KEPT):
        message = _("« {name} » changerait la sorte de la question : changez plutôt sa sorte.")
        raise EditRefused("not-applicable", message.format(name=name))
    return document


def _keys(one: Asked, found: Property) -> tuple[str | int, ...]:
    return (*(one.schema if found.side == "schema" else one.keys), *found.keys)


def _value(document: Json, edit: Edit) -> Json:
    """What the property was, to tell a change made meanwhile; "gone" with its question."""
    one, found = find(document, edit["question"]), PROPERTIES.get(edit["property"])
    return "gone" if one is None or found is None else [at(document, _keys(one, found))]


# The properties that people see, as the history says them; the others by their key.
_WORDS: Mapping[str, Callable[[], str]] = {
    "title": lambda: _("le libellé"), "label": lambda: _("le libellé"), "hint": lambda: _("l’aide"),
    "short": lambda: _("le nom court"), "minLength": lambda: _("la longueur"),
    "maxLength": lambda: _("la longueur"), "minimum": lambda: _("le minimum"),
    "maximum": lambda: _("le maximum"), "formatMinimum": lambda: _("la première date"),
    "formatMaximum": lambda: _("la dernière date"), "minItems": lambda: _("le nombre"),
    "maxItems": lambda: _("le nombre"), "sensitive": lambda: _("la confidentialité"),
    "autocomplete": lambda: _("le remplissage automatique"), "messages": lambda: _("les messages"),
    "layout": lambda: _("la présentation"), "row_label": lambda: _("le nom des lignes"),
    "add_label": lambda: _("le bouton d’ajout"),
}  # fmt: skip


def _told(document: Json, edit: Edit) -> str:
    words = _WORDS.get(edit["property"])
    told = words() if words is not None else f"« {edit['property']} »"
    return _("Changer {what} de « {name} »").format(what=told, name=named(document, edit["question"]))


PROPERTY_VERBS = (
    Verb(
        "set-property",
        {"question": "text", "property": "text", "value": "any"},
        set_property,
        _told,
        _value,
    ),
)
