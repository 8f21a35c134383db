"""One neutral reading of a dossier: the recap, the PDF, the desk, mails and exports all draw this.

It knows labels and texts in order; it refuses to know HTML, paper or columns.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.core import paths
from app.core.answers import Verdict
from app.core.definition import Field, FormDefinition, Step
from app.core.dossier import Attachment
from app.core.field_types import field_type
from app.core.field_types.repeat import Repeat

Json = Any


@dataclass(frozen=True, slots=True)
class Line:
    """One answer: `text` as read back in French ("27 mars 1985"), "" when unanswered.

    `value` is the stored value (for comb cells and tick boxes); `rows` is filled for a repeat,
    `files` for a question answered with files, `table` (label, text) for one answered line by line.
    `path` is absolute, with row numbers from 0: "enfants[1].prenom".
    """

    path: str
    label: str
    text: str
    value: Json
    field: Field
    rows: tuple["Row", ...] = ()
    files: tuple[Attachment, ...] = ()
    table: tuple[tuple[str, str], ...] = ()

    @property
    def advice(self) -> str:
        """A question about an answer that looks like a slip ("Vouliez-vous dire … ?"), "" for none."""
        return "" if self.value is None else field_type(self.field).advice(self.field, self.value)

    @property
    def is_table(self) -> bool:
        """True for a repeat that the author drew as a table, with at least one row."""
        return bool(self.rows) and self.field.layout == "table"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a repeat: `title` is "Enfant 2"."""

    title: str
    lines: tuple[Line, ...]

    def at(self, column: Field) -> Line | None:
        """The answer in this column, None where the row is not asked."""
        return next((line for line in self.lines if line.field.path == column.path), None)


@dataclass(frozen=True, slots=True)
class Section:
    """One step: `number` from 1 among the sections shown."""

    number: int
    step_id: str
    title: str
    lines: tuple[Line, ...]


BLANK_ROWS = 3  # rows of a repeat on a form to be filled by hand


@dataclass(frozen=True, slots=True)
class _Reading:
    """Where values come from; blank: every field, no value."""

    answers: Mapping[str, Json]
    visible: frozenset[str]
    mistyped: frozenset[str]
    blank: bool
    attachments: Mapping[str, Attachment] = field(default_factory=dict)  # by id


def summarise(
    definition: FormDefinition,
    verdict: Verdict | None,
    *,
    blank: bool = False,
    attachments: Iterable[Attachment] = (),
) -> tuple[Section, ...]:
    """The visible fields of the open steps, unanswered ones included with text "".

    blank: every field of the form whatever is visible, without values, with BLANK_ROWS rows
    for a repeat; `verdict` may then be None. A section without any line is left out.
    attachments: the files of the dossier; without them a question tells how many there are.
    """
    if verdict is None or blank:
        reading = _Reading({}, frozenset(), frozenset(), blank=True)
        return _numbered(definition.steps, reading)
    mistyped = frozenset(error.path for error in verdict.errors if error.code == "type")
    files = {attachment.id: attachment for attachment in attachments}
    reading = _Reading(verdict.answers, verdict.visible, mistyped, blank=False, attachments=files)
    return _numbered(verdict.open_steps, reading)


def told_row(repeat: Field, row: str, verdict: Verdict) -> tuple[Line, ...]:
    """The answered questions of one row ("enfants[1]"), for a list of rows."""
    mistyped = frozenset(error.path for error in verdict.errors if error.code == "type")
    reading = _Reading(verdict.answers, verdict.visible, mistyped, blank=False)
    return tuple(line for line in _lines(repeat.fields, f"{row}.", reading) if line.text)


def _numbered(steps: Sequence[Step], reading: _Reading) -> tuple[Section, ...]:
    drawn = [(step, tuple(_lines(step.fields, "", reading))) for step in steps]
    shown = [(step, lines) for step, lines in drawn if lines]
    return tuple(Section(n, step.id, step.title, lines) for n, (step, lines) in enumerate(shown, 1))


def _lines(fields: Sequence[Field], before: str, reading: _Reading) -> Iterator[Line]:
    for item in fields:
        path = before + item.path
        asks = field_type(item).widget != "explanation"
        if asks and (reading.blank or path in reading.visible):
            yield _line(item, path, reading)


def _line(item: Field, path: str, reading: _Reading) -> Line:
    value = paths.get(reading.answers, path)
    rows = tuple(_rows(item, path, value, reading)) if item.fields else ()
    files = _files(item, value, reading)
    text = ", ".join(file.name for file in files) or _text(item, path, value, reading)
    table = () if path in reading.mistyped else field_type(item).breakdown(item, value)
    return Line(path, item.label, text, value, item, rows, files, table)


def _files(item: Field, value: Json, reading: _Reading) -> tuple[Attachment, ...]:
    """The files of the dossier among these ids, in their order."""
    if field_type(item).value_type != "file" or not isinstance(value, list):
        return ()
    ids = (id_ for id_ in value if isinstance(id_, str))
    return tuple(reading.attachments[id_] for id_ in ids if id_ in reading.attachments)


def _text(item: Field, path: str, value: Json, reading: _Reading) -> str:
    """As read back; a value of the wrong type (from outside) is shown as it came."""
    if value is None:
        return ""
    return str(value) if path in reading.mistyped else field_type(item).read_back(item, value)


def _rows(item: Field, path: str, value: Json, reading: _Reading) -> Iterator[Row]:
    count = BLANK_ROWS if reading.blank else len(value) if isinstance(value, list) else 0
    for index in range(count):
        yield Row(Repeat.row_title(item, index), tuple(_lines(item.fields, f"{path}[{index}].", reading)))
