"""An answer in the index of answers: an order of dossiers, and the dossiers of some of its values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, exists, func, or_, select

from app.adapters.database.answer_index import KINDS, LONGEST, word_of
from app.adapters.database.answer_models import answer_paths, answer_values
from app.adapters.database.bare_text import bare
from app.adapters.database.desk_conditions import condition
from app.adapters.database.desk_models import dossier_words
from app.adapters.database.models import dossiers
from app.core.desk.columns import ANSWER, Column
from app.core.desk.filters import Filter

Condition = ColumnElement[bool]
_VALUES = answer_values.c


@dataclass(frozen=True, slots=True)
class Indexed:
    """The keys of an order, in the columns of `source`."""

    keys: tuple[ColumnElement[Any], ...]
    source: FromClause
    where: tuple[Condition, ...]


def indexed_answer(column: Column, slug: str) -> Indexed | None:
    """The order of an answer, None for one that the index does not hold."""
    if not _held(column):
        return None
    source = answer_values.join(dossier_words, dossier_words.c.number == _VALUES.dossier).join(
        dossiers, dossiers.c.id == dossier_words.c.dossier_id
    )
    return Indexed((_VALUES.word, _VALUES.amount, _VALUES.dossier), source, (_of(column, slug),))


def _held(column: Column) -> bool:
    """Answers only: the agents' annotations have paths of their own."""
    return column.key.startswith(ANSWER) and column.type in KINDS


def not_answered(column: Column, slug: str) -> Condition:
    """Of the dossiers that the order of `indexed_answer` leaves out."""
    words = dossier_words.c
    return ~exists(
        select(_VALUES.dossier)
        .join(dossier_words, words.number == _VALUES.dossier)
        .where(words.dossier_id == dossiers.c.id, _of(column, slug))
    )


@dataclass(frozen=True, slots=True)
class Answering:
    """The dossiers whose indexed value may pass a filter: never too few, rarely too many, and exactly those
    that pass when `exact`. `ids` names them, `numbers` counts them without looking any of them up."""

    ids: Select[Any]
    numbers: Select[Any]
    exact: bool


def answering(asked: Filter, slug: str) -> Answering | None:
    """None when the index does not help: other operators, other types."""
    if asked.operator not in _RANGES or not _held(asked.column):
        return None
    kind, exact = KINDS[asked.column.type], _is_exact(asked)
    ranged = (_STRICT if exact else _RANGES).get(asked.operator, _RANGES[asked.operator])
    measured = kind in ("number", "list")
    values: Sequence[Any] = [_READ[kind](text) for text in asked.values]
    key = _VALUES.amount if measured else _VALUES.word
    plain = (_VALUES.word == "",) if measured else ()  # so that the index seeks the amount too
    wanted = (_of(asked.column, slug), *plain, *ranged(key, values))
    # Looked up one by one, not joined: PostgreSQL would read all the values before it gave the first.
    named = select(dossier_words.c.dossier_id).where(dossier_words.c.number == _VALUES.dossier)
    ids = select(named.scalar_subquery().label("dossier_id")).where(*wanted).select_from(answer_values)
    return Answering(ids, select(_VALUES.dossier).where(*wanted), exact)


def _is_exact(asked: Filter) -> bool:
    """A day is in the index as it is, and so is what a short text or a choice is equal to."""
    if asked.column.type in ("date", "boolean"):
        return True
    short = all(len(word_of(text)) < LONGEST for text in asked.values)
    return asked.column.type in ("text", "choice") and asked.operator == "egal" and short


def certain(asked: Filter, slug: str, dialect: str) -> Condition | None:
    """A filter on a text that its index decides alone, None otherwise: folding the texts of many dossiers is
    what PostgreSQL does slowest."""
    if asked.column.type != "text" or not _held(asked.column) or asked.operator not in ("egal", "contient"):
        return None
    wanted = bare(asked.values[0])
    if len(wanted) >= LONGEST:
        return None
    value, words = answer_values.alias("its_value"), dossier_words.alias("its_words")
    mine = (words.c.dossier_id == dossiers.c.id, _of(asked.column, slug, value.c.question))
    joined = select(value.c.word).join(words, words.c.number == value.c.dossier).where(*mine)
    # One value a dossier, not EXISTS: PostgreSQL would read all values at once to join them.
    word = joined.correlate(dossiers).limit(1).scalar_subquery()
    if asked.operator == "egal":
        return word == wanted
    cut = and_(func.length(word) == LONGEST, condition(asked, dialect))  # then the whole text is judged
    return or_(word.contains(wanted, autoescape=True), cut)


def beside(asked: Filter, column: Column) -> tuple[Condition, ...]:
    """What the index itself can tell of a filter on the very answer that the list is sorted by."""
    ranged = _RANGES.get(asked.operator)
    if ranged is None or asked.column.key != column.key or KINDS.get(column.type) != "text":
        return ()
    return tuple(ranged(_VALUES.word, [word_of(text) for text in asked.values]))


def _of(column: Column, slug: str, question: ColumnElement[Any] = _VALUES.question) -> Condition:
    table = answer_paths.c
    mine = [table.path == column.path, table.kind == KINDS[column.type]]
    if slug:
        return question == select(table.id).where(*mine, table.slug == slug).scalar_subquery()
    return question.in_(select(table.id).where(*mine))


def _boolean(text: str) -> str:
    return "true" if text == "oui" else "false"


_READ: Mapping[str, Any] = {"text": word_of, "number": float, "list": float, "boolean": _boolean}


def _holds(key: ColumnElement[Any], values: Sequence[Any]) -> tuple[Condition, ...]:
    return (or_(key.contains(values[0], autoescape=True), func.length(key) == LONGEST),)


# Bounds are included, strict operators too: what the index rounds or cuts is judged again by the answer.
_RANGES: Mapping[str, Any] = {
    "egal": lambda key, values: (key == values[0],),
    "plus": lambda key, values: (key >= values[0],),
    "moins": lambda key, values: (key <= values[0],),
    "entre": lambda key, values: (key >= values[0], key <= values[1]),
    "contient": _holds,
}
_STRICT: Mapping[str, Any] = {
    "plus": lambda key, values: (key > values[0],),
    "moins": lambda key, values: (key < values[0],),
}
