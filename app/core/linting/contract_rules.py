"""One question against what its contract promises: keywords, limits, options, examples, patterns."""

from collections.abc import Callable, Iterator
from typing import Any

import jsonschema_rs

from app.core.closeness import suggestion
from app.core.conditions.values import as_number
from app.core.definition.reading_order import Place
from app.core.definition.schema_reading import codes_of
from app.core.definition.shape import META_SCHEMA
from app.core.field_types import FIELD_TYPES
from app.core.findings import Findings
from app.core.language import _
from app.core.linting.patterns import nested_repetition, repeated_choice

Json = Any
# Keywords of JSON Schema that the meta-schema leaves alone: enforced by the validator, drawn by nobody.
_ENFORCED = {
    "$comment", "$defs", "$anchor", "const", "default", "deprecated", "readOnly", "writeOnly", "allOf",
    "anyOf", "not", "if", "then", "else", "contains", "minContains", "maxContains", "prefixItems",
    "additionalProperties", "unevaluatedProperties", "unevaluatedItems", "patternProperties", "propertyNames",
    "minProperties", "maxProperties", "dependentRequired", "dependentSchemas", "contentEncoding",
    "contentSchema",
}  # fmt: skip
_UNSHOWN = ("not", "contains", "allOf", "anyOf", "if")
_KEYWORDS = frozenset(META_SCHEMA["$defs"]["property"]["properties"]) | _ENFORCED


def _limits(place: Place, findings: Findings) -> None:
    schema, kind = place.field.schema, place.field.kind
    if kind in ("text", "long-text") and "maxLength" not in schema:
        message = _("« {path} » accepte un texte sans limite.").format(path=place.path)
        findings.warning(place.pointer, "unbounded-text", message, _("Ajoutez « maxLength » au schéma."))
    if FIELD_TYPES[kind].value_type == "rows" and "maxItems" not in schema:
        message = _("« {path} » accepte des lignes sans limite.").format(path=place.path)
        findings.warning(place.pointer, "unbounded-rows", message, _("Ajoutez « maxItems » au schéma."))


def _keywords(place: Place, findings: Findings) -> None:
    """JSON Schema ignores what it does not know: a misspelt rule would be lost in silence."""
    for keyword in place.field.schema:
        if keyword not in _KEYWORDS and not keyword.startswith("x-"):
            message = _("« {keyword} » n’est pas un mot-clé : il n’a aucun effet.").format(keyword=keyword)
            fix = suggestion(keyword, _KEYWORDS) or _("Retirez-le, ou préfixez-le par « x- ».")
            findings.warning(place.pointer, "unknown-keyword", message, fix)


def _options(place: Place, findings: Findings) -> None:
    listed = place.field.schema.get("items", place.field.schema)
    untitled = "enum" in listed or any("title" not in option for option in listed.get("oneOf", ()))
    shown = FIELD_TYPES[place.field.kind].options(place.field)  # civility has titles of its own
    if place.field.options and untitled and any(option.title == option.value for option in shown):
        message = _("Des options de « {path} » n’ont pas de titre.").format(path=place.path)
        fix = _("Écrivez-les avec « oneOf », « const » et « title ».")
        findings.warning(place.pointer, "options-without-titles", message, fix)


def _patterns(place: Place, findings: Findings) -> None:
    """A pattern needs an example that matches; a format that is not met cannot be guessed."""
    schema = place.field.schema
    examples = schema.get("examples", ())
    if "pattern" in schema and not examples and "pattern" not in place.field.messages:
        message = _("Le format attendu par « {path} » n’est expliqué nulle part.").format(path=place.path)
        fix = _("Ajoutez un exemple (« examples ») ou un message « pattern ».")
        findings.warning(place.pointer, "pattern-without-help", message, fix)
    elif "pattern" in schema and "pattern" not in place.field.messages:
        message = _("« {path} » n’a pas de message pour un format refusé.").format(path=place.path)
        fix = _("Ajoutez « pattern » à « messages » : que faut-il saisir, avec un exemple ?")
        findings.warning(place.pointer, "pattern-without-message", message, fix)
    if not examples:
        return
    validator = jsonschema_rs.Draft202012Validator(dict(schema), pattern_options=jsonschema_rs.RegexOptions())
    for example in examples:
        if not validator.is_valid(example):
            message = _("L’exemple « {example} » n’est pas accepté par le schéma.").format(example=example)
            findings.warning(place.pointer, "example-refused", message, _("Corrigez l’exemple ou la règle."))


def _silent(place: Place, findings: Findings) -> None:
    """Rules that no widget shows: refused, a person would read a sentence that says nothing of them."""
    found = next((keyword for keyword in _UNSHOWN if keyword in place.field.schema), None)
    if found is not None and "pattern" not in place.field.messages:
        message = _("« {path} » n’a pas de message pour la règle « {keyword} ».")
        fix = _("Ajoutez « pattern » à « messages » : que faut-il répondre, avec un exemple ?")
        told = message.format(path=place.path, keyword=found)
        findings.warning(place.pointer, "rule-without-message", told, fix)


def _dangerous(place: Place, findings: Findings) -> None:
    """Our engine is linear; the systems that read the export may not be."""
    regex = place.field.schema.get("pattern", "")
    if nested_repetition(regex):
        message = _("Cette expression répète une répétition : elle peut bloquer d’autres logiciels.")
        fix = _("Écrivez par exemple « [a-z]+ » au lieu de « ([a-z]+)+ ».")
        findings.warning(f"{place.pointer}", "dangerous-pattern", message, fix)
    elif repeated_choice(regex):
        message = _("Cette expression répète un choix ambigu : elle peut bloquer d’autres logiciels.")
        fix = _("Écrivez par exemple « a+ » au lieu de « (a|aa)+ ».")
        findings.warning(f"{place.pointer}", "dangerous-pattern", message, fix)


def _impossible(place: Place, findings: Findings) -> None:
    """Limits that no answer can meet."""
    for message in _contradictions(place):
        findings.error(place.pointer, "impossible-limits", message, _("Corrigez la limite."))


def _contradictions(place: Place) -> Iterator[str]:
    schema = place.field.schema
    if schema.get("maxLength") == 0:
        yield _("« {path} » n’accepte aucun caractère.").format(path=place.path)
    several = FIELD_TYPES[place.field.kind].value_type == "choices"
    if several and schema.get("minItems", 0) > len(codes_of(place.field)) > 0:
        yield _("« {path} » demande plus de choix qu’il n’y a d’options.").format(path=place.path)
    low = as_number(schema.get("exclusiveMinimum", schema.get("minimum")))
    high = as_number(schema.get("exclusiveMaximum", schema.get("maximum")))
    strict = "exclusiveMinimum" in schema or "exclusiveMaximum" in schema
    if strict and low is not None and high is not None and low >= high:
        yield _("Aucun nombre ne convient à « {path} ».").format(path=place.path)


CONTRACT_RULES: tuple[Callable[[Place, Findings], None], ...] = (
    _limits,
    _keywords,
    _options,
    _patterns,
    _silent,
    _dangerous,
    _impossible,
)
