"""What one question becomes in a table: one column, or several with typed cells.

A registry by kind, else by value type, else the text. A value of another shape (an answer
of an older version) is exported as it is read back, never lost and never an error.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.core.definition import Field
from app.core.exporting.texts import clean
from app.core.field_types import field_type
from app.core.field_types.date import civil_date
from app.core.field_types.numbers import exact
from app.core.language import _

Json = Any
# What a cell holds. A tuple is several texts: a list in JSON, joined elsewhere.
Cell = None | str | bool | int | Decimal | date | datetime | tuple[str, ...]
TEXT, NUMBER, DATE, MOMENT = "text", "number", "date", "moment"
NUMBER_DIGITS = 15  # more digits than that, and a spreadsheet changes the last ones


@dataclass(frozen=True, slots=True)
class Part:
    """One column of a question. `suffix` follows its path in the key ("situation:code"), `label` the
    question's in the header; `form` is text, number, date or moment; `read` gives the cell of a value."""

    read: Callable[[Json], Cell]
    form: str = TEXT
    suffix: str = ""
    label: str = ""


Reader = Callable[[Field], Iterable[Part]]


def parts(field: Field) -> tuple[Part, ...]:
    """The columns of this question; () for an explanation, which asks nothing."""
    kind = field_type(field)
    if kind.widget == "explanation":
        return ()
    return tuple((READERS.get(kind.kind) or READERS.get(kind.value_type) or _text)(field))


def _told(field: Field) -> Callable[[Json], Cell]:
    """As read back by a person; whatever cannot be is written as it was stored."""
    kind = field_type(field)

    def read(value: Json) -> Cell:
        try:
            return clean(kind.read_back(field, value))
        except (TypeError, ValueError, AttributeError, KeyError, ArithmeticError):
            return clean(str(value))

    return read


def _text(field: Field) -> Iterable[Part]:
    """Identifiers stay as stored, without the spaces that help to read: other files are joined on them."""
    told = _told(field)
    yield Part(lambda value: clean(value) if isinstance(value, str) else told(value))


def _read_back(field: Field) -> Iterable[Part]:
    yield Part(_told(field))


def _number(field: Field) -> Iterable[Part]:
    yield Part(lambda value: number(value), NUMBER)


def number(value: Json) -> Cell:
    """The exact number, or its text when it is none or has more digits than a spreadsheet keeps."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return clean(str(value))
    precise = exact(value)
    return precise if len(precise.as_tuple().digits) <= NUMBER_DIGITS else format(precise, "f")


def _date(field: Field) -> Iterable[Part]:
    yield Part(lambda value: civil_date(value) or clean(str(value)), DATE)


def _moment(field: Field) -> Iterable[Part]:
    yield Part(_instant, MOMENT)


def _instant(value: Json) -> Cell:
    try:
        return datetime.fromisoformat(value).replace(tzinfo=None)
    except (TypeError, ValueError):
        return clean(str(value))


def _boolean(field: Field) -> Iterable[Part]:
    told = _told(field)
    yield Part(lambda value: value if isinstance(value, bool) else told(value))


def _choice(field: Field) -> Iterable[Part]:
    """The title for people, the code for programs."""
    yield Part(_told(field))
    yield Part(_as_stored, suffix=":code", label=_("code"))


def _listed(field: Field) -> Iterable[Part]:
    """The same for a list short enough to be held by code."""
    told, code = _choice(field)
    titles = {option.value: clean(option.title) for option in reversed(field_type(field).options(field))}

    def read(value: Json) -> Cell:
        known = titles.get(value) if isinstance(value, str) else None
        return told.read(value) if known is None else known

    yield replace(told, read=read)
    yield code


def _choices(field: Field) -> Iterable[Part]:
    titles = {option.value: option.title for option in field_type(field).options(field)}
    yield Part(lambda value: tuple(clean(titles.get(code, code)) for code in _texts(value)))
    yield Part(_texts, suffix=":code", label=_("codes"))


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(clean(str(item)) for item in value) if isinstance(value, list) else (clean(str(value)),)


def _as_stored(value: Json) -> Cell:
    return clean(value) if isinstance(value, str) else clean(str(value))


def _amounts(field: Field) -> Iterable[Part]:
    """One column a line of the table."""
    kind = field_type(field)
    for line in kind.parts_of(field):
        yield Part(_line(line), NUMBER, f".{line}", kind.part_label(field, line))


def _line(name: str) -> Callable[[Json], Cell]:
    def read(value: Json) -> Cell:
        held = value.get(name) if isinstance(value, Mapping) else None
        return None if held is None else number(held)

    return read


def _address(field: Field) -> Iterable[Part]:
    """The whole in one cell, then what lists are sorted and counted by."""
    yield Part(_told(field))
    for name, label in (
        ("code_postal", _("code postal")),
        ("commune", _("commune")),
        ("code_commune", _("code de la commune")),
        ("pays", _("pays")),
    ):
        yield Part(_piece(name), suffix=f".{name}", label=label)


def _piece(name: str) -> Callable[[Json], Cell]:
    def read(value: Json) -> Cell:
        held = value.get(name) if isinstance(value, Mapping) else None
        return None if held is None else clean(str(held))

    return read


def _files(field: Field) -> Iterable[Part]:
    """The names of the files: the layout gives them instead of the ids."""
    yield Part(_texts)


READERS: Mapping[str, Reader] = {
    "commune": _choice,
    "town": _choice,
    "address": _address,
    "address-in-france": _address,
    "date-time": _moment,
    "phone": _read_back,
    "number": _number,
    "date": _date,
    "boolean": _boolean,
    "choice": _listed,
    "choices": _choices,
    "amounts": _amounts,
    "file": _files,
}


def joined(cell: Sequence[str]) -> str:
    """Several texts in one cell."""
    return ", ".join(cell)
