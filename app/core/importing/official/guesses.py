"""What a field obviously asks: a registry of guesses, tried in order, from cells, lengths, words and names.

Each gives our schema and how the answer is written back into the field. A guess is told, to be confirmed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from re import IGNORECASE
from re import compile as pattern
from typing import Any

from app.core.importing.labels import legal_name, one_line
from app.core.importing.official.gathering import HOURS, Group
from app.core.importing.proposals import format_of
from app.core.language import _

Json = Any
_DATE = pattern(r"^dates?\b|\bdate\b|^né|\bnée?\b|^le$|jusqu.?au|^dat[A-Z_]|^jj\W*mm", IGNORECASE)
_LINE, _LONG = 200, 2000  # characters, where the PDF sets no limit


@dataclass(frozen=True, slots=True)
class Guess:
    """`rules` are those of the mapping, by field, without their path; `sure` False: to be confirmed."""

    schema: Mapping[str, Json]
    rules: Mapping[str, Mapping[str, Json]]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Clue:
    """The group, its label, and the words of each box."""

    group: Group
    label: str
    options: tuple[str, ...] = ()


def guessed(clue: Clue) -> Guess:
    """The first guess that fits; the last always does."""
    return next(found for guess in GUESSES if (found := guess(clue)) is not None)


def _parts(clue: Clue) -> Guess | None:
    """Day, month and year, or hour and minutes, each in a field."""
    patterns = clue.group.patterns
    if not patterns:
        return None
    rules = {
        field.name: {"as": "date", "pattern": part}
        for field, part in zip(clue.group.fields, patterns, strict=True)
    }
    return Guess({"type": "string", "format": "time" if patterns == HOURS else "date"}, rules)


def _box(clue: Clue) -> Guess | None:
    field = clue.group.fields[0]
    if field.kind != "box":
        return None
    state = next((place.state for place in field.places if place.state), "Oui")
    return Guess({"type": "boolean"}, {field.name: {"states": {"true": state}}})


def _choice(clue: Clue) -> Guess | None:
    field = clue.group.fields[0]
    if field.kind not in ("choice", "list"):
        return None
    states = (
        [place.state for place in field.places] if field.kind == "choice" else [o[0] for o in field.options]
    )
    if not any(states):
        return None
    titles: dict[str, str] = {}  # state → words; several places of one state are one option
    for state, words in zip(states, clue.options, strict=False):
        if state and state not in titles:
            titles[state] = words or _("Choix {n}").format(n=len(titles) + 1)
    codes = _codes(titles.values())
    branches = [
        {"const": code, "title": one_line(title, 200)}
        for code, title in zip(codes, titles.values(), strict=True)
    ]
    states_of = dict(zip(codes, titles, strict=True))
    return Guess({"type": "string", "oneOf": branches}, {field.name: {"states": states_of}})


def _codes(titles: Any) -> list[str]:
    codes: list[str] = []
    for title in titles:
        wanted = legal_name(title).lower()[:40].rstrip("_")
        number = 1 + sum(code == wanted or code.startswith(f"{wanted}_") for code in codes)
        codes.append(wanted if wanted not in codes else f"{wanted}_{number}")
    return codes


def _date(clue: Clue) -> Guess | None:
    """Eight cells or ten, or a free line that speaks of a date."""
    field = clue.group.fields[0]
    said = " ".join((clue.label, field.tooltip))
    if field.length not in (0, 8, 10) or field.multiline:
        return None
    words = (
        _DATE.search(clue.label) or _DATE.search(field.tooltip) or _DATE.search(field.name.rpartition(".")[2])
    )
    if not words or (field.length == 0 and len(said.split()) > 8):
        return None
    shape = "JJMMAAAA" if field.length == 8 else "JJ/MM/AAAA"
    rule = {"as": "date", "pattern": shape}
    return Guess({"type": "string", "format": "date"}, {field.name: rule}, sure=bool(field.length))


def _known(clue: Clue) -> Guess | None:
    """A French kind, by the words; cells that are too few for it say no."""
    field = clue.group.fields[0]
    if field.multiline or " ou " in clue.label:
        return None
    limits = {"type": "string"} | ({"maxLength": field.length} if field.length else {})
    found, _by_name = format_of(limits, clue.label)
    if not found:
        return None
    rule: dict[str, Json] = {"as": "digits" if found == "fr-phone" else "cells"} if field.comb else {}
    return Guess({"type": "string", "format": found}, {field.name: rule}, sure=False)


def _long(clue: Clue) -> Guess | None:
    field = clue.group.fields[0]
    if not field.multiline:
        return None
    longest = max(field.length or _LONG, _LINE + 1)
    schema = {"type": "string", "maxLength": longest, "contentMediaType": "text/plain"}
    return Guess(schema, {field.name: {}})


def _text(clue: Clue) -> Guess | None:
    field = clue.group.fields[0]
    longest = min(field.length or _LINE, _LINE)
    return Guess({"type": "string", "maxLength": longest}, {field.name: {}})


GUESSES: tuple[Callable[[Clue], Guess | None], ...] = (_parts, _box, _choice, _date, _known, _long, _text)
