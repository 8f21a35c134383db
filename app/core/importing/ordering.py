"""Puts questions in an order in which each reads earlier ones only, then shares them out among steps.

A condition that would look forward moves its source earlier; in a loop, the condition is dropped
and told. Nothing here reads a schema.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import Any

from app.core.conditions.language import operands
from app.core.importing.labels import TO_NAME, TO_WRITE, legal_name, one_line
from app.core.importing.questions import Question
from app.core.language import _

Json = Any
_LOOSE = 6  # questions of the root on one page
_LONG = 10
_MOST_STEPS = 48
_FEW_STEPS = 12
_CHAPTER = 8


@dataclass(frozen=True, slots=True)
class Page:
    """One step to be."""

    title: str
    questions: tuple[Question, ...]


def ordered(questions: Sequence[Question]) -> list[Question]:
    """The same questions, the sources of a condition before it; a loop stays in the given order."""
    by_path = {question.path: question for question in questions}
    done: dict[str, Question] = {}
    for question in questions:
        _place(question, by_path, done)
    return list(done.values())


def _place(question: Question, by_path: dict[str, Question], done: dict[str, Question]) -> None:
    """Depth first with its own stack: conditions may be chained far."""
    stack = [question.path]
    opened: set[str] = set()
    while stack:
        path = stack[-1]
        if path in done:
            stack.pop()
            continue
        waiting = [
            source
            for source in _sources(by_path[path])
            if source in by_path and source not in done and source not in opened and source != path
        ]
        if path in opened or not waiting:
            done[path] = by_path[path]
            stack.pop()
        else:
            opened.add(path)
            stack += reversed(waiting)


def _sources(question: Question) -> Iterator[str]:
    for read in operands(question.when()):
        yield read.removeprefix("item.")


def pages(questions: Sequence[Question]) -> list[Page]:
    """Few questions a page, by object; more a page when there would be too many pages."""
    found = list(_by_section(questions))
    if len(found) > _MOST_STEPS:
        size = max(_LONG, ceil(len(questions) / _MOST_STEPS))
        found = [Page("", tuple(questions[at : at + size])) for at in range(0, len(questions), size)]
    return [Page(_titled(page.title, number), page.questions) for number, page in enumerate(found, 1)]


def _titled(title: str, number: int) -> str:
    if not title:
        return _("Étape {n}").format(n=number) + f" {TO_NAME}"
    return title if TO_WRITE not in title else title.replace(TO_WRITE, TO_NAME)


def _by_section(questions: Sequence[Question]) -> Iterator[Page]:
    loose: list[Question] = []
    for section, together in groupby(questions, key=lambda question: question.sections[:1]):
        listed = list(together)
        if not section or (len(listed) == 1 and not listed[0].cells):
            for question in listed:
                if question.cells:
                    yield from _runs(loose)
                    loose = []
                    yield Page(one_line(question.label, 200), (question,))
                elif _breaks(loose, question):
                    yield from _runs(loose)
                    loose = [question]
                else:
                    loose.append(question)
            continue
        yield from _runs(loose)
        loose = []
        yield from _split(section[0], listed)
    yield from _runs(loose)


def _breaks(loose: Sequence[Question], question: Question) -> bool:
    """A page is full, or a run with one prefix ends ("adresse_rue", "adresse_ville", then "nom")."""
    if len(loose) >= _LOOSE:
        return True
    prefixes = [known.path.partition("_")[0] for known in (*loose[-2:], question)]
    return len(loose) >= 3 and prefixes[0] == prefixes[1] != prefixes[2]


def _runs(loose: Sequence[Question]) -> Iterator[Page]:
    if loose:
        yield Page("", tuple(loose))


def _split(title: str, listed: Sequence[Question]) -> Iterator[Page]:
    """The questions of one object: whole, else by sub-object, else by tens; a list is a page of its own."""
    single = [question for question in listed if question.cells]
    if len(listed) <= _LONG and not single:
        yield Page(one_line(title, 200), tuple(listed))
        return
    pieces: list[tuple[str, list[Question]]] = []
    for (inner, rows), together in groupby(
        listed, key=lambda q: (q.sections[1:2], q.path if q.cells else "")
    ):
        group = list(together)
        name = group[0].label if rows else " — ".join((title, *inner))
        pieces.append((name, group))
    for name, group in pieces:
        for at in range(0, len(group), _LONG):
            part = f" ({at // _LONG + 1})" if len(group) > _LONG else ""
            yield Page(one_line(name, 200) + part, tuple(group[at : at + _LONG]))


def step_ids(found: Sequence[Page]) -> list[str]:
    """A short name for addresses a page, all different."""
    ids: list[str] = []
    for number, page in enumerate(found, 1):
        words = legal_name(page.title.replace(TO_NAME, "")).lower().replace("_", "-")
        wanted = "-".join(part for part in words.split("-") if part)[:40].strip("-") or f"etape-{number}"
        ids.append(wanted if wanted not in ids else f"{wanted}-{number}")
    return ids


def chapters(ids: Sequence[str]) -> list[Json]:
    """Parts of a long form, [] for a short one."""
    if len(ids) <= _FEW_STEPS:
        return []
    return [
        {
            "title": _("Partie {n}").format(n=number) + f" {TO_NAME}",
            "steps": list(ids[at : at + _CHAPTER]),
        }
        for number, at in enumerate(range(0, len(ids), _CHAPTER), 1)
    ]
