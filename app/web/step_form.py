"""A step as a WTForms form built from data: it draws questions and shows what was typed.

One WTForms field a question and a cell of a row. Nothing is judged here: the core does, once,
and its errors are put back on the questions. It refuses to know use cases and requests
(`posted` reads those).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from wtforms.form import BaseForm

from app.core import rows
from app.core.answers import FieldError, Verdict
from app.core.definition import Field, Step
from app.core.definition.fields_at import field_at, row_name
from app.core.definition.linked_lists import allowed
from app.core.dossier import Attachment, Dossier
from app.core.field_types import field_type
from app.core.field_types.base import Typed
from app.core.field_types.naming import lower_first
from app.core.field_types.repeat import Repeat as RepeatType
from app.core.page_rules import NOTHING, PageRules
from app.core.paths import declared, get
from app.core.summary import Line, told_row
from app.web import repeats, step_tree
from app.web.file_question import FileQuestion
from app.web.input_names import input_id
from app.web.questions import Question
from app.web.repeats import Repeat, Row, Undo, told
from app.web.step_tree import Branch, Node, grow

Json = Any


class StepForm(BaseForm):
    """The form of one step. `items` are what to draw, in order: questions and repeats."""

    items: tuple[Question | Repeat, ...]
    drawn: tuple[Question | Repeat, ...]  # the same, with those that live.js may show
    shown: tuple[str, ...]  # the absolute paths on the page, posted back as `_shown`
    rows: Mapping[str, tuple[str, ...]]  # the ids of the rows of each repeat
    hidden: tuple[str, ...]  # those that wait in the page, out of sight
    rules: PageRules
    revision: int

    def question(self, path: str) -> Question:
        """The question or cell at this absolute path."""
        return cast(Question, self[path])

    def questions(self) -> Iterator[Question]:
        """Every question and cell, in page order."""
        return repeats.leaves(self.items)

    def repeat(self, path: str) -> Repeat | None:
        """The repeat at this absolute path, None when the page does not show it."""
        return next((item for item in repeats.repeats(self.items) if item.path == path), None)

    @property
    def summary(self) -> list[tuple[str, str]]:
        """The error summary: pairs of target id and sentence, in page order."""
        return list(repeats.summary(self.items))

    @property
    def spelled_rows(self) -> str:
        """The ids of the rows on the page, as it posts them back (`_rows`)."""
        return " ".join(f"{path}={','.join(ids)}" for path, ids in self.rows.items() if ids)

    @property
    def wanted(self) -> str:
        """Which answers the page asks for: "", one, all, some or none. What is worked out does not count."""
        if any(repeat.layout == "pages" for repeat in repeats.repeats(self.items)):
            return ""  # what is asked on other pages is not told here
        everything = cast(Iterable[Question], self)
        asked = [q for q in everything if not q.question.calculated and q.drawing != "explanation"]
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
    row: str = "",
    rules: PageRules = NOTHING,
) -> StepForm:
    """The form of this step as the dossier stands; `typed` (absolute paths) goes before what is stored.

    row: the one row to show ("enfants[1]"), for a repeat whose rows have a page each.
    Questions that the page may show by itself (`rules`) are drawn with the others, hidden.
    """
    files = {"files": attachments, "max_upload": max_upload}
    wrong = {e.path: e for e in errors}
    return _Builder(dossier, verdict, wrong, typed or {}, helped, files, rules).build(step, row)


@dataclass(frozen=True, slots=True)
class _Builder:
    dossier: Dossier
    verdict: Verdict
    errors: Mapping[str, FieldError]
    typed: Mapping[str, Typed]
    helped: bool
    files: Mapping[str, Any]  # what a FileQuestion is told beside
    rules: PageRules = NOTHING

    def build(self, step: Step, row: str) -> StepForm:
        tree = grow(step, self.dossier, self.verdict, self.rules.toggled, row)
        leaves = tuple(step_tree.leaves(tree.nodes))
        form = StepForm({node.path: self._unbound(node) for node in leaves})  # type: ignore[arg-type]
        form.process(data={node.path: self._typed(node.field, node.path) for node in leaves})
        errors = self._with_first_rows(tree.nodes)
        for node in leaves:
            question = form.question(node.path)
            question.error = errors.get(node.path)
            question.shown_value = get(self.verdict.answers, node.path)
            question.toggled, question.hidden = self._is_toggled(node), node.waits
        form.drawn = tuple(self._item(form, node, errors) for node in tree.nodes)
        form.items = tuple(item for item in form.drawn if not item.hidden)
        drawn = (*leaves, *step_tree.repeats(tree.nodes))
        form.shown = tuple(node.path for node in drawn if not node.away)
        form.hidden = tuple(node.path for node in drawn if node.away)
        form.rows = tree.rows
        form.revision = self.dossier.revision
        form.rules = self.rules
        return form

    def _is_toggled(self, node: Node) -> bool:
        return declared(node.path) in self.rules.toggled

    def _unbound(self, node: Node) -> Question:
        about: dict[str, Any] = {"question": node.field, "path": node.path, "row_title": node.row}
        row = node.path.rpartition("].")[0]
        item = get(self.verdict.answers, f"{row}]") if row else None
        about |= {"helped": self.helped, "allowed": allowed(node.field, self.verdict.answers, item)}
        takes_files = field_type(node.field).value_type == "file"
        return FileQuestion(**about, **self.files) if takes_files else Question(**about)

    def _typed(self, field: Field, path: str) -> Typed:
        """What the inputs show: just typed, else typed before and not understood, else stored."""
        if path in self.typed:
            return self.typed[path]
        if path in self.dossier.typed:
            return {part: tuple(values) for part, values in self.dossier.typed[path].items()}
        value = get(self.dossier.working, path)
        return field_type(field).typed(field, value)

    def _with_first_rows(self, nodes: Sequence[Node]) -> Mapping[str, FieldError]:
        """A row that is shown before it is stored: its questions are wrong, not the absence of a row."""
        errors = dict(self.errors)
        for repeat in step_tree.repeats(nodes):
            wrong = errors.get(repeat.path)
            if wrong is None or wrong.code != "required" or not any(branch.nodes for branch in repeat.rows):
                continue
            del errors[repeat.path]
            for cell in repeat.rows[0].nodes:
                if cell.field.required and not cell.field.fields and not cell.away:
                    message = field_type(cell.field).message(cell.field, "required")
                    errors[cell.path] = FieldError(cell.path, "required", message, wrong.step_id)
        return errors

    def _item(self, form: StepForm, node: Node, errors: Mapping[str, FieldError]) -> Question | Repeat:
        if not node.field.fields:
            return form.question(node.path)
        return Repeat(
            question=node.field,
            path=node.path,
            id=input_id(node.path),
            rows=tuple(
                self._row(form, node, number, branch, errors) for number, branch in enumerate(node.rows, 1)
            ),
            least=rows.least(node.field),
            most=rows.most(node.field),
            error=errors.get(node.path),
            undo=self._undo(node),
            toggled=self._is_toggled(node),
            hidden=node.waits,
        )

    def _row(
        self, form: StepForm, repeat: Node, number: int, branch: Branch, errors: Mapping[str, FieldError]
    ) -> Row:
        listed = repeat.field.layout == "pages"
        return Row(
            number=number,
            title=RepeatType.row_title(repeat.field, number - 1),
            name=branch.name,
            path=branch.path,
            row_id=branch.row_id,
            id=f"{input_id(repeat.path)}-ligne-{number}",
            drawn=tuple(self._item(form, node, errors) for node in branch.nodes),
            lines=_lines(repeat.field, branch.path, self.verdict) if listed else (),
            errors=tuple(
                self._told(branch, error, repeat)
                for error in errors.values()
                if listed and error.path.startswith(f"{branch.path}.")
            ),
            complete=not any(e.path.startswith(f"{branch.path}.") for e in self.verdict.errors)
            and get(self.dossier.working, branch.path) is not None,
        )

    def _told(self, branch: Branch, error: FieldError, repeat: Node) -> str:
        """An error of a row that is only listed, with the name of its question."""
        field = field_at((repeat.field,), error.path)
        name = row_name((repeat.field,), error.path)
        return told(f"{name}, {lower_first(field.name)}" if field else branch.name, error)

    def _undo(self, node: Node) -> Undo | None:
        gone = rows.waiting(self.dossier, node.path)
        if not gone or len(node.rows) >= rows.most(node.field):
            return None
        return Undo(gone[0].id, RepeatType.row_title(node.field, gone[0].at))


def _lines(repeat: Field, row: str, verdict: Verdict) -> tuple[Line, ...]:
    """What tells a row from the others in a list: "Oui" alone tells nothing."""
    lines = told_row(repeat, row, verdict)
    return tuple(line for line in lines if field_type(line.field).value_type != "boolean")
