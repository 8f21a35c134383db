"""Section of a dossier's page: the service's own small form, to read and to fill in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.core.answers import FieldError
from app.core.definition import FormDefinition
from app.core.desk import annotations
from app.core.dossier import Dossier
from app.core.field_types import Typed as TypedParts
from app.core.language import _
from app.core.summary import Line, summarise
from app.usecases.desk.process import Case
from app.web import step_form
from app.web.access import ports
from app.web.desk import address
from app.web.desk.sections.section import NOTHING, Section, Typed
from app.web.step_form import StepForm

NAME = "annotations"


@dataclass(frozen=True, slots=True)
class Returned(Typed):
    """What was posted and not kept: `parts` is what was typed in the questions that the page changed."""

    parts: Mapping[str, TypedParts] = field(default_factory=dict)
    wrong: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotated:
    """`lines` is what is filled in, `missing` names what must be before the decision, `base` the marks of
    what the form shows, `open` when something came back."""

    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    form: StepForm
    base: str
    url: str
    description: str
    open: bool


def form_of(own: FormDefinition, dossier: Dossier, back: Typed) -> StepForm:
    """The form as it is kept, what came back in its place."""
    bare: Mapping[str, object] = {"typed": {}, "row_ids": {}, "revision": 0, "field_revisions": {}}
    kept = replace(dossier, working=dossier.annotations, **bare)  # type: ignore[arg-type]
    returned = back if isinstance(back, Returned) else Returned()
    verdict = annotations.shown(own, kept.working, ports().clock.today(), returned.parts)
    return step_form.build(own.steps[0], kept, verdict, returned.wrong, typed=returned.parts, helped=True)


def _load(case: Case, typed: Typed) -> Annotated | None:
    own = annotations.form_of(case.definition)
    if own is None:
        return None
    kept, today = case.dossier.annotations, ports().clock.today()
    form = form_of(own, case.dossier, typed)
    marks = annotations.kept_marks(kept, form.shown)
    sections = summarise(own, annotations.shown(own, kept, today))
    lines = (line for section in sections for line in section.lines)
    return Annotated(
        lines=tuple(line for line in lines if line.text),
        missing=annotations.missing(case.definition, kept, today),
        form=form,
        base=" ".join(f"{path}={mark}" for path, mark in marks.items()),
        url=address.of_case("desk.annotate", case.dossier.reference),
        description=own.steps[0].description,
        open=typed is not NOTHING,
    )


SECTION = Section(
    name=NAME,
    title=lambda: _("Annotations du service"),
    anchor=NAME,
    template="desk/case_annotations.html",
    load=_load,
)
