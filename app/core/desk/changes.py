"""What differs between two readings of a dossier, answer by answer, in the words that people read.

It compares summaries: what is not shown does not count, and how an answer is kept does not either.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.summary import Line, Section


@dataclass(frozen=True, slots=True)
class Change:
    """`before` or `now` is "" when the answer was not there."""

    path: str
    label: str
    before: str
    now: str


def changes(before: Sequence[Section], now: Sequence[Section]) -> tuple[Change, ...]:
    """In the order of the page as it is now; what is no longer asked comes last."""
    past, present = _told(before), _told(now)
    return tuple(
        Change(path, label, past.get(path, ("", ""))[1], present.get(path, ("", ""))[1])
        for path, (label, _text) in {**present, **{k: v for k, v in past.items() if k not in present}}.items()
        if past.get(path, ("", ""))[1] != present.get(path, ("", ""))[1]
    )


def _told(sections: Iterable[Section]) -> Mapping[str, tuple[str, str]]:
    return {
        line.path: (line.label, _text(line))
        for section in sections
        for line in _flat(section.lines)
        if not line.rows
    }


def _flat(lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        yield line
        for row in line.rows:
            yield from _flat(row.lines)


def _text(line: Line) -> str:
    files = ", ".join(file.name for file in line.files)
    table = ", ".join(f"{label} : {text}" for label, text in line.table if text)
    return line.text or files or table
