"""A bound of dates that goes by today, as a designer reads and types it: « aujourd’hui - 18 ans ».

The definition writes it "today-18y". It judges nothing: what is not of this form is left to the core.
"""

from re import IGNORECASE
from re import compile as pattern

from app.core.language import _, ngettext

_WRITTEN = pattern(r"today(?:([+-])(\d{1,4})([dmy]))?")
_TYPED = pattern(
    r"aujourd.?hui(?:\s*(\+|-|−|–|plus|moins)\s*(\d{1,4})\s*(jours?|mois|ans?|années?))?", IGNORECASE
)
_UNITS = {"j": "d", "m": "m", "a": "y"}
_LESS = ("-", "−", "–", "moins")


def shown(written: str) -> str:
    """ "today+3m" as « aujourd’hui + 3 mois »; the same text for anything else."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        return written
    if found[1] is None:
        return _("aujourd’hui")
    number = int(found[2])
    words = {
        "d": ngettext("{n} jour", "{n} jours", number),
        "m": ngettext("{n} mois", "{n} mois", number),
        "y": ngettext("{n} an", "{n} ans", number),
    }
    return f"{_('aujourd’hui')} {found[1]} {words[found[3]].format(n=number)}"


def read(typed: str) -> str:
    """What the definition writes; the same text for anything else."""
    found = _TYPED.fullmatch(" ".join(typed.split()))
    if found is None:
        return typed
    if found[1] is None:
        return "today"
    sign = "-" if found[1].lower() in _LESS else "+"
    return f"today{sign}{int(found[2])}{_UNITS[found[3][0].lower()]}"
