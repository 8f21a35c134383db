"""Which French kind a text obviously is: told by its format, else by its name together with its pattern.

A proposal replaces a pattern only by a kind that checks more. Formats that Guichet does not
know (yet) are never proposed.
"""

from collections.abc import Mapping, Sequence
from re import IGNORECASE
from re import compile as pattern
from typing import Any

import jsonschema_rs

from app.core.field_types import FORMATS

Json = Any
# Name → format; `samples` must all be accepted by the pattern and the lengths of the schema.
_BY_NAME: Sequence[tuple[Any, str, Sequence[str]]] = tuple(
    (pattern(words, IGNORECASE), found, samples)
    for words, found, samples in (
        (r"siret", "fr-siret", ("73282932000074",)),
        (r"siren", "fr-siren", ("732829320",)),
        (r"\biban\b|_iban|iban_", "iban", ("FR7630006000011234567890189",)),
        (r"code[ _-]?postal|postal[ _-]?code|\bcp\b|zip", "fr-postcode", ("35000",)),
        (r"t[ée]l[ée]phone|\btel\b|portable|mobile|phone", "fr-phone", ()),
        (r"courriel|e-?mail|adresse[ _-]?[ée]lectronique", "email", ()),
        (r"^rna|_rna$|numero[ _-]?rna", "fr-rna", ("W123456789",)),
    )
)
_BY_FORMAT: Mapping[str, str] = {
    "email": "email", "idn-email": "email", "uri": "uri", "iri": "uri", "date": "date",
    "phone": "fr-phone", "tel": "fr-phone",
}  # fmt: skip
_DATES = ("2026-01-31", "1985-12-01")
_NO_DATES = ("31/01/2026", "2026-01", "abcdefghij", "2026-01-31T10:00:00Z", "20260131", "XXXX-XX-XX")
_STRICT_SHAPE = frozenset({"time", "date-time"})  # ours keep neither zone nor seconds


def format_of(schema: Mapping[str, Json], name: str) -> tuple[str, bool]:
    """(format, guessed), ("", False) when it is a text like another."""
    given = schema.get("format")
    if given is not None:
        known = given if given in FORMATS else _BY_FORMAT.get(given, "")
        return (known, False) if known in FORMATS else ("", False)
    for words, found, samples in _BY_NAME:
        if found in FORMATS and words.search(name) and accepts(schema, samples):
            return found, True
    if "pattern" in schema and accepts(schema, _DATES) and not any(accepts(schema, [no]) for no in _NO_DATES):
        return "date", True
    return "", False


def keeps_the_shape(kind_format: str) -> bool:
    """False when our stored value is written otherwise than the standard format."""
    return kind_format not in _STRICT_SHAPE


def accepts(schema: Mapping[str, Json], samples: Sequence[str]) -> bool:
    """True when the pattern and lengths take all the samples; with none, when there is no pattern."""
    rules = {name: schema[name] for name in ("pattern", "minLength", "maxLength") if name in schema}
    if not samples:
        return "pattern" not in rules
    try:
        judge = jsonschema_rs.Draft202012Validator(rules, pattern_options=jsonschema_rs.RegexOptions())
    except (jsonschema_rs.ValidationError, ValueError):
        return False
    return all(judge.is_valid(sample) for sample in samples)


def linear(regex: str) -> bool:
    """True when the engine of answers takes this expression: no look-around, no back reference."""
    try:
        jsonschema_rs.Draft202012Validator({"pattern": regex}, pattern_options=jsonschema_rs.RegexOptions())
    except (jsonschema_rs.ValidationError, ValueError):
        return False
    return True
