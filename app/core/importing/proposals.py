"""Which French kind a text obviously is: told by its format, else by its name together with its pattern,
else by its pattern alone.

A proposal replaces a pattern only by a kind that checks more. Formats that Guichet does not
know (yet) are never proposed.
"""

from collections.abc import Iterable, Mapping, Sequence
from re import IGNORECASE
from re import compile as pattern
from typing import Any

import jsonschema_rs

from app.core.field_types import FORMATS

Json = Any
_VINS = ("VF1AB000123456789",)
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
        (r"immatriculation|plaque", "fr-plate", ("AB-123-CD",)),
        (r"(^|[ _-])vin($|[ _-])|numero[ _-]?(de[ _-]?)?(chassis|serie[ _-]?vehicule)", "fr-vin", _VINS),
        (r"num[ée]ro[ _-]?fiscal|(^|[ _-])(spi|nif)($|[ _-])", "fr-tax-number", ("3023217600053",)),
        (r"^pr[ée]noms?([ _-]|$)|[ _-]pr[ée]noms?$|(given|first)[ _-]?name", "fr-person-name", ()),
        (
            r"(^|[ _-])nom[ _-]?(de[ _-]?)?(naissance|usage|famille)|(family|last)[ _-]?name",
            "fr-person-name",
            (),
        ),
    )
)
# The shape alone says it: what the pattern must take, and what it must refuse.
_BY_SHAPE: Sequence[tuple[str, Sequence[str], Sequence[str]]] = (
    ("fr-siret", ("73282932000074", "55208131766522"), ("732829320", "7328293200007", "ABCDEFGHIJKLMN")),
    ("fr-siren", ("732829320", "552081317"), ("73282932", "7328293200", "ABCDEFGHI")),
    ("month", ("2026-11", "1985-01"), ("2026-11-25", "2026", "11/2026", "abcdefg")),
    ("time", ("14:30", "09:05"), ("14:30:00", "2026-11-25", "abcde", "1430")),
    ("partial-date", ("1985", "1985-03", "1985-03-27"), ("abcd", "27/03/1985", "85")),
)
_NIR = pattern(r"(^|[ _-])nir($|[ _-])|s[ée]curit[ée][ _-]?sociale|num[ée]ro[ _-]?secu", IGNORECASE)
NIR_FORMAT = "fr-nir"
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
    if given == NIR_FORMAT and not schema.get("x-legal"):
        return "", False  # see `may_be_a_nir`
    if given is not None:
        known = given if given in FORMATS else _BY_FORMAT.get(given, "")
        return (known, False) if known in FORMATS else ("", False)
    for words, found, samples in _BY_NAME:
        if found in FORMATS and words.search(name) and accepts(schema, samples):
            return found, True
    if "pattern" in schema and accepts(schema, _DATES) and not any(accepts(schema, [no]) for no in _NO_DATES):
        return "date", True
    for found, right, wrong in _BY_SHAPE if "pattern" in schema else ():
        if accepts(schema, right) and not any(accepts(schema, [no]) for no in wrong):
            return found, True
    return "", False


def may_be_a_nir(schema: Mapping[str, Json], name: str) -> bool:
    """True for a text that looks like the NIR. It is never proposed: nobody can guess what allows it."""
    return schema.get("format") == NIR_FORMAT or bool(_NIR.search(name))


def is_civility(codes: Iterable[Json]) -> bool:
    """True for a closed list that is ours: madame and monsieur."""
    return sorted(map(str, codes)) == ["madame", "monsieur"]


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
