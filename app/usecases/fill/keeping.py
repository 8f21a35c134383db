"""Writing what was typed into the working answers of a draft: a whole step, or a few of its fields.

What was understood becomes an answer, what was not is kept as typed, what two windows changed in two
ways waits for a choice. It refuses to say what comes next.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from app.core.definition import Step
from app.core.dossier import Acting, Dossier
from app.core.errors import DraftConflict
from app.core.field_types.base import Typed
from app.core.identity import identity
from app.core.merging import BasedOn, Merged, Stored, as_stored, merge
from app.core.paths import get
from app.core.reading import Read, read
from app.core.rows.placing import Placing, place
from app.core.working import laid_over
from app.usecases.fill.filling import Sheet, judged, lay_open, reachable, require_editable
from app.usecases.fill.verdicts import remember
from app.usecases.ports import Ports, Transaction

Json = Any
T = TypeVar("T")
Change = Callable[[Dossier, Step], Dossier]
Given = tuple[Mapping[str, Typed], BasedOn]  # what was typed, and what its page had read
TRIES = 5


@dataclass(frozen=True, slots=True)
class Kept:
    """After writing: the draft as it stands, what was read, and the fields that wait for a choice."""

    sheet: Sheet
    step: Step
    posted: Read
    merged: Merged
    placing: Placing


def store_step(
    ports: Ports,
    dossier_id: str,
    step_id: str,
    typed: Mapping[str, Typed],
    *,
    based_on: BasedOn,
    acting: Acting,
    then: Change = lambda dossier, step: dossier,
) -> tuple[Sheet, Step]:
    """Write what was typed on the step, apply `then`, and judge again.

    DraftConflict names the fields that wait for a choice: the others are kept, `then` is not applied.
    """
    kept = patiently(
        lambda: _store(ports, dossier_id, step_id, lambda step: (typed, based_on), acting, then, always=True)
    )
    if kept.merged.conflicts or kept.placing.lost:
        raise DraftConflict(kept.merged.conflicts, kept.placing.lost)
    return kept.sheet, kept.step


def store_fields(
    ports: Ports, dossier_id: str, step_id: str, given: Callable[[Step], Given], acting: Acting
) -> Kept:
    """Write a few fields. `given` reads them once the step is known; nothing new, nothing written."""
    return patiently(lambda: _store(ports, dossier_id, step_id, given, acting, lambda dossier, step: dossier))


def patiently(attempt: Callable[[], T]) -> T:
    """Somebody else wrote between our reading and our writing: read again, and merge with that."""
    for _again in range(TRIES - 1):
        try:
            return attempt()
        except DraftConflict:
            continue
    return attempt()


def _store(
    ports: Ports,
    dossier_id: str,
    step_id: str,
    given: Callable[[Step], Given],
    acting: Acting,
    then: Change,
    *,
    always: bool = False,
) -> Kept:
    with ports.store.transaction() as tx:
        sheet = lay_open(ports, tx, dossier_id)
        require_editable(ports, tx, sheet, acting)
        step = reachable(sheet, step_id)
        placing = place(*given(step), sheet.dossier, step.fields)
        posted = read(step.fields, placing.typed)
        merged = merge(posted, stored(sheet.dossier), placing.basis)
        changed = _written(sheet.dossier, merged.taken)
        if not merged.conflicts and not placing.lost:
            changed = then(_marked(changed, step) if always else changed, step)
        if always or changed is not sheet.dossier:
            sheet = _keep(ports, tx, sheet, changed, acting)
        return Kept(sheet, step, posted, merged, placing)


def stored(dossier: Dossier) -> Stored:
    """The draft as merging wants it."""
    return Stored(dossier.working, dossier.typed, dossier.field_revisions)


def _written(dossier: Dossier, taken: Read) -> Dossier:
    """The draft with what is new; each field remembers the revision that is about to be made."""
    paths = [*taken.values, *taken.not_understood]
    if not paths:
        return dossier
    typed = {path: value for path, value in dossier.typed.items() if path not in taken.values}
    typed |= {path: as_stored(given) for path, given in taken.typed.items()}
    return replace(
        dossier,
        working=laid_over(dossier.working, taken),
        typed=typed,
        field_revisions={**dossier.field_revisions, **dict.fromkeys(paths, dossier.revision + 1)},
    )


def _marked(dossier: Dossier, step: Step) -> Dossier:
    """The draft, knowing that this step was sent even if it was left empty: the list of parts then offers it
    no more. Revision 0 is that of an answer never given: merging sees no difference."""
    return replace(dossier, field_revisions={step.fields[0].path: 0, **dossier.field_revisions})


def _keep(ports: Ports, tx: Transaction, sheet: Sheet, changed: Dossier, acting: Acting) -> Sheet:
    """Store the working answers with who they are about."""
    who, today = identity(sheet.definition, changed.working), ports.clock.today()
    fresh = judged(ports, changed, sheet.definition, sheet.workflow, sheet.attachments)
    kept = tx.dossiers.save_working(
        replace(
            changed,
            acting=acting if acting.actor.role != "citizen" else changed.acting,
            title=who.name or changed.title,
            email=_good_address(fresh) or changed.email,
            updated_at=ports.clock.now(),
        ),
        based_on=sheet.dossier.revision,
    )
    remember(sheet.definition, kept, today, fresh.verdict)
    return replace(fresh, dossier=kept)


def _good_address(sheet: Sheet) -> str:
    """The person's own e-mail address as answered, "" while it is wrong: nobody is written to by mistake."""
    wrong = {error.path for error in sheet.verdict.errors}
    for _step, field in sheet.definition.fields():
        if field.autocomplete.split()[-1:] == ["email"] and not field.fields and field.path not in wrong:
            value = get(sheet.verdict.answers, field.path)
            if isinstance(value, str) and value:
                return value
    return ""
