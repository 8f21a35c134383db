"""Answers that come with a link or from another program, read as if a person had typed them.

What cannot be understood is kept as typed and told, never dropped; what no question asks is told too.
It refuses to decide: a person reads every page before anything is sent.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.core.answers import judge
from app.core.closeness import suggestion
from app.core.definition import Field, FormDefinition
from app.core.field_types import NotUnderstood, Typed, field_type
from app.core.language import _
from app.core.paths import ROW_LIMIT, put

Json = Any
Given = tuple[str, Field, Json]  # absolute path, question, value


@dataclass(frozen=True, slots=True)
class Unfit:
    """A value that will not simply be accepted: `code` and `message` say why, in French.

    `kept`: it is on its page, to be mended there.
    """

    path: str
    code: str
    message: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Prefill:
    """`working` and `typed` are for a fresh draft; `filled` are the absolute paths with a value."""

    working: Mapping[str, Json]
    typed: Mapping[str, Mapping[str, Sequence[str]]]
    filled: tuple[str, ...]
    unfit: tuple[Unfit, ...]


def prefill(definition: FormDefinition, given: Mapping[str, Json], today: date) -> Prefill:
    """Read answers given as nested objects, as dotted paths, or both."""
    reader = _Reader({}, {}, [])
    asked = {field.path: field for _step, field in definition.fields()}
    reader.read(given, asked, "")
    verdict = judge(definition, reader.working, today=today, typed=reader.typed)
    filled = tuple(_paths(reader.working)) + tuple(reader.typed)
    known = {unfit.path for unfit in reader.unfit}
    wrong = [
        Unfit(error.path, error.code, error.message, kept=True)
        for error in verdict.errors
        if error.code != "required" and error.path not in known
    ]
    return Prefill(reader.working, reader.typed, filled, (*reader.unfit, *wrong))


@dataclass(frozen=True, slots=True)
class _Reader:
    working: dict[str, Json]
    typed: dict[str, dict[str, tuple[str, ...]]]
    unfit: list[Unfit]

    def read(self, given: Mapping[str, Json], asked: Mapping[str, Field], before: str) -> None:
        """Walk objects down to the questions; `before` is the row around, "enfants[0].", or ""."""
        for path, value in _leaves(given, asked):
            field = asked.get(path)
            if field is None:
                self._unknown(before + path, path, asked)
            elif field.fields:
                self._rows(before + path, field, value)
            else:
                self._answer(before + path, field, value)

    def _rows(self, path: str, field: Field, value: Json) -> None:
        if not isinstance(value, list) or len(value) > ROW_LIMIT:
            self._tell(path, "not-rows", _("Une liste de lignes est attendue ici."))
            return
        cells = {cell.path: cell for cell in field.fields}
        for number, row in enumerate(value):
            if not isinstance(row, Mapping):
                self._tell(f"{path}[{number}]", "not-rows", _("Cette ligne n’est pas un objet."))
                continue
            put(self.working, f"{path}[{number}]", {})
            self.read(row, cells, f"{path}[{number}].")

    def _answer(self, path: str, field: Field, value: Json) -> None:
        kind = field_type(field)
        # What needs a text to be asked (the NIR) is typed by its holder: links end in logs.
        if field.calculated or not kind.parts_of(field) or kind.value_type == "file" or kind.needs_legal:
            message = _("Cette réponse ne se remplit pas d’avance.")
            self._tell(path, "not-prefillable", message)
            return
        typed = as_typed(field, value)
        try:
            answer = kind.parse(field, typed)
        except NotUnderstood as reason:
            self.typed[path] = {part: tuple(texts) for part, texts in typed.items()}
            message = kind.message(field, reason.code, reason.params)
            self.unfit.append(Unfit(path, reason.code, message, kept=True))
            return
        if answer is not None:
            put(self.working, path, answer)

    def _unknown(self, path: str, name: str, asked: Mapping[str, Field]) -> None:
        message = _("Aucune question ne s’appelle ainsi.")
        self._tell(path, "unknown-path", f"{message} {suggestion(name, asked)}".strip())

    def _tell(self, path: str, code: str, message: str) -> None:
        self.unfit.append(Unfit(path, code, message, kept=False))


def as_typed(field: Field, value: Json) -> Typed:
    """What a person would have typed for this value. A text goes to the first input, which takes whole
    answers too ("1985-03-27"); what has the wrong shape stays readable, to be mended."""
    kind = field_type(field)
    first = kind.parts_of(field)[0]
    if isinstance(value, str):
        return kind.of_program(field, value)
    if isinstance(value, list):
        return {first: tuple(_text(one) for one in value)}
    if isinstance(value, Mapping) and field.schema.get("type") == "object":
        return kind.typed(field, {str(name): _text(one) for name, one in value.items()})
    of_its_kind = {"boolean": bool, "number": int | float | Decimal}.get(kind.value_type, ())
    if value is None or (isinstance(value, of_its_kind) and not _disguised(kind.value_type, value)):
        return kind.typed(field, value)
    return {first: (_text(value),)}


def _disguised(value_type: str, value: Json) -> bool:
    """In Python a boolean is a number; in an answer it is not."""
    return value_type == "number" and isinstance(value, bool)


def _text(value: Json) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _leaves(
    given: Mapping[str, Json], asked: Mapping[str, Field], above: str = ""
) -> Iterator[tuple[str, Json]]:
    """(path, value): an object is opened only where a question stands below it."""
    for name, value in given.items():
        path = f"{above}{name}"
        opens = path not in asked and isinstance(value, Mapping)
        if opens and any(known.startswith(f"{path}.") for known in asked):
            yield from _leaves(value, asked, f"{path}.")
        else:
            yield path, value


def _paths(answers: Json, path: str = "") -> Iterator[str]:
    """The absolute path of each value that is not an object with names below it."""
    if isinstance(answers, Mapping) and answers:
        for name, value in answers.items():
            yield from _paths(value, f"{path}.{name}".removeprefix("."))
    elif isinstance(answers, list) and any(isinstance(row, Mapping) for row in answers):
        for number, row in enumerate(answers):
            yield from _paths(row, f"{path}[{number}]")
    elif answers not in ({}, []):
        yield path
