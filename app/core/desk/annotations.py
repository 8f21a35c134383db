"""The agents' own small form beside a dossier: declared in the definition, judged as the citizen's questions.

It is a form of one step, so that whatever reads and judges a form reads and judges it too. The citizen
never sees it; nothing here knows who may.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.core.answers import NOTHING_TYPED, FieldError, Verdict, judge
from app.core.definition import FormDefinition
from app.core.field_types import Typed, field_type
from app.core.merging import Basis, Stored, merge
from app.core.paths import get
from app.core.reading import read
from app.core.working import laid_over

Json = Any
REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Noted:
    """What an agent's page brought, laid over what is kept. `mine` is what the page changed, `theirs` what
    somebody else had changed since it was read, `conflicts` both, to different answers.

    `errors` leave out what is only missing: that is asked for at the decision. `unasked` (question, what was
    typed) is not kept: another answer, perhaps a colleague's, no longer asks it.
    """

    verdict: Verdict
    errors: tuple[FieldError, ...]
    mine: frozenset[str]
    theirs: frozenset[str]
    conflicts: tuple[str, ...]
    unasked: tuple[tuple[str, str], ...] = ()


def form_of(definition: FormDefinition) -> FormDefinition | None:
    """The annotations as a form of its own, None when the definition declares none."""
    own = definition.annotations
    if own is None:
        return None
    hash_ = f"{definition.hash}:annotations" if definition.hash else ""
    return replace(
        definition, schema=own.schema, steps=(own.step,), chapters=(), calculated=(), checks=(),
        eligibility=(), scenarios=(), annotations=None, hash=hash_,
    )  # fmt: skip


def kept_marks(annotations: Mapping[str, Json], shown: Sequence[str]) -> dict[str, str]:
    """The marks that a page showing these questions carries."""
    return Stored(annotations, {}).marks(shown)


def note(
    form: FormDefinition, kept: Mapping[str, Json], typed: Mapping[str, Typed], basis: Basis, today: date
) -> Noted:
    """Read and judge what was typed; `kept` is not changed."""
    posted = read(form.steps[0].fields, typed)
    stored = Stored(kept, {})
    merged = merge(posted, stored, basis)
    paths = [*posted.values, *posted.not_understood]
    known = {path: basis.mark(path) for path in paths}
    verdict = judge(form, laid_over(kept, merged.taken), today=today, typed=merged.taken.typed)
    return Noted(
        verdict=verdict,
        errors=tuple(error for error in verdict.errors if error.code != REQUIRED),
        mine=frozenset([*merged.taken.values, *merged.taken.not_understood, *merged.conflicts]),
        theirs=frozenset(path for path in paths if known[path] not in (None, stored.mark(path))),
        conflicts=merged.conflicts,
        unasked=tuple(_unasked(form, merged.taken.values, verdict)),
    )


def _unasked(form: FormDefinition, taken: Mapping[str, Json], verdict: Verdict) -> Iterator[tuple[str, str]]:
    for _step, field in form.fields():
        value = taken.get(field.path)
        if value is not None and field.path not in verdict.visible:
            yield field.name, field_type(field).read_back(field, value)


def shown(
    form: FormDefinition, kept: Mapping[str, Json], today: date, parts: Mapping[str, Typed] = NOTHING_TYPED
) -> Verdict:
    """The verdict on what a page shows: what is kept, under what came back from the page before."""
    return note(form, kept, parts, Basis(0, kept_marks(kept, [*parts])), today).verdict


def missing(definition: FormDefinition, kept: Mapping[str, Json], today: date) -> tuple[str, ...]:
    """The names of what must be filled in before the dossier is decided."""
    form = form_of(definition)
    if form is None:
        return ()
    lacking = {error.path for error in judge(form, kept, today=today).errors if error.code == REQUIRED}
    return tuple(field.name for field in form.steps[0].fields if field.path in lacking)


def changed(form: FormDefinition, before: Mapping[str, Json], now: Mapping[str, Json]) -> tuple[str, ...]:
    """The names of the questions whose answers differ, in order."""
    fields = form.steps[0].fields
    return tuple(field.name for field in fields if get(before, field.path) != get(now, field.path))
