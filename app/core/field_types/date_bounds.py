"""Bounds of dates, fixed or relative to today, and what to say when they are passed.

`formatMinimum` and `formatMaximum` are annotations of ours (JSON Schema has no bound
for dates): an ISO date, "today", or "today-18y", "today+3m", "today-7d".
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from re import ASCII
from re import compile as pattern
from typing import Any

from app.core import french
from app.core.definition import Field
from app.core.field_types.base import Complaint
from app.core.field_types.naming import named
from app.core.field_types.sentences import Params, Sentence
from app.core.language import _
from app.core.legal_time.civil_dates import MONTHS_A_YEAR, add_months

_RELATIVE = pattern(r"today(?:([+-]\d{1,4})([dmy]))?", ASCII)
_ADULT_AGE = pattern(r"today-(\d{1,3})y", ASCII)
_EXAMPLES = {"jour": "27", "mois": "3", "annee": "1985", "heure": "14h30"}


def bound(written: Any, today: date) -> date | None:
    """The civil date of a bound, None when there is none. Raises ValueError for another writing."""
    if written is None:
        return None
    found = _RELATIVE.fullmatch(str(written))
    if found is None:
        return date.fromisoformat(written)
    shift, unit = int(found[1] or 0), found[2] or "d"
    if unit == "d":
        return today + timedelta(days=shift)
    return add_months(today, shift * (MONTHS_A_YEAR if unit == "y" else 1))


def out_of_bounds(field: Field, day: date, today: date) -> Complaint | None:
    """Why the day is refused by the bounds of the field, None when it is inside."""
    low = bound(field.schema.get("formatMinimum"), today)
    high = bound(field.schema.get("formatMaximum"), today)
    limits = {"low": low, "high": high, "today": today}
    if low is not None and day < low:
        return Complaint("date-min", limits)
    return Complaint("date-max", limits) if high is not None and day > high else None


def _named_parts(parts: Sequence[str]) -> str:
    names = {"jour": _("le jour"), "mois": _("le mois"), "annee": _("l’année"), "heure": _("l’heure")}
    return french.join([names[part] for part in parts])


def _incomplete(field: Field, given: Params) -> str:
    parts = given.get("parts", ())
    example = " ".join(_EXAMPLES[part] for part in parts)
    return _("Indiquez {parts}, par exemple {example}").format(parts=_named_parts(parts), example=example)


def _between(given: Params) -> str | None:
    low, high = given.get("low"), given.get("high")
    if low is None or high is None:
        return None
    text = _("Saisissez une date comprise entre le {low} et le {high}")
    return text.format(low=french.date_in_words(low), high=french.date_in_words(high))


def _too_early(field: Field, given: Params) -> str:
    day = french.date_in_words(given["low"])
    return _between(given) or _("Saisissez une date postérieure ou égale au {day}").format(day=day)


def _too_late(field: Field, given: Params) -> str:
    age = _ADULT_AGE.fullmatch(str(field.schema.get("formatMaximum")))
    if age:
        today = french.date_in_words(given["today"])
        return _("L’âge minimal est de {n} ans à la date du {day}").format(n=int(age[1]), day=today)
    day = french.date_in_words(given["high"])
    return _between(given) or _("Saisissez une date antérieure ou égale au {day}").format(day=day)


def _invalid(field: Field, given: Params) -> str:
    """A day that the calendar lacks is told as such; 29 February lacks in some years only."""
    day, month = given.get("day"), given.get("month")
    if day is None or month is None:
        return _("Saisissez une date valide. Exemple : 31 12 2025")
    name = french.MONTHS[month - 1]
    if (day, month) == (29, 2):
        text = _("Le {day} {month} {year} n’existe pas. Vérifiez le jour, le mois et l’année.")
        return text.format(day=day, month=name, year=given["year"])
    return _("Le {day} {month} n’existe pas. Vérifiez le jour et le mois.").format(day=day, month=name)


def _required(field: Field, given: Params) -> str:
    return _("Saisissez {field}, par exemple 31 12 1990").format(field=named(field.name))


def date_sentences() -> Mapping[str, Sentence]:
    """The sentences of the date kind, by code."""
    return {
        "required": _required,
        "type": _invalid,
        "format": _invalid,
        "date-invalid": _invalid,
        "date-incomplete": _incomplete,
        "date-month": lambda field, given: _("Écrivez le mois en chiffres, par exemple 3 pour mars"),
        "date-year": lambda field, given: _("Saisissez l’année avec 4 chiffres. Exemple : 1985"),
        "date-min": _too_early,
        "date-max": _too_late,
    }
