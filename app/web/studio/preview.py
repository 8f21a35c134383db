"""The page of a step as the citizen will see it, question by question: one that has not changed since it was
drawn is not drawn again.

Every question is there, whatever its condition: nobody answers here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from gettext import NullTranslations
from typing import Any

from flask import current_app
from markupsafe import Markup

from app.core.answers import judge
from app.core.definition import Field, FormDefinition, Step
from app.core.dossier import ALONE, Dossier
from app.core.language import in_use
from app.usecases.latest import Latest
from app.web import step_form
from app.web.step_form import StepForm

Json = Any
_ANYTHING: Json = {"type": "object"}  # no answer is judged: the whole contract need not be compiled
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
_MOST = 1_000  # questions, as many as on five large forms


@dataclass(frozen=True, slots=True)
class _Beside:
    """All that the drawing of a question looks at, beside what the parser read of it."""

    step_id: str
    step_title: str
    today: date
    max_upload: int
    language: NullTranslations


# by the `id` of the question, which is kept
_drawn: Latest[int, tuple[Field, _Beside, Markup]] = Latest(_MOST)


def preview(definition: FormDefinition, step: Step, today: date, max_upload: int) -> list[tuple[str, Markup]]:
    """(path, drawing) of each question of this step, in order."""
    beside = _Beside(step.id, step.title, today, max_upload, in_use())
    known = {field.path: found for field in step.fields if (found := _find(field, beside)) is not None}
    fresh = tuple(field for field in step.fields if field.path not in known)
    if fresh:
        known |= dict(_draw(definition, replace(step, fields=fresh), beside))
    return [(field.path, known[field.path]) for field in step.fields if field.path in known]


def _find(field: Field, beside: _Beside) -> Markup | None:
    found = _drawn.find(id(field))
    return found[2] if found is not None and found[0] is field and found[1] == beside else None


def _draw(definition: FormDefinition, step: Step, beside: _Beside) -> Iterator[tuple[str, Markup]]:
    macros: Any = current_app.jinja_env.get_template("parts/questions.html").make_module({"step": step})
    fields = {field.path: field for field in step.fields}
    for item in _form(definition, step, beside.today, beside.max_upload).drawn:
        drawing: Markup = macros.draw(item, step.title)
        field = fields[item.path]
        _drawn.keep(id(field), (field, beside, drawing))
        yield item.path, drawing


def _form(definition: FormDefinition, step: Step, today: date, max_upload: int) -> StepForm:
    plain = replace(step, fields=tuple(map(_always, step.fields)), when=None)
    shown = replace(
        definition, steps=(plain,), schema=_ANYTHING, chapters=(), calculated=(), checks=(), eligibility=(),
        hash="",
    )  # fmt: skip
    dossier = Dossier(
        "", "", definition.slug, "", definition.service.id, "draft", 0, {}, {}, {}, ALONE, _NEVER, _NEVER
    )
    return step_form.build(plain, dossier, judge(shown, {}, today=today), max_upload=max_upload)


def _always(field: Field) -> Field:
    return replace(field, when=None, linked=None, fields=tuple(map(_always, field.fields)))
