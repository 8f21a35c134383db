"""Reads an expression aloud in French: "Afficher si *Situation* est *Salarié*". Generated, never parsed.

Questions and answers stand between asterisks, for the screen to stress them. It knows
checked expressions; what it cannot read it shows as « … ».
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from app.core import french
from app.core.conditions.language import in_rows, read_path, split, takes
from app.core.conditions.values import as_date, as_number
from app.core.definition import Field, FormDefinition
from app.core.definition.reading_order import places
from app.core.field_types import FIELD_TYPES
from app.core.language import _, ngettext

Json = Any


@dataclass(frozen=True, slots=True)
class _Reader:
    fields: Mapping[str, Field]
    rows: str = ""

    def field(self, expression: Json) -> Field | None:
        """The question read by a {"var": …} node."""
        return self.read(expression)[0]

    def read(self, expression: Json) -> tuple[Field | None, str]:
        """The question, and the part of its answer that is read, "" for all of it."""
        path = in_rows(read_path(expression), self.rows)
        if path in self.fields:
            return self.fields[path], ""
        whole, _dot, part = path.rpartition(".")
        return self.fields.get(whole), part

    def say(self, expression: Json) -> str:
        """The expression in words."""
        node = split(expression)
        if node is None:
            return _literal(expression)
        name, given = node
        return SENTENCES[name](given, self) if takes(name, given) else "…"

    def inner(self, expression: Json) -> str:
        """The same, in brackets when it joins several conditions."""
        node = split(expression)
        several = node is not None and node[0] in ("and", "or") and len(node[1]) > 1
        return f"({self.say(expression)})" if several else self.say(expression)

    def term(self, expression: Json) -> str:
        """The same, in brackets when it is worked out itself: a − (b − c)."""
        node = split(expression)
        several = node is not None and node[0] in ("+", "-", "*", "/", "if")
        return f"({self.say(expression)})" if several else self.inner(expression)

    def value(self, source: Json, literal: Json) -> str:
        """An operand beside `source`: a code is read as the title of its option."""
        if isinstance(literal, dict):
            return self.say(literal)
        field, part = self.read(source)
        if field is None or not isinstance(literal, str):
            return _literal(literal)
        words = FIELD_TYPES[field.kind].in_words(field, part, literal)
        return f"*{words}*" if words else _literal(literal)


Sentence = Callable[[Sequence[Json], _Reader], str]


def sentence(expression: Json, definition: FormDefinition, *, before: str = "", rows: str = "") -> str:
    """The sentence; `before` defaults to "Afficher si", `rows` is the repeat in whose rows it stands."""
    fields = {place.path: place.field for place in places(definition.steps)}
    start = before or _("Afficher si")
    return french.spaced(f"{start} {_Reader(fields, rows).say(expression)}")


def _literal(value: Json) -> str:
    if isinstance(value, bool):
        return f"*{_('Oui') if value else _('Non')}*"
    number, day = as_number(value), as_date(value)
    if number is not None:
        return f"*{french.number(number)}*"
    if not isinstance(value, str) or not value:
        return "…"
    return f"*{french.date_in_words(day) if day else value}*"


def _var(given: Sequence[Json], reader: _Reader) -> str:
    field, part = reader.read({"var": given[0]})
    if field is None:
        return f"*{_('question introuvable')}*"
    if not part:
        return f"*{field.name}*"
    own = FIELD_TYPES[field.kind].part_label(field, part)
    return f"*{field.name}, {own}*" if own else f"*{field.name} ({part.replace('_', ' ')})*"


def _between(words: Callable[[], str]) -> Sentence:
    """ "left words right", each side reading codes with the options of the other."""

    def say(given: Sequence[Json], reader: _Reader) -> str:
        left, right = given
        return f"{reader.value(right, left)} {words()} {reader.value(left, right)}"

    return say


def _joined(words: Callable[[], str]) -> Sentence:
    def say(given: Sequence[Json], reader: _Reader) -> str:
        return f" {words()} ".join(reader.inner(operand) for operand in given)

    return say


def _worked_out(sign: str) -> Sentence:
    return lambda given, reader: f" {sign} ".join(reader.term(operand) for operand in given)


def _ordering(numbers: Callable[[], str], dates: Callable[[], str]) -> Sentence:
    """Dates come before and after, numbers are above and below."""

    def say(given: Sequence[Json], reader: _Reader) -> str:
        words = dates if any(_is_date(operand, reader) for operand in given) else numbers
        return f"{reader.say(given[0])} {words()} {reader.say(given[1])}"

    return say


def _is_date(expression: Json, reader: _Reader) -> bool:
    node, field = split(expression), reader.field(expression)
    if field is not None:
        return FIELD_TYPES[field.kind].value_type == "date"
    return node[0] in ("today", "date_add") if node is not None else as_date(expression) is not None


def _not(given: Sequence[Json], reader: _Reader) -> str:
    """A bare « n’est pas » would hide that no answer counts too: it is said."""
    node = split(given[0])
    name, operands = node if node is not None else ("", [])
    if name in _NEGATED and takes(name, operands):
        left = reader.say(operands[0])
        right = reader.value(operands[0], operands[1]) if name != "in" else _listed(operands, reader)
        return _("{left} {words} {right} (ou pas de réponse)").format(
            left=left, words=_NEGATED[name](), right=right
        )
    if name == "answered":
        return _("{name} n’est pas renseigné").format(name=reader.say(operands[0]))
    return _("la condition « {told} » n’est pas remplie").format(told=reader.say(given[0]))


def _listed(given: Sequence[Json], reader: _Reader) -> str:
    codes = given[1] if isinstance(given[1], list) else [given[1]]
    return french.join([reader.value(given[0], code) for code in codes], _("ou"))


def _in(given: Sequence[Json], reader: _Reader) -> str:
    return _("{name} est parmi {listed}").format(name=reader.say(given[0]), listed=_listed(given, reader))


def _if(given: Sequence[Json], reader: _Reader) -> str:
    branches = [
        _("{value} si {told}").format(value=reader.term(given[place + 1]), told=reader.inner(given[place]))
        for place in range(0, len(given) - 1, 2)
    ]
    otherwise = [_("sinon {value}").format(value=reader.term(given[-1]))] if len(given) % 2 else []
    return ", ".join(branches + otherwise)


def _quantifier(words: Callable[[], str]) -> Sentence:
    def say(given: Sequence[Json], reader: _Reader) -> str:
        told = (
            replace(reader, rows=in_rows(read_path(given[0]), reader.rows)).inner(given[1])
            if len(given) > 1
            else ""
        )
        return words().format(name=reader.say(given[0]), told=told)

    return say


def _count(given: Sequence[Json], reader: _Reader) -> str:
    if len(given) == 1:
        return _("le nombre de lignes de {name}").format(name=reader.say(given[0]))
    return _quantifier(lambda: _("le nombre de lignes de {name} où {told}"))(given, reader)


def _named(words: Callable[[], str]) -> Sentence:
    """A function of its operands: "le total de a"."""

    def say(given: Sequence[Json], reader: _Reader) -> str:
        return words().format(
            *map(reader.say, given), all=french.join([reader.say(value) for value in given])
        )

    return say


def _round(given: Sequence[Json], reader: _Reader) -> str:
    value, scale = reader.inner(given[0]), as_number(given[1]) if len(given) > 1 else Decimal(0)
    if not scale:
        return _("{value} arrondi à l’unité").format(value=value)
    words = ngettext(
        "{value} arrondi à {scale} chiffre après la virgule",
        "{value} arrondi à {scale} chiffres après la virgule",
        int(scale),
    )
    return words.format(value=value, scale=french.number(scale))


def _age(given: Sequence[Json], reader: _Reader) -> str:
    words = _("l’âge calculé depuis {0}") if len(given) == 1 else _("l’âge calculé depuis {0} jusqu’à {1}")
    return words.format(*map(reader.say, given))


def _date_add(given: Sequence[Json], reader: _Reader) -> str:
    shift = as_number(given[1])
    amount = french.number(abs(shift)) if shift is not None else reader.say(given[1])
    many = shift is None or abs(shift) > 1
    units = {
        "days": _("jours") if many else _("jour"),
        "months": _("mois"),
        "years": _("ans") if many else _("an"),
    }
    words = (
        _("{day} moins {amount} {unit}")
        if shift is not None and shift < 0
        else _("{day} plus {amount} {unit}")
    )
    return words.format(day=reader.say(given[0]), amount=amount, unit=units.get(str(given[2]), "…"))


_NEGATED: Mapping[str, Callable[[], str]] = {
    "==": lambda: _("n’est pas"),
    "in": lambda: _("n’est pas parmi"),
    "contains": lambda: _("ne contient pas"),
}
SENTENCES: Mapping[str, Sentence] = {
    "var": _var,
    "today": lambda given, reader: _("la date du jour"),
    "answered": lambda given, reader: _("{name} est renseigné").format(name=reader.say(given[0])),
    "==": _between(lambda: _("est")),
    "!=": _between(lambda: _("est renseigné et différent de")),
    "<": _ordering(lambda: _("est inférieur à"), lambda: _("est avant")),
    "<=": _ordering(lambda: _("est au plus"), lambda: _("n’est pas après")),
    ">": _ordering(lambda: _("est supérieur à"), lambda: _("est après")),
    ">=": _ordering(lambda: _("est au moins"), lambda: _("n’est pas avant")),
    "in": _in,
    "contains": _between(lambda: _("contient")),
    "and": _joined(lambda: _("et")),
    "or": _joined(lambda: _("ou")),
    "!": _not,
    "if": _if,
    "+": _worked_out("+"),
    "-": _worked_out("−"),
    "*": _worked_out("×"),
    "/": _worked_out("÷"),
    "min": _named(lambda: _("le plus petit de {all}")),
    "max": _named(lambda: _("le plus grand de {all}")),
    "round": _round,
    "count": _count,
    "sum": _named(lambda: _("le total de {0}")),
    "some": _quantifier(lambda: _("dans au moins une ligne de {name}, {told}")),
    "all": _quantifier(lambda: _("dans toutes les lignes de {name}, {told}")),
    "none": _quantifier(lambda: _("aucune ligne de {name} ne vérifie : {told}")),
    "age": _age,
    "date_add": _date_add,
    "days_between": _named(lambda: _("le nombre de jours entre {0} et {1}")),
}
