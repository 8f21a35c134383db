"""One answer of the schema as one question of ours: type, options, bounds, format.

It knows a merged view and the report, neither paths nor steps. `None` means that nothing
can be asked; the report then says why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.core.conditions.values import as_number
from app.core.importing.labels import one_line
from app.core.importing.located import Located, keywords
from app.core.importing.merging import Merged
from app.core.importing.proposals import (
    NIR_FORMAT,
    format_of,
    is_civility,
    keeps_the_shape,
    linear,
    may_be_a_nir,
)
from app.core.importing.report import ENFORCED, IGNORED, RENDERED, Report
from app.core.language import _

Json = Any
MOST_OPTIONS = 5000
_ORDER = ("string", "number", "integer", "boolean", "object", "array")
_HINTS = (
    ("object", {"properties", "required", "additionalProperties", "patternProperties", "dependentRequired",
                "dependentSchemas", "propertyNames", "minProperties", "maxProperties"}),
    ("array", {"items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"}),
    ("string", {"minLength", "maxLength", "pattern", "format", "contentMediaType", "contentEncoding"}),
    ("number", {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}),
)  # fmt: skip
_LARGEST = 1_000_000
_FARTHEST = 10**15
_FINEST = Decimal("1e-10")  # the finest step of a number
_LINE = 200  # characters, where the schema sets no limit
_TEXT_RULES = ("minLength", "maxLength")
_NUMBER_RULES = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")


@dataclass(frozen=True, slots=True)
class Answer:
    """`schema` in our dialect; `codes`: the value in the file, as text → our code, where they differ."""

    schema: dict[str, Json]
    codes: Mapping[str, str] = field(default_factory=dict)
    guessed: str = ""  # a format that somebody must confirm


def type_of(merged: Merged, report: Report) -> str:
    """The one JSON type that is asked: of several, text first; of none, what the other rules speak of."""
    rule = merged.rules.get("type")
    if rule is not None:
        given = [rule.value] if isinstance(rule.value, str) else list(rule.value)
        report.rendered(rule)
        known = [name for name in _ORDER if name in given]
        if known:
            return known[0]
        return "null" if "null" in given else "string"
    if isinstance(merged.value("const"), bool):
        return "boolean"
    said = {*merged.rules, *(name for name, _below in merged.several)}
    said |= {"properties"} if merged.properties else set()
    said |= {"required"} if merged.required else set()
    listed = options_in(merged)
    if listed and all(isinstance(value, str | bool | int | float | Decimal) for value, _title in listed):
        return "boolean" if all(isinstance(value, bool) for value, _title in listed) else "string"
    return next((name for name, hints in _HINTS if said & hints), "string")


def options_in(merged: Merged) -> list[tuple[Json, str]]:
    """(value, title) of a closed list: `enum`, or `oneOf`/`anyOf` of const; [] when there is none."""
    if isinstance(merged.value("enum"), list):
        titles = merged.value("enumNames") or []
        values = [value for value in merged.rules["enum"].value if value is not None]
        return [(value, _titled(titles, place)) for place, value in enumerate(values)]
    for keyword in ("oneOf", "anyOf"):
        for listed in merged.all(keyword):
            found = [_constant(branch) for branch in listed.entries()]
            if found and all(option is not None for option in found):
                return [option for option in found if option is not None and option[0] is not None]
    return []


def _titled(titles: Sequence[Json], place: int) -> str:
    return titles[place] if place < len(titles) and isinstance(titles[place], str) else ""


def _constant(branch: Located) -> tuple[Json, str] | None:
    found = keywords(branch)
    if found.get("type") and found["type"].value == "null" and len(found) == 1:
        return (None, "")
    value = found["const"].value if "const" in found else None
    if "const" not in found and "enum" in found and isinstance(found["enum"].value, list):
        value = found["enum"].value[0] if len(found["enum"].value) == 1 else None
    if value is None or isinstance(value, Mapping | list):
        return None
    title = found["title"].value if "title" in found else ""
    return value, title if isinstance(title, str) else ""


def answer(merged: Merged, kind: str, name: str, report: Report) -> Answer | None:
    """The question of a value that is neither an object nor a list."""
    if "const" in merged.rules and merged.value("const") is not True:
        report.mark(merged.rules["const"].pointer, IGNORED, _("Valeur fixe : il n’y a rien à demander."))
        return None
    listed = options_in(merged)
    if kind == "boolean" or (listed and all(isinstance(value, bool) for value, _title in listed)):
        return _yes_no(merged, report)
    if listed or "enum" in merged.rules:
        return _choice(merged, listed, report)
    if kind in ("number", "integer"):
        return _number(merged, kind, report)
    return _text(merged, name, report)


def _yes_no(merged: Merged, report: Report) -> Answer:
    report.rendered(merged.rules.get("enum"), merged.rules.get("const"))
    return Answer({"type": "boolean"} | ({"const": True} if merged.value("const") is True else {}))


def _choice(merged: Merged, listed: list[tuple[Json, str]], report: Report) -> Answer | None:
    for keyword in ("enum", "enumNames"):
        report.rendered(merged.rules.get(keyword))
    for keyword in ("oneOf", "anyOf"):
        for rule in merged.all(keyword):
            report.rendered(rule)
            _titles(rule, report)
    where = merged.pointers[0]
    options = {
        code_of(value): title for value, title in reversed(listed) if not isinstance(value, Mapping | list)
    }
    options.pop("", None)
    if not options or len(options) > MOST_OPTIONS or len(options) + 1 < len(dict.fromkeys(map(str, listed))):
        place = merged.rules["enum"].pointer if "enum" in merged.rules else where
        report.refused(
            place, _("Cette liste est vide, trop longue, ou contient autre chose que des valeurs simples.")
        )
        return None
    ordered = reversed(options.items())
    branches = [
        {"const": code, "title": one_line(title or readable(code)) or code} for code, title in ordered
    ]
    codes = {str(value): code_of(value) for value, _title in listed if not isinstance(value, str)}
    civility = {"format": "fr-civility"} if is_civility(options) else {}
    return Answer({"type": "string", **civility, "oneOf": branches}, codes)


def _titles(listed: Located, report: Report) -> None:
    """The value and the words of each option are in the question, whoever read a branch before."""
    for branch in listed.entries():
        found = keywords(branch)
        report.rendered(*(found.get(keyword) for keyword in ("const", "enum", "title", "type")))


def code_of(value: Json) -> str:
    """The text that stands for a value of a list: true and 1.0 are written as JSON writes them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return one_line(value, 200) if isinstance(value, str) else str(value)


def readable(code: str) -> str:
    """A code in capitals or with underscores, as words."""
    return code.replace("_", " ").strip().capitalize() if code.isupper() or "_" in code else code


def _number(merged: Merged, kind: str, report: Report) -> Answer:
    schema: dict[str, Json] = {"type": kind}
    for keyword in _NUMBER_RULES:
        rule = merged.rules.get(keyword)
        if rule is None:
            continue
        bound = as_number(rule.value)
        if bound is None:
            report.refused(rule.pointer, _("Cette borne n’est pas un nombre."))
        elif not -_FARTHEST <= bound <= _FARTHEST or (keyword == "multipleOf" and bound < _FINEST):
            report.refused(rule.pointer, _("Ce nombre est hors de portée."))
        else:
            schema[keyword] = rule.value
            report.rendered(rule)
            # Draft 4 writes the strictness beside the bound.
            report.mark(f"{rule.pointer.rpartition('/')[0]}/{keyword}", RENDERED)
    return Answer(schema)


def _text(merged: Merged, name: str, report: Report) -> Answer:
    schema: dict[str, Json] = {"type": "string"}
    for keyword in _TEXT_RULES:
        if keyword in merged.rules:
            _length(keyword, merged.rules[keyword], schema, report)
    _pattern(merged, schema, report)
    asked = schema | _given(merged, "format") | _given(merged, "x-legal")
    found, guessed = format_of(asked, name)
    _format(merged, schema, found, report)
    if found == NIR_FORMAT:
        schema |= _given(merged, "x-legal")
        report.rendered(merged.rules["x-legal"])
    if not found and may_be_a_nir(asked, name):
        report.labels.append(
            (
                name,
                _("Si c’est le NIR : « format » : « fr-nir », et le texte qui le permet dans « x-legal »."),
            )
        )
    if not found:
        schema.setdefault("maxLength", max(_LINE, 2 * int(schema.get("minLength", 0))))
    return Answer(schema, guessed=found if guessed else "")


def _length(keyword: str, rule: Located, schema: dict[str, Json], report: Report) -> None:
    length = rule.value
    if isinstance(length, bool) or not isinstance(length, int | Decimal | float) or not length >= 0:
        report.refused(rule.pointer, _("Cette longueur n’est pas un nombre."))
    elif length > _LARGEST:
        report.mark(rule.pointer, IGNORED, _("Cette longueur est sans effet."))
    else:
        schema[keyword] = int(length)
        report.rendered(rule)


def _given(merged: Merged, keyword: str) -> dict[str, Json]:
    return {keyword: merged.rules[keyword].value} if keyword in merged.rules else {}


def _pattern(merged: Merged, schema: dict[str, Json], report: Report) -> None:
    rule = merged.rules.get("pattern")
    if rule is None:
        return
    if len(rule.value) > 1000 or not linear(rule.value):
        reason = _("Expression refusée : écrivez-la sans regard avant ou arrière ni référence arrière.")
        report.refused(rule.pointer, reason)
        return
    report.rendered(rule)
    schema["pattern"] = rule.value


def _format(merged: Merged, schema: dict[str, Json], found: str, report: Report) -> None:
    rule = merged.rules.get("format")
    if found:
        schema["format"] = found
        if found != "date":  # what the kind checks is stricter than the pattern, and written its own way
            for keyword in ("pattern", *_TEXT_RULES):
                schema.pop(keyword, None)
    if rule is None:
        return
    if not found:
        report.refused(rule.pointer, _("Ce format n’a pas de question à lui : le texte est libre."))
    elif keeps_the_shape(found):
        report.rendered(rule)
    else:
        report.mark(rule.pointer, ENFORCED, _("La réponse est enregistrée sans secondes ni fuseau."))
