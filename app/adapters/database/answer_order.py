"""An answer in the index of answers: an order of dossiers, and the dossiers of some of its values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, exists, func, literal_column, or_, select

from app.adapters.database.answer_index import KINDS, LONGEST, word_of
from app.adapters.database.answer_models import answer_paths, answer_values
from app.adapters.database.bare_text import bare
from app.adapters.database.desk_conditions import condition
from app.adapters.database.models import dossiers
from app.core.desk.columns import ANSWER, Column
from app.core.desk.filters import Filter

Condition = ColumnElement[bool]
_VALUES = answer_values.c
_BY_VALUE = "INDEXED BY ix_answer_values_question_word_amount_dossier"


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
    source = answer_values.join(dossiers, dossiers.c.number == _VALUES.dossier)
    return Indexed((_VALUES.word, _VALUES.amount, _VALUES.dossier), source, (_of(column, slug),))


def _held(column: Column) -> bool:
    """Answers only: the agents' annotations have paths of their own."""
    return column.key.startswith(ANSWER) and column.type in KINDS


def not_answered(column: Column, slug: str) -> Condition:
    """Of the dossiers that the order of `indexed_answer` leaves out."""
    return ~exists(select(_VALUES.dossier).where(_VALUES.dossier == dossiers.c.number, _of(column, slug)))


@dataclass(frozen=True, slots=True)
class Answering:
    """The dossiers whose indexed value may pass a filter: never too few, rarely too many, and exactly those
    that pass when `exact`."""

    numbers: Select[Any]
    exact: bool


def answering(asked: Filter, slug: str, dialect: str) -> Answering | None:
    """None when the index does not help: other operators, other types."""
    if asked.operator not in _RANGES or not _held(asked.column):
        return None
    kind = KINDS[asked.column.type]
    measured = kind in ("number", "list")
    key = _VALUES.amount if measured else _VALUES.word
    plain = (_VALUES.word == "",) if measured else ()  # so that the index seeks the amount too
    wanted = (_of(asked.column, slug), *plain, *_ranged(asked, key, dialect))
    return Answering(select(_VALUES.dossier.label("number")).where(*wanted), _is_exact(asked))


def _ranged(asked: Filter, key: ColumnElement[Any], dialect: str) -> tuple[Condition, ...]:
    if asked.operator == "contient":
        return (_holds(key, asked.values[0], dialect),)
    ranged = (_STRICT if _is_exact(asked) else _RANGES).get(asked.operator, _RANGES[asked.operator])
    read = _READ[KINDS[asked.column.type]]
    return tuple(ranged(key, [read(text) for text in asked.values]))


def _is_exact(asked: Filter) -> bool:
    """A day is in the index as it is, and so is what a short text or a choice is equal to."""
    if asked.column.type in ("date", "boolean"):
        return True
    short = all(len(word_of(text)) < LONGEST for text in asked.values)
    return asked.column.type in ("text", "choice") and asked.operator == "egal" and short


def certain(asked: Filter, slug: str, dialect: str, number: ColumnElement[int]) -> Condition | None:
    """A filter that the index decides alone for the dossier of this number, None for others: one short value
    is looked up, for less than a dossier and its answers are read."""
    if asked.operator not in _RANGES or not _held(asked.column) or not _is_exact(asked):
        return None
    value = answer_values.alias("its_value")
    passes = and_(*_ranged(asked, value.c.word, dialect))
    if asked.operator != "egal" or dialect != "sqlite":
        return _looked_up(asked, slug, number, value, passes)
    # The dossiers of one value are side by side in this index, where all those of a list are far apart.
    mine = (_of(asked.column, slug, value.c.question), passes, value.c.amount == 0, value.c.dossier == number)
    one: Select[Any] = (
        select(literal_column("1")).select_from(value).where(*mine).with_hint(value, _BY_VALUE, "sqlite")
    )
    return one.correlate_except(value).limit(1).scalar_subquery() == literal_column("1")


def contained(asked: Filter, slug: str, dialect: str) -> Condition | None:
    """A text that holds another, told by its short value unless that is cut: folding the texts of many
    dossiers is what PostgreSQL does slowest."""
    wanted = bare(asked.values[0]) if asked.operator == "contient" else ""
    if not wanted or asked.column.type != "text" or not _held(asked.column) or len(wanted) >= LONGEST:
        return None
    value = answer_values.alias("its_value")
    word = value.c.word
    cut = and_(func.length(word) == LONGEST, condition(asked, dialect))  # then the whole text is judged
    return _looked_up(asked, slug, dossiers.c.number, value, or_(word.contains(wanted, autoescape=True), cut))


def _looked_up(
    asked: Filter, slug: str, number: ColumnElement[int], value: FromClause, passes: Condition
) -> Condition:
    """One value a dossier, not EXISTS: PostgreSQL would read all values at once to join them. Compared where
    it is read, for what is outside would look it up once more for each bound."""
    mine = (value.c.dossier == number, _of(asked.column, slug, value.c.question))
    found = select(passes).select_from(value).where(*mine)
    return found.correlate_except(value).limit(1).scalar_subquery()


def beside(asked: Filter, column: Column, dialect: str) -> tuple[Condition, ...]:
    """What the index itself can tell of a filter on the very answer that the list is sorted by."""
    if asked.operator not in _RANGES or asked.column.key != column.key or KINDS.get(column.type) != "text":
        return ()
    return _ranged(asked, _VALUES.word, dialect)


def _of(column: Column, slug: str, question: ColumnElement[Any] = _VALUES.question) -> Condition:
    table = answer_paths.c
    mine = [table.path == column.path, table.kind == KINDS[column.type]]
    if slug:
        return question == select(table.id).where(*mine, table.slug == slug).scalar_subquery()
    return question.in_(select(table.id).where(*mine))


def _boolean(text: str) -> str:
    return "true" if text == "oui" else "false"


_READ: Mapping[str, Any] = {"text": word_of, "number": float, "list": float, "boolean": _boolean}


def _holds(key: ColumnElement[Any], wanted: str, dialect: str) -> Condition:
    """It holds this text, or is cut: in what each database does quickest for all values of a question."""
    if dialect == "sqlite":
        return or_(func.instr(key, word_of(wanted)) > 0, func.length(key) == LONGEST)
    return or_(key.contains(word_of(wanted), autoescape=True), func.octet_length(key) >= LONGEST)


# Bounds are included, strict operators too: what the index rounds or cuts is judged again by the answer.
_RANGES: Mapping[str, Any] = {
    "egal": lambda key, values: (key == values[0],),
    "plus": lambda key, values: (key >= values[0],),
    "moins": lambda key, values: (key <= values[0],),
    "entre": lambda key, values: (key >= values[0], key <= values[1]),
    "contient": _holds,  # in its own way
}
_STRICT: Mapping[str, Any] = {
    "plus": lambda key, values: (key > values[0],),
    "moins": lambda key, values: (key < values[0],),
}
