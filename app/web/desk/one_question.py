"""One question of a form drawn by itself, outside its step, with what was typed and its error."""

from werkzeug.datastructures import MultiDict

from app.core.answers import FieldError
from app.core.definition.linked_lists import allowed
from app.core.dossier import Dossier
from app.core.field_types import field_type
from app.core.field_types.base import Typed
from app.core.paths import get
from app.core.summary import Line
from app.web.input_names import input_name
from app.web.questions import Question
from app.web.step_form import StepForm


def names(line: Line) -> dict[str, str]:
    """Part → name of its input."""
    return {part: input_name(line.path, part) for part in field_type(line.field).parts_of(line.field)}


def typed_in(line: Line, form: MultiDict[str, str]) -> Typed:
    """What was posted for it."""
    return {part: tuple(form.getlist(name)) for part, name in names(line).items()}


def drawn(
    line: Line, dossier: Dossier, typed: Typed | None = None, error: FieldError | None = None
) -> Question:
    """The question as `questions.widget` wants it; without what was typed, with the dossier's answer."""
    row = line.path.rpartition("].")[0]
    item = get(dossier.answers, f"{row}]") if row else None
    unbound = Question(
        question=line.field,
        path=line.path,
        row_title="",
        helped=True,
        allowed=allowed(line.field, dossier.answers, item),
    )
    form = StepForm({line.path: unbound})  # type: ignore[arg-type]
    form.process(
        data={line.path: typed if typed is not None else field_type(line.field).typed(line.field, line.value)}
    )
    question = form.question(line.path)
    question.error, question.shown_value = error, line.value
    question.toggled = question.hidden = False
    return question
