"""Values that designers type in conditions and samples: read by the type of the question, and written back.

It refuses by ValueError, with a French sentence; which values make sense is the core's matter.
"""

from decimal import Decimal, InvalidOperation
from typing import Any

from app.core.field_types import NotUnderstood
from app.core.field_types.date_parts import read_whole_date
from app.core.french import number
from app.core.language import _

Json = Any
_LONGEST = 30  # digits
YES, NO = "oui", "non"


def read_value(text: str, value_type: str) -> Json:
    """The literal of a text for a "number", "boolean", "date", or any other type of text."""
    reader = {"number": _number, "boolean": _boolean, "date": _date}.get(value_type)
    return reader(text) if reader is not None else text


def written_value(value: Json) -> str:
    """The text that `read_value` reads."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | float | Decimal):
        return number(Decimal(repr(value)) if isinstance(value, float) else Decimal(value))
    return str(value)


def _number(text: str) -> Json:
    plain = "".join(text.split()).replace(",", ".")
    try:
        value = Decimal(plain) if len(plain) <= _LONGEST else Decimal("NaN")
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise ValueError(_("« {text} » n’est pas un nombre. Exemple : 1250,50.").format(text=text[:40]))
    return int(value) if value == value.to_integral_value() else float(value)


def _boolean(text: str) -> bool:
    if text not in (YES, NO):
        raise ValueError(_("répondez « oui » ou « non »."))
    return text == YES


def _date(text: str) -> str:
    """ "2026-12-31" for 31/12/2026."""
    try:
        return read_whole_date(text).isoformat()
    except NotUnderstood:
        told = _("« {text} » n’est pas une date. Exemple : 31/12/2026.").format(text=text[:40])
        raise ValueError(told) from None
