"""One answer out of the JSON of a dossier, in SQL: its text, number, truth, length or texts.

Paths are bound parameters. A value of another shape than the one asked for (from an older version of the
form) is NULL: it never breaks a list.
"""

from typing import Any, Protocol

from sqlalchemy import ARRAY, Boolean, ColumnElement, Numeric, Text, case, cast, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB

from app.adapters.database.models import dossiers
from app.core.desk.columns import Column

Value = ColumnElement[Any]
_EMPTY = ("", "[]", "{}", "null")


class Answer(Protocol):
    """What a filter or an order may ask of one answer."""

    def value(self) -> Value:
        """Whatever it is: to be compared with a text before it is asked whether it is one."""

    def text(self) -> Value: ...

    def number(self) -> Value: ...

    def truth(self) -> Value:
        """ "true" or "false"."""

    def length(self) -> Value:
        """How many items a list has."""

    def texts(self) -> Value:
        """The texts of an object or of a list, one after the other."""

    def holds(self, code: str) -> Value:
        """Whether a list holds this text."""

    def empty(self) -> Value:
        """Never NULL."""


def answer(column: Column, dialect: str) -> Answer:
    """The answer or the annotation of this column; its path has names and dots only."""
    kept = dossiers.c.annotations if column.of_agents else dossiers.c.answers
    return SqliteAnswer(column.path, kept) if dialect == "sqlite" else PostgresAnswer(column.path, kept)


class SqliteAnswer:
    def __init__(self, path: str, kept: Value) -> None:
        self._kept = kept
        self._path = literal("$" + "".join(f'."{name}"' for name in path.split(".")))
        self._type = func.json_type(kept, self._path, type_=Text)
        self._value = func.json_extract(kept, self._path, type_=Text)

    def value(self) -> Value:
        return self._value

    def text(self) -> Value:
        return case((self._type == "text", self._value))

    def number(self) -> Value:
        return case((self._type.in_(("integer", "real")), self._value))

    def truth(self) -> Value:
        return case((self._type.in_(("true", "false")), self._type))

    def length(self) -> Value:
        return case((self._type == "array", func.json_array_length(self._kept, self._path)))

    def texts(self) -> Value:
        each = func.json_each(self._kept, self._path).table_valued("value")
        together = select(func.group_concat(each.c.value, " ")).select_from(each).scalar_subquery()
        return case((self._type.in_(("object", "array")), together))

    def holds(self, code: str) -> Value:
        each = func.json_each(self._kept, self._path).table_valued("value")
        found = select(func.count()).select_from(each).where(each.c.value == code).scalar_subquery()
        return case((self._type == "array", found > 0))

    def empty(self) -> Value:
        return func.coalesce(self._value, "").in_(_EMPTY)


class PostgresAnswer:
    def __init__(self, path: str, kept: Value) -> None:
        place = cast(literal(path.split("."), ARRAY(Text)), ARRAY(Text))
        self._json = kept.op("#>", return_type=JSONB)(place)
        self._value = kept.op("#>>", return_type=Text)(place)
        self._type = func.jsonb_typeof(self._json, type_=Text)

    def value(self) -> Value:
        return self._value

    def text(self) -> Value:
        return case((self._type == "string", self._value))

    def number(self) -> Value:
        return case((self._type == "number", cast(self._value, Numeric)))

    def truth(self) -> Value:
        return case((self._type == "boolean", self._value))

    def length(self) -> Value:
        return case((self._type == "array", func.jsonb_array_length(self._json)))

    def texts(self) -> Value:
        members = func.jsonb_each_text(self._json).table_valued("key", "value")
        items = func.jsonb_array_elements_text(self._json).table_valued("value")
        return case(
            (self._type == "object", _together(members)),
            (self._type == "array", _together(items)),
        )

    def holds(self, code: str) -> Value:
        return case((self._type == "array", self._json.op("?", return_type=Boolean)(code)))

    def empty(self) -> Value:
        return func.coalesce(self._value, "").in_(_EMPTY)


def _together(rows: Any) -> Value:
    return select(func.string_agg(rows.c.value, " ")).select_from(rows).scalar_subquery()
