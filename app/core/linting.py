"""What is unwise in a form that can be used, and the few errors that only the whole form shows.

Each rule looks at one subject and knows nothing of the others. Paths and types are the
parser's business; whether scenarios pass is told by `scenarios`.
"""

from collections.abc import Callable, Iterator
from re import IGNORECASE
from re import compile as pattern
from typing import Any

import jsonschema_rs

from app.core.autocomplete import TOKENS, is_autocomplete
from app.core.closeness import suggestion
from app.core.condition_language import operands, split
from app.core.definition import FormDefinition, Step
from app.core.definition_shape import META_SCHEMA
from app.core.errors import Problem
from app.core.field_types import FIELD_TYPES
from app.core.field_types.sentences import SENTENCES
from app.core.findings import Findings, pointer
from app.core.language import _
from app.core.reading_order import Place, places

Json = Any
LONG_STEP = 10  # questions
MANY_STEPS = 12
# Keywords of JSON Schema that the meta-schema leaves alone: enforced by the validator, drawn by nobody.
_ENFORCED = {
    "$comment", "$defs", "$anchor", "const", "default", "deprecated", "readOnly", "writeOnly", "allOf",
    "anyOf", "not", "if", "then", "else", "contains", "minContains", "maxContains", "prefixItems",
    "additionalProperties", "unevaluatedProperties", "unevaluatedItems", "patternProperties", "propertyNames",
    "minProperties", "maxProperties", "dependentRequired", "dependentSchemas", "contentEncoding",
    "contentSchema",
}  # fmt: skip
_KEYWORDS = frozenset(META_SCHEMA["$defs"]["property"]["properties"]) | _ENFORCED
_PLACEHOLDER = pattern(r"à (rédiger|renommer|compléter)|\btodo\b|lorem ipsum|\bxxx\b", IGNORECASE)
_SENSITIVE = pattern(
    r"\bNIR\b|sécurité sociale|numéro d’électeur|santé|maladie|handicap|religion|confession|syndica"
    r"|opinion politique|carte bancaire|\bIBAN\b|casier judiciaire|orientation sexuelle|origine ethnique",
    IGNORECASE,
)


def lint(definition: FormDefinition, *, file: str) -> tuple[Problem, ...]:
    """Warnings, and errors that need the whole form, rule by rule."""
    findings = Findings(file)
    asked = tuple(places(definition.steps))
    for rule in _FORM_RULES:
        rule(definition, findings)
    for place in asked:
        for check in _QUESTION_RULES:
            check(place, findings)
    _check_conditions(definition, {place.path: place for place in asked}, findings)
    return tuple(findings.problems)


def _texts(definition: FormDefinition, findings: Findings) -> None:
    """What a person needs before starting, and what the law wants to be told."""
    legal, start = definition.legal, definition.start
    for missing, where, what in (
        (not start.summary, "/start", _("Le résumé pour le catalogue")),
        (not start.next, "/start", _("Ce qui se passe après l’envoi")),
        (not start.minutes, "/start", _("La durée de remplissage")),
        (not legal.purposes, "/legal", _("La finalité des données")),
        (not legal.recipients, "/legal", _("Les destinataires des données")),
        (not legal.retention_months, "/legal", _("La durée de conservation")),
        (not definition.declaration, "", _("La déclaration à cocher avant l’envoi")),
        (not (definition.service.email or definition.service.phone), "/service", _("Le contact du service")),
    ):
        if missing:
            message = _("{what} n’est pas indiqué.").format(what=what)
            findings.warning(where, "missing-text", message, _("Ajoutez-le : il est montré à l’usager."))


def _silence(definition: FormDefinition, findings: Findings) -> None:
    silence = definition.legal.silence
    if silence.rule != "aucune" and not silence.months:
        message = _("Le silence vaut {rule} sans délai.").format(rule=silence.rule)
        fix = _("Ajoutez « months » : l’accusé de réception doit porter la date.")
        findings.error("/legal/silence", "silence-without-months", message, fix)


def _sizes(definition: FormDefinition, findings: Findings) -> None:
    if len(definition.steps) > MANY_STEPS:
        message = _("Il y a {n} étapes.").format(n=len(definition.steps))
        findings.warning("/steps", "many-steps", message, _("Restez à {n} au plus.").format(n=MANY_STEPS))
    for index, step in enumerate(definition.steps):
        if len(step.fields) > LONG_STEP:
            message = _("Cette étape a {n} questions.").format(n=len(step.fields))
            fix = _("Coupez-la en étapes de {n} questions au plus.").format(n=LONG_STEP)
            findings.warning(pointer("steps", index), "long-step", message, fix)
        if _PLACEHOLDER.search(step.title):
            findings.warning(
                pointer("steps", index, "title"),
                "placeholder",
                _("Ce titre est provisoire."),
                _("Écrivez le titre définitif."),
            )


def _scenarios(definition: FormDefinition, findings: Findings) -> None:
    if not definition.scenarios:
        message = _("Aucun scénario n’essaie ce formulaire.")
        fix = _("Gardez au moins un cas sans réponse et un cas complet.")
        findings.warning("/scenarios", "no-scenario", message, fix)
    for index, scenario in enumerate(definition.scenarios):
        if not scenario.today:
            message = _("Le scénario « {name} » ne fixe pas sa date.").format(name=scenario.name)
            where = pointer("scenarios", index)
            findings.warning(where, "scenario-without-today", message, _("Ajoutez « today »."))


def _label(place: Place, findings: Findings) -> None:
    field = place.field
    if _PLACEHOLDER.search(field.label):
        message = _("Le libellé de « {path} » est provisoire.").format(path=place.path)
        findings.warning(place.pointer, "placeholder", message, _("Écrivez le libellé définitif."))
    if field.label.rstrip().endswith("?") and not field.short:
        message = _("« {path} » est une question sans nom court.").format(path=place.path)
        fix = _("Ajoutez « short » : les messages et le récapitulatif s’en servent.")
        findings.warning(place.pointer, "missing-short", message, fix)


def _sensitive(place: Place, findings: Findings) -> None:
    found = _SENSITIVE.search(place.field.label)
    if found and not place.field.sensitive:
        message = _("« {word} » annonce une donnée sensible.").format(word=found[0])
        fix = _("Ajoutez « sensitive » : true, ou retirez la question.")
        findings.warning(place.pointer, "sensitive-word", message, fix)


def _messages(place: Place, findings: Findings) -> None:
    known = {*SENTENCES, *FIELD_TYPES[place.field.kind].sentences}
    for code in place.field.messages:
        if code not in known:
            message = _("Aucune erreur n’a le code « {code} ».").format(code=code)
            fix = suggestion(code, known) or _("Codes : {names}.").format(names=", ".join(sorted(known)))
            findings.warning(f"{place.pointer}/messages{pointer(code)}", "unknown-message-code", message, fix)


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


def _autocomplete(place: Place, findings: Findings) -> None:
    given = place.field.autocomplete
    if not is_autocomplete(given):
        message = _("« {given} » n’est pas un jeton de remplissage automatique.").format(given=given)
        fix = suggestion(given, TOKENS) or _("Retirez « autocomplete ».")
        findings.warning(f"{place.pointer}/autocomplete", "unknown-autocomplete", message, fix)


def _options(place: Place, findings: Findings) -> None:
    listed = place.field.schema.get("items", place.field.schema)
    untitled = "enum" in listed or any("title" not in option for option in listed.get("oneOf", ()))
    if place.field.options and untitled:
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
    validator = jsonschema_rs.Draft202012Validator(dict(schema), pattern_options=jsonschema_rs.RegexOptions())
    for example in examples:
        if not validator.is_valid(example):
            message = _("L’exemple « {example} » n’est pas accepté par le schéma.").format(example=example)
            findings.warning(place.pointer, "example-refused", message, _("Corrigez l’exemple ou la règle."))


def _check_conditions(definition: FormDefinition, asked: dict[str, Place], findings: Findings) -> None:
    for where, expression, rows in _visibility(definition, asked):
        if not operands(expression) and not _reads_today(expression):
            message = _("Cette condition ne lit aucune question : son résultat est toujours le même.")
            fix = _("Retirez-la, ou lisez une question.")
            findings.error(where, "constant-condition", message, fix)
        for path in sorted(set(_negated(expression, rows))):
            place = asked.get(path)
            if place is not None and (place.field.when or _step_of(place, definition).when):
                message = _("« {path} » peut être caché : cette négation est alors vraie.").format(path=path)
                fix = _("Ajoutez « answered » si l’absence de réponse ne doit pas compter.")
                findings.warning(where, "negation-over-hidden", message, fix)


def _step_of(place: Place, definition: FormDefinition) -> Step:
    return definition.steps[place.position[0]]


def _visibility(definition: FormDefinition, asked: dict[str, Place]) -> Iterator[tuple[str, Json, str]]:
    """(pointer, expression, rows) of each condition of a step or a question."""
    for index, step in enumerate(definition.steps):
        if step.when is not None:
            yield pointer("steps", index, "when"), step.when, ""
    for place in asked.values():
        if place.field.when is not None:
            yield f"{place.pointer}/when", place.field.when, place.rows


def _reads_today(expression: Json) -> bool:
    node = split(expression)
    return node is not None and (node[0] in ("today", "age") or any(map(_reads_today, node[1])))


def _negated(expression: Json, rows: str) -> Iterator[str]:
    """The paths read under `!` or `none`."""
    node = split(expression)
    if node is None:
        return
    name, given = node
    if name in ("!", "none"):
        for path in operands(expression):
            yield f"{rows}[].{path.removeprefix('item.')}" if path.startswith("item.") else path
        return
    for operand in given:
        yield from _negated(operand, rows)


_FORM_RULES: tuple[Callable[[FormDefinition, Findings], None], ...] = (_texts, _silence, _sizes, _scenarios)
_QUESTION_RULES: tuple[Callable[[Place, Findings], None], ...] = (
    _label,
    _sensitive,
    _messages,
    _limits,
    _keywords,
    _autocomplete,
    _options,
    _patterns,
)
