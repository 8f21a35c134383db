"""How long a form takes: an estimate from its questions, for the start page and the task list.

It judges nothing and knows no person; an author who measured says `start.minutes` instead.
"""

from collections.abc import Iterable, Mapping
from math import ceil
from types import MappingProxyType

from app.core.definition import Field, Step
from app.core.field_types import field_type

WORDS_A_SECOND = 140 / 60  # reading with attention
# Seconds: one thing known by heart, something to write, something to look for.
SIMPLE, LONG, FILE = 10, 60, 180
_BY_VALUE: Mapping[str, int] = MappingProxyType({"file": FILE, "rows": 0})
_BY_WIDGET: Mapping[str, int] = MappingProxyType({"long-text": LONG, "address": LONG, "explanation": 0})


def minutes(steps: Iterable[Step]) -> int:
    """Whole minutes, at least one, to read and answer these steps. What is optional, or depends on other
    answers, counts half; a row is counted once."""
    seconds = sum(_seconds(field, step.when is not None) for step in steps for field in step.fields)
    return max(1, ceil(seconds / 60))


def _seconds(field: Field, conditional: bool) -> float:
    words = len(f"{field.label} {field.hint}".split())
    half = conditional or field.when is not None or not field.required
    own = words / WORDS_A_SECOND + (0 if field.calculated else _answering(field)) * (0.5 if half else 1)
    return own + sum(_seconds(cell, half) for cell in field.fields)


def _answering(field: Field) -> int:
    kind = field_type(field)
    return _BY_VALUE.get(kind.value_type, _BY_WIDGET.get(kind.widget_for(field), SIMPLE))
