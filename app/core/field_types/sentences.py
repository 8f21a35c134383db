"""The error sentences that every kind shares, by code: imperative, with an example, never a keyword.

A sentence is a function so that it is translated when it is shown. Source of the
wording: the table of French messages of the form engine (RGAA 11.10, 11.11).
Spaces before : ; ? ! are plain here; `FieldType.message` makes them no-break.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from app.core import french
from app.core.definition import Field
from app.core.field_types.naming import named
from app.core.language import _, ngettext

Params = Mapping[str, Any]
Sentence = Callable[[Field, Params], str]
NOTHING: Params = MappingProxyType({})


def _expected(field: Field, given: Params) -> str:
    examples = field.schema.get("examples")
    sentence = _("Le format saisi n’est pas celui attendu")
    return (
        _("{sentence}. Exemple : {example}").format(sentence=sentence, example=examples[0])
        if examples
        else sentence
    )


def _exact(field: Field) -> bool:
    return bool(field.schema.get("minLength", -1) == field.schema.get("maxLength"))


def _exactly(field: Field) -> str:
    n = int(field.schema["maxLength"])
    return ngettext("Saisissez exactement {n} caractère", "Saisissez exactement {n} caractères", n).format(
        n=french.number(n)
    )


def _too_short(field: Field, given: Params) -> str:
    if _exact(field):
        return _exactly(field)
    n = int(given["n"])
    text = ngettext(
        "Saisissez au moins {n} caractère (vous en avez saisi {k})",
        "Saisissez au moins {n} caractères (vous en avez saisi {k})",
        n,
    )
    return text.format(n=french.number(n), k=french.number(given["k"]))


def _too_long(field: Field, given: Params) -> str:
    if _exact(field):
        return _exactly(field)
    n = int(given["n"])
    text = ngettext(
        "Saisissez au plus {n} caractère (vous en avez saisi {k})",
        "Saisissez au plus {n} caractères (vous en avez saisi {k})",
        n,
    )
    return text.format(n=french.number(n), k=french.number(given["k"]))


def _called_for(field: Field, given: Params) -> str:
    other = given.get("other")
    if not other:
        return _("Saisissez {field}").format(field=named(field.name))
    text = _("Renseignez {field}, car vous avez rempli {other}")
    return text.format(field=named(field.name), other=named(other))


SENTENCES: Mapping[str, Sentence] = {
    "required": lambda field, given: _("Saisissez {field}").format(field=named(field.name)),
    "dependent": _called_for,
    "not-understood": _expected,
    "type": _expected,
    "format": _expected,
    "pattern": _expected,
    "min-length": _too_short,
    "max-length": _too_long,
    "unknown-option": lambda field, given: _("Sélectionnez une des options proposées"),
    "empty-row": lambda field, given: _("Remplissez cette ligne ou retirez-la"),
}
