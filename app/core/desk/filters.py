"""Filters of the desk: which operators a column has, how a value is typed, and the French sentence.

Like in conditions, a comparison with an answer that is not there is false, "est différent de" too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from app.core.desk.columns import Column
from app.core.field_types import NotUnderstood
from app.core.field_types.date_parts import read_whole_date
from app.core.french import date_in_words, number, quoted
from app.core.language import _
from app.core.plain_text import coded, one_line

LONGEST = 200  # characters of a value
MOST = 12  # filters of one list
_ORDERED = ("egal", "different", "plus", "moins", "entre", "vide", "rempli")
OPERATORS: Mapping[str, tuple[str, ...]] = {
    "text": ("contient", "exclut", "egal", "different", "vide", "rempli"),
    "choice": ("egal", "different", "vide", "rempli"),
    "choices": ("contient", "exclut", "vide", "rempli"),
    "number": _ORDERED,
    "date": _ORDERED,
    "instant": _ORDERED,
    "rows": _ORDERED,
    "boolean": ("egal", "vide", "rempli"),
    "object": ("contient", "exclut", "vide", "rempli"),
    "people": ("egal", "different", "vide", "rempli"),
    "marks": ("contient", "exclut", "vide", "rempli"),
    "presence": ("vide", "rempli"),
}
YES_NO = ("oui", "non")


class NotAFilter(ValueError):
    """What was typed is no value for this column; the text tells what to type."""


@dataclass(frozen=True, slots=True)
class Filter:
    """`values` are canonical texts: an ISO date, "1250.5", the code of a choice; two for "entre"."""

    column: Column
    operator: str
    values: tuple[str, ...] = ()


def needed(operator: str) -> int:
    """How many values an operator takes."""
    return {"vide": 0, "rempli": 0, "entre": 2}.get(operator, 1)


def make_filter(column: Column, operator: str, typed: Sequence[str]) -> Filter:
    """The filter for what was typed. Raises NotAFilter with a sentence that tells what is wrong."""
    if operator not in OPERATORS[column.type]:
        raise NotAFilter(_("Choisissez comment comparer."))
    count = needed(operator)
    given = [text for text in typed[:count] if text.strip()]
    if len(given) < count:
        raise NotAFilter(_("Saisissez les deux valeurs.") if count == 2 else _("Saisissez une valeur."))
    values = tuple(_READERS[column.type](column, text) for text in given)
    if count == 2 and _RANKS[column.type](values[0]) > _RANKS[column.type](values[1]):
        values = (values[1], values[0])
    return Filter(column, operator, values)


def _text(column: Column, typed: str) -> str:
    text = one_line(typed[:LONGEST])
    if not text:
        raise NotAFilter(_("Saisissez une valeur."))
    return text


def _code(column: Column, typed: str) -> str:
    if column.options and typed not in {option.value for option in column.options}:
        raise NotAFilter(_("Choisissez une valeur de la liste."))
    return _text(column, typed)


def _number(column: Column, typed: str) -> str:
    bare = coded(typed[:LONGEST]).replace("\u202f", "").replace(" ", "").rstrip("€").replace(",", ".")
    try:
        value = Decimal(bare)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) >= 10**15 or len(bare) > 40:
        raise NotAFilter(_("Saisissez un nombre, par exemple 1 250,50."))
    return format(value, "f")


def _day(column: Column, typed: str) -> str:
    return read_day(typed).isoformat()


def read_day(typed: str) -> date:
    """A day typed as 27/03/2026, 27 mars 2026 or 2026-03-27. NotAFilter says what is expected."""
    try:
        day = read_whole_date(typed[:LONGEST])
    except NotUnderstood:
        day = date.min
    if not 1800 <= day.year <= 2999:
        raise NotAFilter(_("Saisissez une date, par exemple 27/03/2026."))
    return day


def _yes_no(column: Column, typed: str) -> str:
    if typed not in YES_NO:
        raise NotAFilter(_("Choisissez oui ou non."))
    return typed


def _nothing(column: Column, typed: str) -> str:
    raise NotAFilter(_("Choisissez comment comparer."))


_READERS = {
    "text": _text, "object": _text, "choice": _code, "choices": _code, "people": _code, "marks": _code,
    "number": _number, "rows": _number, "date": _day, "instant": _day, "boolean": _yes_no,
    "presence": _nothing,
}  # fmt: skip
_RANKS = {"number": Decimal, "rows": Decimal, "date": str, "instant": str}


def operator_names(type_: str) -> tuple[tuple[str, str], ...]:
    """(operator, words) for a list to choose from."""
    dated = type_ in ("date", "instant")
    words = {
        "egal": _("est le") if dated else _("est égal à") if type_ in ("number", "rows") else _("est"),
        "different": _("n’est pas le") if dated else _("n’est pas"),
        "contient": _("contient"),
        "exclut": _("ne contient pas"),
        "plus": _("est après le") if dated else _("est plus grand que"),
        "moins": _("est avant le") if dated else _("est plus petit que"),
        "entre": _("est entre"),
        "vide": _("est vide"),
        "rempli": _("n’est pas vide"),
    }
    return tuple((name, words[name]) for name in OPERATORS[type_])


def sentence(found: Filter) -> str:
    """ "Date de naissance est après le 27 mars 1985", "Nom contient « goff »"."""
    words = dict(operator_names(found.column.type))[found.operator]
    values = [_spoken(found.column, value) for value in found.values]
    if found.operator == "entre" and found.column.type in ("date", "instant"):
        values = [_("le {day}").format(day=day) for day in values]
    told = (
        _("{one} et {other}").format(one=values[0], other=values[1]) if len(values) == 2 else "".join(values)
    )
    return f"{found.column.label} {words} {told}".strip()


def _spoken(column: Column, value: str) -> str:
    if column.type in ("date", "instant"):
        return date_in_words(date.fromisoformat(value))
    if column.type in ("number", "rows"):
        return number(Decimal(value))
    if column.type == "boolean":
        return {"oui": _("oui"), "non": _("non")}[value]
    titles = {option.value: option.title for option in column.options}
    return quoted(titles.get(value, value))
