"""The working answers of a draft: what a page gave is laid over what was there.

Values are never edited in place: each function returns new answers. What a page did not
show is left alone, so a hidden answer comes back when its question is shown again.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from app.core.paths import drop, get, put
from app.core.reading import Read

Json = Any
Rows = list[Json]


def laid_over(working: Mapping[str, Json], read: Read) -> dict[str, Json]:
    """The working answers with what was read; an answer that was emptied, or not understood, is gone."""
    answers = deepcopy(dict(working))
    for path, value in read.values.items():
        if value is None:
            drop(answers, path)
        else:
            put(answers, path, value)
    for path in read.not_understood:
        drop(answers, path)
    return answers


def with_value(working: Mapping[str, Json], path: str, value: Json) -> dict[str, Json]:
    """The working answers with this value at this path."""
    answers = deepcopy(dict(working))
    put(answers, path, value)
    return answers


def with_rows(working: Mapping[str, Json], path: str, change: Callable[[Rows], Rows]) -> dict[str, Json]:
    """The working answers with the rows of a repeat changed; no row left means no answer."""
    answers = deepcopy(dict(working))
    rows = change(list(get(answers, path) or []))
    if rows:
        put(answers, path, rows)
    else:
        drop(answers, path)
    return answers
