"""What a step page posts, read strictly: only what the page offered, nothing else.

An unknown name refuses the whole post: it comes from another page or from a hand-made
request, and guessing would store something that nobody meant.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from werkzeug.datastructures import FileStorage, MultiDict

from app.core.definition import Field, Step
from app.core.definition.fields_at import field_at
from app.core.errors import UnknownAnswers
from app.core.field_types import field_type
from app.core.field_types.base import Typed
from app.core.merging import Basis
from app.core.paths import ROW_LIMIT
from app.core.rows import most
from app.web.buttons import NEXT, Button, read_button, whole_number
from app.web.input_names import input_name

CONTROLS = frozenset({"csrf_token", "_revision", "_shown", "_base", "_rows", "_version", "_action"})
CHOICE, MINE, THEIRS = "_choix:", "moi:", "autre"  # what to keep of a conflict: see `public.conflict`


Form = MultiDict[str, str]
Files = MultiDict[str, FileStorage]


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
    asked = {path: _question(step, path) for path in shown}
    unknown = [path for path, question in asked.items() if question is None]
    typed: dict[str, Typed] = {}
    offered = set(CONTROLS) | {CHOICE + path for path in shown}
    takes_files = {path for path, question in asked.items() if question and _takes_files(question)}
    for path, question in asked.items():
        if question and not question.fields and question.calculated is None and path not in takes_files:
            names = {part: input_name(path, part) for part in field_type(question).parts_of(question)}
            offered.update(names.values())
            if names:
                typed[path] = {part: tuple(form.getlist(name)) for part, name in names.items()}
    unknown += sorted(set(form) - offered) + sorted(set(files) - takes_files)
    button = read_button(step, form.get("_action", NEXT))
    revision = whole_number(form.get("_revision", "0"))
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
    return Posted(
        typed, frozenset(shown), Basis(revision, base, page_rows(form.get("_rows", ""))), button, chosen
    )


def _base(form: Form) -> dict[str, str] | None:
    """The marks of what the page had read ("nom=3f… prenom=9a…"), None from a page without them."""
    if "_base" not in form:
        return None
    return {path: mark for path, _sign, mark in (word.rpartition("=") for word in form["_base"].split())}


def _takes_files(question: Field) -> bool:
    return field_type(question).value_type == "file"


def _question(step: Step, path: str) -> Field | None:
    """The question of this step at an absolute path; a row beyond the maximum of its repeat is not one."""
    for end in (place for place, char in enumerate(path) if char == "["):
        repeat = field_at(step.fields, path[:end])
        number = whole_number(path[end + 1 :].partition("]")[0])
        if repeat is None or number is None or number >= most(repeat):
            return None
    return field_at(step.fields, path)


def page_rows(text: str) -> dict[str, tuple[str, ...]]:
    """The ids of the rows that a page showed, as it posts them: "enfants=1,2 enfants[0].jouets=1"."""
    told = (word.rpartition("=") for word in text.split())
    return {path: tuple(ids.split(","))[:ROW_LIMIT] for path, _sign, ids in told if path}


def only(form: Form, *names: str) -> None:
    """Refuse a small form that holds anything else than these names."""
    unknown = sorted(set(form) - {"csrf_token", *names})
    if unknown:
        raise UnknownAnswers(unknown)
