"""Is this JSON shaped like a definition? Errors of the meta-schema, told in French with their place.

It knows the meta-schema only: what paths, conditions and scenarios mean is read after.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.resources import files
from json import loads
from typing import Any

import jsonschema_rs

from app.core.closeness import suggestion
from app.core.findings import Findings, pointer
from app.core.language import _

Json = Any

# Read once with the module, like code: the meta-schema is part of the program, and editors use the same file.
META_SCHEMA: Mapping[str, Json] = loads(
    files("app.core").joinpath("form-definition.schema.json").read_text("utf-8")
)
_VALIDATOR = jsonschema_rs.Draft202012Validator(
    dict(META_SCHEMA), pattern_options=jsonschema_rs.RegexOptions()
)


def check_shape(raw: Json, findings: Findings) -> None:
    """Collect every error of shape; never raises, whatever the JSON."""
    try:
        errors = list(_VALIDATOR.iter_errors(raw))
    except (ValueError, TypeError):  # nested beyond reason, a lone surrogate, not JSON at all
        findings.error(
            "", "not-json", _("Ce contenu n’est pas du JSON lisible."), _("Vérifiez le fichier entier.")
        )
        return
    for error in errors:
        for place, code, message, fix in _TELLERS.get(error.kind.name, _other)(error):
            findings.error(pointer(*place), code, message, fix)


Told = Iterator[tuple[Sequence[str | int], str, str, str]]  # place, code, message, fix


def _rule(error: jsonschema_rs.ValidationError, up: int = 1) -> Mapping[str, Json]:
    """The part of the meta-schema that was not kept; `up` leaves out the last steps of its path."""
    rule: Json = META_SCHEMA
    for key in error.schema_path[: len(error.schema_path) - up]:
        rule = rule[key]
    return rule if isinstance(rule, Mapping) else {}


def _expected(error: jsonschema_rs.ValidationError) -> str:
    told = _rule(error).get("description", "")
    return _("Attendu : {told}.").format(told=told) if told else _("Suivez le format des définitions.")


def _name(error: jsonschema_rs.ValidationError) -> str:
    return str(error.instance_path[-1]) if error.instance_path else _("la définition")


def _required(error: jsonschema_rs.ValidationError) -> Told:
    name = error.kind.as_dict().get("property", "")
    told = _rule(error).get("properties", {}).get(name, {})
    what = told.get("description", "") if isinstance(told, dict) else ""
    fix = _("Ajoutez « {name} » : {what}.") if what else _("Ajoutez « {name} ».")
    yield (
        error.instance_path,
        "missing",
        _("« {name} » manque.").format(name=name),
        fix.format(name=name, what=what),
    )


def _unexpected(error: jsonschema_rs.ValidationError) -> Told:
    known = _rule(error).get("properties", {})
    for name in error.kind.as_dict().get("unexpected", ()):
        message = _("« {name} » n’existe pas ici.").format(name=name)
        fix = suggestion(name, known) or _("Noms possibles : {names}.").format(names=", ".join(known))
        yield [*error.instance_path, name], "unknown-key", message, fix


def _type(error: jsonschema_rs.ValidationError) -> Told:
    message = _("« {name} » n’a pas le bon type.").format(name=_name(error))
    yield error.instance_path, "wrong-type", message, _expected(error)


def _forbidden(error: jsonschema_rs.ValidationError) -> Told:
    message = _("« {name} » n’est pas accepté ici.").format(name=_name(error))
    yield (
        error.instance_path,
        "not-supported",
        message,
        _("Recopiez la partie visée à la place de la référence."),
    )


def _bad_name(error: jsonschema_rs.ValidationError) -> Told:
    message = _("Un nom de « {name} » n’est pas accepté.").format(name=_name(error))
    yield error.instance_path, "bad-name", message, _expected(error)


def _pattern(error: jsonschema_rs.ValidationError) -> Told:
    message = _("« {name} » n’est pas écrit comme il faut.").format(name=_name(error))
    yield error.instance_path, "bad-format", message, _expected(error)


def _choice(error: jsonschema_rs.ValidationError) -> Told:
    message = _("Cette valeur de « {name} » n’existe pas.").format(name=_name(error))
    options = _rule(error).get("enum", ())
    yield (
        error.instance_path,
        "unknown-value",
        message,
        suggestion(str(error.instance), options) or _expected(error),
    )


def _other(error: jsonschema_rs.ValidationError) -> Told:
    message = _("« {name} » n’est pas dans les limites.").format(name=_name(error))
    yield error.instance_path, "out-of-bounds", message, _expected(error)


_TELLERS: Mapping[str, Callable[[jsonschema_rs.ValidationError], Told]] = {
    "required": _required,
    "additionalProperties": _unexpected,
    "type": _type,
    "falseSchema": _forbidden,
    "propertyNames": _bad_name,
    "pattern": _pattern,
    "enum": _choice,
    "const": _choice,
}
