"""What a step page posts, read strictly: only what the page offered, nothing else.

An unknown name refuses the whole post: it comes from another page or from a hand-made
request, and guessing would store something that nobody meant.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from werkzeug.datastructures import FileStorage, MultiDict

from app.core.definition import Field, Step
from app.core.errors import UnknownAnswers
from app.core.field_types import field_type
from app.core.field_types.base import Typed
from app.core.merging import Basis
from app.web.input_names import input_name, split_cell

CONTROLS = frozenset({"csrf_token", "_revision", "_shown", "_base", "_action"})
CHOICE, MINE, THEIRS = "_choix:", "moi:", "autre"  # what to keep of a conflict: see `public.conflict`
NEXT, LATER, ADD, REMOVE = "suivant", "plus-tard", "ajouter", "retirer"
JOIN, REMOVE_FILE = "joindre", "retirer-piece"
MOST_DIGITS = 10


Form = MultiDict[str, str]
Files = MultiDict[str, FileStorage]


@dataclass(frozen=True, slots=True)
class Button:
    """What was pressed, with the repeat, the question or the file that it is about."""

    action: str
    path: str = ""
    index: int = -1
    attachment_id: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """`typed` and `files` by absolute path; `shown` what the page showed."""

    typed: Mapping[str, Typed]
    shown: frozenset[str]
    based_on: Basis
    button: Button
    files: Mapping[str, tuple[FileStorage, ...]] = field(default_factory=dict)

    @property
    def action(self) -> str:
        return self.button.action

    @property
    def path(self) -> str:
        return self.button.path


def collect(step: Step, form: Form, files: Files) -> Posted:
    """Read a post of this step, or raise UnknownAnswers with the names that were never offered."""
    shown = form.get("_shown", "").split()
    asked = {path: _field_at(step, path) for path in shown}
    unknown = [path for path, question in asked.items() if question is None]
    typed: dict[str, Typed] = {}
    offered = set(CONTROLS) | {CHOICE + path for path in shown}
    takes_files = {path for path, question in asked.items() if question and _takes_files(question)}
    for path, question in asked.items():
        if question and not question.fields and question.calculated is None and path not in takes_files:
            names = {part: input_name(path, part) for part in field_type(question).parts}
            offered.update(names.values())
            if names:
                typed[path] = {part: tuple(form.getlist(name)) for part, name in names.items()}
    unknown += sorted(set(form) - offered) + sorted(set(files) - takes_files)
    button = _button(step, form.get("_action", NEXT))
    revision = _number(form.get("_revision", "0"))
    if unknown or button is None or revision is None:
        raise UnknownAnswers(unknown or ["_action", "_revision"])
    chosen = {path: tuple(item for item in files.getlist(path) if item.filename) for path in takes_files}
    base = _base(form)
    for path in shown:
        choice = form.get(CHOICE + path, "")
        if choice == THEIRS:
            typed.pop(path, None)
        elif choice.startswith(MINE) and base is not None:
            base[path] = choice.removeprefix(MINE)  # the other answer was read before choosing
    return Posted(typed, frozenset(shown), Basis(revision, base), button, chosen)


def _base(form: Form) -> dict[str, str] | None:
    """The marks of what the page had read ("nom=3f… prenom=9a…"), None from a page without them."""
    if "_base" not in form:
        return None
    return {path: mark for path, _sign, mark in (word.rpartition("=") for word in form["_base"].split())}


def _takes_files(question: Field) -> bool:
    return field_type(question).value_type == "file"


def _field_at(step: Step, path: str) -> Field | None:
    """The question of this step at an absolute path; a row beyond the maximum is not one."""
    cell = split_cell(path)
    if cell is None:
        return next((field for field in step.fields if field.path == path), None)
    base, index, name = cell
    repeat = next((field for field in step.fields if field.path == base and field.fields), None)
    if repeat is None or index >= int(repeat.schema.get("maxItems", 500)):
        return None
    return next((field for field in repeat.fields if field.path == name), None)


def _button(step: Step, value: str) -> Button | None:
    """The button of a value ("suivant", "ajouter:enfants", "retirer:enfants[1]"…), None when unknown."""
    verb, _colon, rest = value.partition(":")
    if value in (NEXT, LATER):
        return Button(value)
    if verb == REMOVE_FILE and rest:
        return Button(verb, attachment_id=rest)
    if verb == JOIN:
        joined = _field_at(step, rest)
        return Button(verb, rest) if joined and _takes_files(joined) else None
    path, _bracket, number = rest.partition("[")
    question = next((field for field in step.fields if field.path == path), None)
    if question is None:
        return None
    if verb == ADD and not number and question.fields:
        return Button(verb, path)
    index = _number(number.rstrip("]"))
    if verb == REMOVE and question.fields and index is not None:
        return Button(verb, path, index)
    return None


def _number(text: str) -> int | None:
    """None for what is not a small whole number: int() refuses thousands of digits by an exception."""
    return int(text) if len(text) < MOST_DIGITS and text.isascii() and text.isdecimal() else None


def only(form: Form, *names: str) -> None:
    """Refuse a small form that holds anything else than these names."""
    unknown = sorted(set(form) - {"csrf_token", *names})
    if unknown:
        raise UnknownAnswers(unknown)
