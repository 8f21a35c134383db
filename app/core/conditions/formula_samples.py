"""A formula tried on sample answers: what it reads, a first sample of each, and its result.

Samples are texts' values by path; a cell of rows has a list of them, one a row. It knows no page.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.core.conditions import Scope, evaluate
from app.core.conditions.sources import Source

Json = Any
_MOST_ROWS = 500
_AMOUNTS = (100, 40, 25, 10)
_FIRST: Mapping[str, Json] = {"date": "1985-03-27", "boolean": True, "rows": 2}


def first_sample(source: Source, number: int = 0) -> Json:
    """What a question is tried with at first, the cells of two rows; `number` tells amounts apart."""
    value = source.options[0].value if source.options else _FIRST.get(source.value_type, "texte")
    if source.value_type == "number":
        value = _AMOUNTS[number % len(_AMOUNTS)]
    if source.cell:
        return [value, value * 2 if source.value_type == "number" else value]
    return [value] if source.value_type == "choices" else value


def tried(expression: Json, samples: Mapping[str, Json], today: date) -> Json:
    """The value of the expression on these samples, None when it has none. The sample of a repeat is its
    number of rows; the samples of its cells fill them."""
    answers: dict[str, Json] = {}
    item: dict[str, Json] = {}
    for path, value in sorted(samples.items(), key=lambda pair: (pair[0].count("[]."), pair[0])):
        if path.startswith("item."):
            _put(item, path.removeprefix("item.").split("."), value)
        elif "[]." in path:
            _put_cells(answers, path, value if isinstance(value, list) else [value])
        else:
            _put(answers, path.split("."), value)
    return evaluate(expression, Scope(answers, today, item))


def rows_of_sample(number: Json) -> list[Json]:
    """So many empty rows."""
    return [{} for _row in range(min(max(number, 0), _MOST_ROWS))] if isinstance(number, int) else []


def _put(inside: dict[str, Json], names: Sequence[str], value: Json) -> None:
    for name in names[:-1]:
        below = inside.setdefault(name, {})
        if not isinstance(below, dict):
            return
        inside = below
    inside[names[-1]] = value


def _put_cells(answers: dict[str, Json], path: str, values: Sequence[Json]) -> None:
    rows, _dot, cell = path.partition("[].")
    kept: Json = answers
    for name in rows.split("."):
        kept = kept.get(name) if isinstance(kept, dict) else None
    listed = kept if isinstance(kept, list) else []
    listed += [{} for _more in range(len(values) - len(listed))]
    for row, value in zip(listed, values, strict=False):
        if "[]." in cell:
            _put_cells(row, cell, [value])
        else:
            _put(row, cell.split("."), value)
    _put(answers, rows.split("."), listed)
