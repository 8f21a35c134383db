"""The filters of the desk as SQL: one small function an operator, one expression a column.

Every value is a bound parameter. A comparison with what is not there is NULL, hence false.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, exists, func, literal_column, not_, or_

from app.adapters.database.answer_values import answer
from app.adapters.database.bare_text import bare, bare_text
from app.adapters.database.casework_models import dossier_labels
from app.adapters.database.desk_models import follows
from app.adapters.database.models import dossiers
from app.core.desk.columns import Column
from app.core.desk.filters import Filter
from app.core.legal_time import PARIS

Condition = ColumnElement[bool]
Value = ColumnElement[Any]
_TABLE = dossiers.c
# The person's name as it is folded with the reference: see `searching`. Word for word the index of v0016.
PERSON = func.substr(_TABLE.search, func.length(_TABLE.reference) + literal_column("2"), type_=Text)
_FACTS: Mapping[str, Value] = {
    "numero": _TABLE.reference,
    "demandeur": _TABLE.title,
    "demarche": _TABLE.slug,
    "etat": _TABLE.state,
    "echeance": _TABLE.due_on,
    "recu": _TABLE.submitted_at,
    "decision": _TABLE.decided_at,
    "canal": _TABLE.mode,
    "courriel": _TABLE.email,
    "messages": _TABLE.exchange,
}


def condition(asked: Filter, dialect: str) -> Condition:
    """What a dossier must fulfil to pass this filter."""
    if asked.operator in ("vide", "rempli"):
        empty = _empty(asked.column, dialect)
        return not_(empty) if asked.operator == "rempli" else empty
    return _MAKERS[asked.column.type](asked, dialect)


def _empty(column: Column, dialect: str) -> Condition:
    if column.key in _BESIDE:
        return not_(_BESIDE[column.key](""))
    if column.path:
        return answer(column, dialect).empty()
    fact = _FACTS[column.key]
    return or_(fact.is_(None), fact == "") if column.type in ("text", "choice") else fact.is_(None)


def _followed(account_id: str = "") -> Condition:
    mine = [follows.c.account_id == account_id] if account_id else []
    return exists().where(follows.c.dossier_id == _TABLE.id, *mine)


def _assigned(account_id: str = "") -> Condition:
    return filled(_TABLE.assigned_to, account_id)


def filled(column: Value, value: str = "") -> Condition:
    """This value, or any: in the words of the partial indexes, see `desk_models`."""
    some = column != literal_column("''")
    return and_(some, column == value) if value else some


def _grouped(group_id: str = "") -> Condition:
    return _TABLE.group_id == group_id if group_id else _TABLE.group_id != ""


def _labelled(label_id: str = "") -> Condition:
    this = [dossier_labels.c.label_id == label_id] if label_id else []
    return exists().where(dossier_labels.c.dossier_id == _TABLE.id, *this)


# What is attached to a dossier: "" asks for anybody, anything.
_BESIDE: Mapping[str, Callable[[str], Condition]] = {
    "suivi": _followed, "charge": _assigned, "groupe": _grouped, "etiquettes": _labelled,
}  # fmt: skip


def _compared(value: Value, operator: str, given: list[Any]) -> Condition:
    makers: Mapping[str, Callable[[], Condition]] = {
        "egal": lambda: value == given[0],
        "different": lambda: value != given[0],
        "plus": lambda: value > given[0],
        "moins": lambda: value < given[0],
        "entre": lambda: value.between(given[0], given[1]),
    }
    return makers[operator]()


def _worded(value: Value, asked: Filter, dialect: str) -> Condition:
    """Texts, whatever accents and capitals; an empty one is no answer."""
    told, wanted = bare_text(value, dialect), bare(asked.values[0])
    makers: Mapping[str, Callable[[], Condition]] = {
        "egal": lambda: told == wanted,
        "different": lambda: and_(told != wanted, told != ""),
        "contient": lambda: told.contains(wanted, autoescape=True),
        "exclut": lambda: and_(not_(told.contains(wanted, autoescape=True)), told != ""),
    }
    return makers[asked.operator]()


def _text(asked: Filter, dialect: str) -> Condition:
    column = asked.column
    if column.key == "numero":
        compact = "".join(char for char in asked.values[0].upper() if char.isalnum())
        asked = Filter(column, asked.operator, (compact or asked.values[0],))
    return _worded(answer(column, dialect).text() if column.path else _FACTS[column.key], asked, dialect)


def _object(asked: Filter, dialect: str) -> Condition:
    return _worded(answer(asked.column, dialect).texts(), asked, dialect)


def _choice(asked: Filter, dialect: str) -> Condition:
    column = asked.column
    if column.key == "messages" and asked.operator == "egal":
        return filled(_TABLE.exchange, asked.values[0])
    value = answer(column, dialect).text() if column.path else _FACTS[column.key]
    return _compared(value, asked.operator, list(asked.values))


def _choices(asked: Filter, dialect: str) -> Condition:
    held = answer(asked.column, dialect).holds(asked.values[0])
    return not_(held) if asked.operator == "exclut" else held


def _number(asked: Filter, dialect: str) -> Condition:
    value = answer(asked.column, dialect)
    # SQLite reads the numbers of JSON as floats.
    read = float if dialect == "sqlite" else Decimal
    measured = value.length() if asked.column.type == "rows" else value.number()
    return _compared(measured, asked.operator, [read(text) for text in asked.values])


def _boolean(asked: Filter, dialect: str) -> Condition:
    return answer(asked.column, dialect).truth() == ("true" if asked.values[0] == "oui" else "false")


def _date(asked: Filter, dialect: str) -> Condition:
    if asked.column.path:
        value = answer(asked.column, dialect)
        # Compared first: what it is, is only asked of the few that pass.
        passes = _compared(value.value(), asked.operator, list(asked.values))
        return and_(passes, value.text().is_not(None))
    return _compared(_FACTS[asked.column.key], asked.operator, [date.fromisoformat(v) for v in asked.values])


def _instant(asked: Filter, dialect: str) -> Condition:
    """A day is from midnight to midnight in Paris: a range, so that an index serves."""
    value = _FACTS[asked.column.key]
    begin = _midnight(asked.values[0])
    end = _midnight(asked.values[-1], later=1)
    makers: Mapping[str, Callable[[], Condition]] = {
        "egal": lambda: and_(value >= begin, value < end),
        "entre": lambda: and_(value >= begin, value < end),
        "different": lambda: or_(value < begin, value >= end),
        "plus": lambda: value >= end,
        "moins": lambda: value < begin,
    }
    return makers[asked.operator]()


def _midnight(day: str, *, later: int = 0) -> datetime:
    return datetime.combine(date.fromisoformat(day) + timedelta(days=later), time(), PARIS)


def _people(asked: Filter, dialect: str) -> Condition:
    among = _BESIDE[asked.column.key]
    this = among(asked.values[0])
    return this if asked.operator == "egal" else and_(among(""), not_(this))


def _marks(asked: Filter, dialect: str) -> Condition:
    carried = _labelled(asked.values[0])
    return carried if asked.operator == "contient" else not_(carried)


_MAKERS: Mapping[str, Callable[[Filter, str], Condition]] = {
    "text": _text, "object": _object, "choice": _choice, "choices": _choices, "number": _number,
    "rows": _number, "boolean": _boolean, "date": _date, "instant": _instant, "people": _people,
    "marks": _marks,
}  # fmt: skip


def sort_value(column: Column, dialect: str) -> tuple[Value, str]:
    """What a column is sorted by, NULL for nothing, and how a cursor reads it back."""
    if column.path:
        return _answer_order(column, dialect)
    if column.key == "demandeur":
        return person(dialect), "text"  # "" for nothing
    fact = _FACTS[column.key]
    if column.type in ("text", "choice"):
        return _bytes(func.nullif(fact, ""), dialect), "text"
    return fact, column.type


def _answer_order(column: Column, dialect: str) -> tuple[Value, str]:
    value = answer(column, dialect)
    if column.type in ("number", "rows"):
        return (value.length() if column.type == "rows" else value.number()), "number"
    if column.type == "boolean":
        return _bytes(value.truth(), dialect), "text"
    texts = value.texts() if column.type in ("object", "choices") else value.text()
    return (_bytes(texts, dialect) if column.type == "date" else bare_text(texts, dialect)), "text"


def person(dialect: str) -> Value:
    """The name of the person, folded, as an index holds it."""
    return _bytes(PERSON, dialect)


def _bytes(value: Value, dialect: str) -> Value:
    """In the order of code points on both databases."""
    return value if dialect == "sqlite" else value.collate("C")
