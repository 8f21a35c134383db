"""A step as a WTForms form built from data: it draws questions and shows what was typed.

One WTForms field a question and a cell of a row. Nothing is judged here: the core does, once,
and its errors are put back on the questions. It refuses to know use cases and requests
(`posted` reads those).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from wtforms.form import BaseForm

from app.core.answers import FieldError, Verdict
from app.core.definition import Field, Step
from app.core.dossier import Attachment, Dossier
from app.core.field_types import field_type
from app.core.field_types.base import Typed
from app.core.field_types.repeat import Repeat as RepeatType
from app.core.linked_lists import allowed
from app.core.paths import get
from app.web.file_question import FileQuestion
from app.web.input_names import cell_path, input_id, split_cell
from app.web.questions import Question, Repeat, Row

Json = Any
Cells = list[list[tuple[Field, str]]]  # the cells of each row, with their absolute paths
Layout = list[tuple[Field, Cells]]


class StepForm(BaseForm):
    """The form of one step. `items` are what to draw, in order: questions and repeats."""

    items: tuple[Question | Repeat, ...]
    shown: tuple[str, ...]  # the absolute paths on the page, posted back as `_shown`
    revision: int

    def question(self, path: str) -> Question:
        """The question or cell at this absolute path."""
        return cast(Question, self[path])

    def questions(self) -> Iterator[Question]:
        """Every question and cell, in page order."""
        for item in self.items:
            if isinstance(item, Repeat):
                for row in item.rows:
                    yield from row.questions
            else:
                yield item

    @property
    def summary(self) -> list[tuple[str, str]]:
        """The error summary: pairs of target id and sentence, in page order."""
        lines = []
        for item in self.items:
            if item.error:
                lines.append((item.target, item.sentence))
            if isinstance(item, Repeat):
                lines += [
                    (cell.target, cell.sentence) for row in item.rows for cell in row.questions if cell.error
                ]
        return lines

    @property
    def wanted(self) -> str:
        """Which answers the page asks for: "", one, all, some or none. What is worked out does not count."""
        asked = [q for q in self.questions() if not q.question.calculated and q.drawing != "explanation"]
        needed = [question for question in asked if not question.optional]
        if len(needed) < len(asked):
            return "some" if needed else "none"
        return "all" if len(asked) > 1 else "one" if asked else ""

    @property
    def has_files(self) -> bool:
        """True when the page must post files."""
        return any(isinstance(question, FileQuestion) for question in self.questions())


def build(
    step: Step,
    dossier: Dossier,
    verdict: Verdict,
    errors: Sequence[FieldError] = (),
    *,
    typed: Mapping[str, Typed] | None = None,
    helped: bool = False,
    attachments: Sequence[Attachment] = (),
    max_upload: int = 0,
) -> StepForm:
    """The form of this step as the dossier stands; `typed` (absolute paths) goes before what is stored."""
    files = {"files": attachments, "max_upload": max_upload}
    return _Builder(dossier, verdict, {e.path: e for e in errors}, typed or {}, helped, files).build(step)


@dataclass(frozen=True, slots=True)
class _Builder:
    dossier: Dossier
    verdict: Verdict
    errors: Mapping[str, FieldError]
    typed: Mapping[str, Typed]
    helped: bool
    files: Mapping[str, Any]  # what a FileQuestion is told beside

    def build(self, step: Step) -> StepForm:
        layout = [(field, self._cells(field)) for field in step.fields if field.path in self.verdict.visible]
        unbound = {
            path: self._unbound(field, path, title)
            for item, rows in layout
            for field, path, title in self._leaves(item, rows)
        }
        form = StepForm(unbound)  # type: ignore[arg-type]
        form.process(data={path: self._typed(form.question(path).question, path) for path in unbound})
        errors = self._with_first_row(layout)
        for path in unbound:
            form.question(path).error = errors.get(path)
            form.question(path).shown_value = get(self.verdict.answers, path)
        form.items = tuple(self._item(form, field, rows, errors) for field, rows in layout)
        form.shown = tuple(unbound) + tuple(field.path for field, _rows in layout if field.fields)
        form.revision = self.dossier.revision
        return form

    def _unbound(self, field: Field, path: str, title: str) -> Question:
        row = path.rpartition(".")[0] if split_cell(path) else ""
        item = get(self.verdict.answers, row) if row else None
        about: dict[str, Any] = {"question": field, "path": path, "row_title": title, "helped": self.helped}
        about["allowed"] = allowed(field, self.verdict.answers, item)
        takes_files = field_type(field).value_type == "file"
        return FileQuestion(**about, **self.files) if takes_files else Question(**about)

    def _cells(self, field: Field) -> Cells:
        """For a repeat, the visible cells of each row."""
        if not field.fields:
            return []
        count = len(get(self.dossier.working, field.path) or [])
        if not count and _asks_a_row(field):
            return [
                [(cell, cell_path(field.path, 0, cell.path)) for cell in field.fields if cell.when is None]
            ]
        paths = [
            [(cell, cell_path(field.path, index, cell.path)) for cell in field.fields]
            for index in range(count)
        ]
        return [[(cell, path) for cell, path in row if path in self.verdict.visible] for row in paths]

    def _leaves(self, field: Field, rows: Cells) -> Iterator[tuple[Field, str, str]]:
        if not field.fields:
            yield field, field.path, ""
        for number, row in enumerate(rows, start=1):
            for cell, path in row:
                yield cell, path, row_title(field, number - 1)

    def _typed(self, field: Field, path: str) -> Typed:
        """What the inputs show: just typed, else typed before and not understood, else stored."""
        if path in self.typed:
            return self.typed[path]
        if path in self.dossier.typed:
            return {part: tuple(values) for part, values in self.dossier.typed[path].items()}
        value = get(self.dossier.working, path)
        return field_type(field).typed(field, value)

    def _with_first_row(self, layout: Layout) -> Mapping[str, FieldError]:
        """A row that is shown before it is stored: its questions are wrong, not the absence of a row."""
        errors = dict(self.errors)
        for field, rows in layout:
            wrong = errors.get(field.path)
            if wrong is None or wrong.code != "required" or not rows:
                continue
            del errors[field.path]
            for cell, path in rows[0]:
                if cell.required:
                    message = field_type(cell).message(cell, "required")
                    errors[path] = FieldError(path, "required", message, wrong.step_id)
        return errors

    def _item(
        self, form: StepForm, field: Field, rows: Cells, errors: Mapping[str, FieldError]
    ) -> Question | Repeat:
        if not field.fields:
            return form.question(field.path)
        least, most = int(field.schema.get("minItems", 0)), int(field.schema.get("maxItems", 500))
        return Repeat(
            question=field,
            path=field.path,
            id=input_id(field.path),
            rows=tuple(
                Row(number, row_title(field, number - 1), f"{input_id(field.path)}-ligne-{number}",
                    tuple(form.question(path) for _cell, path in row))
                for number, row in enumerate(rows, start=1)
            ),
            may_add=len(rows) < most,
            may_remove=len(rows) > least,
            error=errors.get(field.path),
        )  # fmt: skip


def _asks_a_row(field: Field) -> bool:
    """A repeat that cannot stay empty opens with one row, not yet stored."""
    return field.required or int(field.schema.get("minItems", 0)) > 0


def row_title(field: Field, index: int) -> str:
    """ "Enfant 2" for the row of index 1."""
    return RepeatType.row_title(field, index)
