"""The registry of ways to write an answer on an official form: as shown, in capitals, parts of a date…

Each gets the question, its stored value and the pattern of the mapping; it gives the text, "" for none.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from re import compile as pattern
from typing import Any

from app.core.definition import Field
from app.core.field_types import field_type
from app.core.language import _

Json = Any
_TOKENS = pattern("AAAA|AA|MM|JJ|HH|MN")
_DATE = pattern(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}):(\d{2}))?")
_TIME = pattern(r"(\d{2}):(\d{2})")
# "12 bis rue…": the number with its repetition, then the street
_HOUSE = pattern(r"\s*(\d+\s*(?:bis|ter|quater|[A-Da-d])?)[\s,]+(\S.*)")


@dataclass(frozen=True, slots=True)
class Asked:
    """`part` names the part of an answer that is an object: a line of an address."""

    field: Field
    value: Json
    pattern: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Writing:
    """How to write; `patterned` when it needs a pattern; `kinds` of question that it serves, None for all."""

    write: Callable[[Asked], str]
    patterned: bool = False
    kinds: frozenset[str] | None = None


def _shown(asked: Asked) -> str:
    if asked.part:
        text = stored(asked.value)
        return field_type(asked.field).in_words(asked.field, asked.part, text) or text
    return field_type(asked.field).read_back(asked.field, asked.value).replace("\u00a0", " ")


def stored(value: Json) -> str:
    """A value of JSON as the key of a table writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _digits(asked: Asked) -> str:
    return "".join(char for char in _shown(asked) if char.isdecimal())


def _dense(asked: Asked) -> str:
    """For cells: nothing between the letters and digits."""
    return "".join(char for char in _shown(asked) if char.isalnum())


def _moment(asked: Asked) -> str:
    text = stored(asked.value)
    found, hour = _DATE.match(text), _TIME.fullmatch(text)
    if not found and not hour:
        return ""
    year, month, day, at, minutes = found.groups(default="") if found else ("", "", "", *hour.groups())  # type: ignore[union-attr]
    known = {"AAAA": year, "AA": year[2:], "MM": month, "JJ": day, "HH": at, "MN": minutes}
    return _TOKENS.sub(lambda token: known[token[0]], asked.pattern)


def _amount(asked: Asked) -> str:
    shown = _shown(asked)
    return "".join(char for char in shown if char.isdecimal() or char in ",- ").strip()


def _around_at(side: int) -> Callable[[Asked], str]:
    return lambda asked: (*stored(asked.value).rpartition("@")[::2], "")[side]


def _house(place: int) -> Callable[[Asked], str]:
    def write(asked: Asked) -> str:
        found = _HOUSE.fullmatch(_shown(asked))
        if found is None:
            return "" if place == 1 else _shown(asked)
        return found[place].strip()

    return write


_DATED = frozenset({"date", "partial-date", "month", "date-time", "time"})
WRITINGS: Mapping[str, Writing] = {
    "shown": Writing(_shown),
    "stored": Writing(lambda asked: stored(asked.value)),
    "capitals": Writing(lambda asked: _shown(asked).upper()),
    "digits": Writing(_digits),
    "cells": Writing(_dense),
    "date": Writing(_moment, patterned=True, kinds=_DATED),
    "amount": Writing(_amount, kinds=frozenset({"amount", "decimal", "integer"})),
    "before-at": Writing(_around_at(0), kinds=frozenset({"email"})),
    "after-at": Writing(_around_at(1), kinds=frozenset({"email"})),
    "house-number": Writing(_house(1)),
    "street": Writing(_house(2)),
}


def pattern_flaw(text: str) -> str:
    """Why a pattern of date is no pattern, "" when it is one."""
    if _TOKENS.search(text):
        return ""
    return _("Le motif « {text} » n’a ni JJ, ni MM, ni AAAA, ni AA, ni HH, ni MN.").format(text=text)
