"""A time of day, typed as the French write it: "14h30", "14:30", "9 h", "midi".

It is the time on a clock, without seconds and without zone. Hours go from 0 to 23: "2 h" is at night.
"""

from collections.abc import Mapping
from datetime import date
from re import ASCII, IGNORECASE
from re import compile as pattern
from typing import Any, ClassVar

from app.core import french
from app.core.definition import Field
from app.core.field_types.base import Complaint, FieldType, NotUnderstood
from app.core.field_types.sentences import Sentence
from app.core.language import _

Json = Any
STORED_TIME = pattern(r"([01][0-9]|2[0-3]):([0-5][0-9])", ASCII)
_TYPED = (
    pattern(r"(\d{1,2}) ?(?:h|heures?|[:.,]) ?(?:(\d{2})(?: ?(?:mn?|min|minutes?))?)?", ASCII | IGNORECASE),
    pattern(r"(\d{1,2}) ?h ?(\d) ?(?:mn?|min|minutes?)", ASCII | IGNORECASE),  # "9 h 5 min"
    pattern(r"(\d{1,2})()", ASCII),  # "9"
    pattern(r"(\d{1,2})(\d{2})", ASCII),  # "930", "1430"
    pattern(r"(\d{2}):(\d{2}):00", ASCII),  # as programs write it
)
_WORDS = {"midi": "12:00", "minuit": "00:00"}


def read_time(text: str, part: str = "") -> str:
    """ "14:30" for what was typed. Raises NotUnderstood("time") about this part."""
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    found = next(filter(None, (shape.fullmatch(text) for shape in _TYPED)), None)
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise NotUnderstood("time", (part,))
    return f"{int(found[1]):02}:{int(found[2] or 0):02}"


def time_in_words(value: str) -> str:
    """ "14 h 30", "9 h", with the spaces that do not break."""
    hours, _colon, minutes = value.partition(":")
    text = f"{int(hours)}{french.NO_BREAK}h"
    return text if minutes == "00" else f"{text}{french.NO_BREAK}{minutes}"


def ask_for_a_time(field: Field, given: Mapping[str, Any]) -> str:
    """The sentence for what is no time."""
    return _("Saisissez une heure entre 0 h et 23 h 59. Exemple : 14h30")


class TimeOfDay(FieldType):
    """Stored as "14:30"."""

    kind = "time"
    formats = ("time",)
    cells = (2, 2)
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "time": ask_for_a_time,
        "format": ask_for_a_time,
        "type": ask_for_a_time,
    }

    def understand(self, field: Field, text: str) -> str:
        return read_time(text)

    def show(self, field: Field, value: Json) -> str:
        return str(value).replace(":", "h") if STORED_TIME.fullmatch(str(value)) else str(value)

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        return None if STORED_TIME.fullmatch(value) else Complaint("format")

    def read_back(self, field: Field, value: Json) -> str:
        return time_in_words(value) if STORED_TIME.fullmatch(str(value)) else str(value)
