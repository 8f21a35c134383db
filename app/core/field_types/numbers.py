"""Numbers as the French type them, read exactly: integer, decimal and amount share this.

Numbers are decimals from end to end: no float, so that 0,1 + 0,2 is 0,3.
"""

from collections.abc import Mapping
from decimal import Decimal
from re import ASCII
from re import compile as pattern
from typing import Any

from app.core import french
from app.core.definition import Field
from app.core.field_types.base import Json, NotUnderstood
from app.core.field_types.sentences import Params, Sentence
from app.core.language import _

MAX_DIGITS = 15  # what every JSON reader keeps exactly
# Spaces stand between thousands, or around a sign: "12 50" is not 1 250.
_NUMBER = pattern(r"[+-]? ?([0-9]+|[0-9]{1,3}( [0-9]{3})+)( ?[.,] ?[0-9]+)?", ASCII)
_POINTS_BETWEEN_THOUSANDS = pattern(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+", ASCII)


def read_number(text: str) -> Decimal:
    """The exact number for "1 250,50", "1250.5" or "1.250,50". Raises NotUnderstood("type")."""
    compact = " ".join(text.split()).replace("\u2212", "-")
    if _POINTS_BETWEEN_THOUSANDS.fullmatch(compact):
        compact = compact.replace(".", "")
    if not _NUMBER.fullmatch(compact):
        raise NotUnderstood("type")
    if sum(map(str.isdigit, compact)) > MAX_DIGITS:
        raise NotUnderstood("too-many-digits")
    return Decimal(compact.replace(" ", "").replace(",", "."))


def stored(number: Decimal) -> int | Decimal:
    """The canonical form: an integer when it is one, else a decimal without final zeros."""
    return int(number) if number == number.to_integral_value() else number.normalize()


def exact(value: Json) -> Decimal:
    """The decimal for a stored number; a float (from a JSON reader) is taken as it is written."""
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def decimals(number: Decimal) -> int:
    """How many digits stand after the decimal mark."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def plain(value: Json) -> str:
    """The number as an input shows it: "1250,5"."""
    return f"{exact(value):f}".replace(".", ",")


def _bound(schema: Mapping[str, Any], side: str) -> tuple[str, bool]:
    """(bound as text, strictly?) for "minimum" or "maximum"; the exclusive one wins when both stand."""
    strict = schema.get(f"exclusive{side.capitalize()}")
    value = schema.get(side) if strict is None else strict
    return ("" if value is None else french.number(exact(value))), strict is not None


def _out_of_bounds(field: Field, given: Params) -> str:
    low, above = _bound(field.schema, "minimum")
    high, below = _bound(field.schema, "maximum")
    if low and high and not (above or below):
        return _("Saisissez un nombre compris entre {min} et {max}").format(min=low, max=high)
    if given.get("side") == "min":
        text = (
            _("Saisissez un nombre strictement supérieur à {n}")
            if above
            else _("Saisissez un nombre supérieur ou égal à {n}")
        )
        return text.format(n=low)
    text = (
        _("Saisissez un nombre strictement inférieur à {n}")
        if below
        else _("Saisissez un nombre inférieur ou égal à {n}")
    )
    return text.format(n=high)


def _off_step(field: Field, given: Params) -> str:
    step = exact(field.schema.get("multipleOf", 1))
    if step == Decimal("0.01"):
        return _("Saisissez au plus deux chiffres après la virgule")
    return _("Saisissez un multiple de {n}").format(n=french.number(step))


NUMBER_SENTENCES: Mapping[str, Sentence] = {
    "type": lambda field, given: _("Saisissez un nombre. Exemple : 1250,50"),
    "too-many-digits": lambda field, given: _("Saisissez au plus {n} chiffres").format(n=MAX_DIGITS),
    "min": lambda field, given: _out_of_bounds(field, {"side": "min"}),
    "max": lambda field, given: _out_of_bounds(field, {"side": "max"}),
    "multiple-of": _off_step,
}
