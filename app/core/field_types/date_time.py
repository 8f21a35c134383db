"""A day and a time of day: when something happened, or when to come. Typed in four inputs."""

from collections.abc import Mapping
from datetime import date
from re import compile as pattern
from typing import Any, ClassVar

from app.core import french
from app.core.definition import Field
from app.core.field_types.base import Complaint, FieldType, NotUnderstood, Typed
from app.core.field_types.date import Date, civil_date
from app.core.field_types.date_bounds import out_of_bounds
from app.core.field_types.date_parts import DATE_PARTS, DAY, read_date, typed_parts, whole_date
from app.core.field_types.naming import named
from app.core.field_types.sentences import Params, Sentence
from app.core.field_types.time_of_day import STORED_TIME, ask_for_a_time, read_time, time_in_words
from app.core.language import _

Json = Any
HOUR = "heure"
LONGEST = 60  # characters of a whole answer in one input: "25 novembre 2026 à 14 heures 30 minutes"
_BETWEEN = pattern(r"[T ]")


def _required(field: Field, given: Params) -> str:
    return _("Saisissez {field}, par exemple 31 12 2026, 14h30").format(field=named(field.name))


class DateTime(FieldType):
    """Stored as "2026-11-25T14:30": the time of the clock where it happens, without zone nor seconds."""

    kind = "date-time"
    formats = ("date-time",)
    parts = (*DATE_PARTS, HOUR)
    widget = "date"
    cells = (2, 2, 4, 2, 2)
    date_bounds = True
    sentences: ClassVar[Mapping[str, Sentence]] = {
        **Date.sentences, "time": ask_for_a_time, "required": _required,
    }  # fmt: skip

    def parse(self, field: Field, typed: Typed) -> str | None:
        given = typed_parts(typed, self.parts)
        if not any(given.values()):
            return None
        if not any(given[part] for part in self.parts[1:]):
            given |= _whole(given[DAY])
        if not any(given[part] for part in DATE_PARTS):
            raise NotUnderstood("date-incomplete", DATE_PARTS)
        day = read_date(given)
        if not given[HOUR]:
            raise NotUnderstood("date-incomplete", (HOUR,))
        return f"{day.isoformat()}T{read_time(given[HOUR], HOUR)}"

    def typed(self, field: Field, value: Json) -> dict[str, tuple[str, ...]]:
        found = _stored(value)
        if found is None:
            return dict.fromkeys(self.parts, ())
        day, hour = found
        shown = {
            "jour": str(day.day),
            "mois": str(day.month),
            "annee": f"{day.year:04}",
            HOUR: hour.replace(":", "h"),
        }
        return {part: (text,) for part, text in shown.items()}

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        found = _stored(value)
        return out_of_bounds(field, found[0], today) if found else Complaint("format")

    def read_back(self, field: Field, value: Json) -> str:
        found = _stored(value)
        if found is None:
            return str(value)
        return _("{day} à {time}").format(day=french.date_in_words(found[0]), time=time_in_words(found[1]))

    def in_cells(self, value: Json) -> tuple[tuple[int, str], ...]:
        found = _stored(value)
        if found is None:
            return ()
        day, hour = found
        return (
            (2, f"{day.day:02}"),
            (2, f"{day.month:02}"),
            (4, f"{day.year:04}"),
            (2, hour[:2]),
            (2, hour[3:]),
        )


def _stored(value: Json) -> tuple[date, str] | None:
    """The day and "14:30" of a stored value, None for anything else."""
    day, _t, hour = value.partition("T") if isinstance(value, str) else ("", "", "")
    found = civil_date(day)
    return (found, hour) if found and STORED_TIME.fullmatch(hour) else None


def _whole(text: str) -> dict[str, str]:
    """The four parts of a whole answer in one input: "2026-11-25T14:30", "25/11/2026 14h30"."""
    for cut in _BETWEEN.finditer(text[:LONGEST]):
        given = whole_date(text[: cut.start()].removesuffix(" à").strip())
        if given:
            return {**given, HOUR: text[cut.end() :].removeprefix("à ").strip()}
    return whole_date(text) or {}
