"""Writing what was typed on one step into the working answers of a draft.

What was understood becomes an answer, what was not is kept as typed. It refuses to say what comes next.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from app.core.definition import Step
from app.core.dossier import Acting, Dossier
from app.core.errors import DraftConflict
from app.core.field_types.base import Typed
from app.core.identity import identity
from app.core.paths import get
from app.core.reading import Read, read
from app.core.working import laid_over
from app.usecases.filling import Sheet, judged, lay_open, reachable, require_editable
from app.usecases.ports import Ports, Transaction

Json = Any
Change = Callable[[Dossier, Step], Dossier]


def store_step(
    ports: Ports,
    dossier_id: str,
    step_id: str,
    typed: Mapping[str, Typed],
    *,
    based_on: int,
    acting: Acting,
    then: Change = lambda dossier, step: dossier,
) -> tuple[Sheet, Step]:
    """Write what was typed on the step, apply `then`, and judge again."""
    with ports.store.transaction() as tx:
        sheet = lay_open(ports, tx, dossier_id)
        require_editable(ports, tx, sheet, acting)
        step = reachable(sheet, step_id)
        if sheet.dossier.step_revisions.get(step_id, 0) > based_on:
            raise DraftConflict
        result = read(step.fields, typed)
        working = laid_over(sheet.dossier.working, result)
        changed = replace(sheet.dossier, working=working, typed=_still_typed(sheet.dossier, result))
        return _keep(ports, tx, sheet, then(changed, step), step, acting), step


def _still_typed(dossier: Dossier, result: Read) -> dict[str, Json]:
    """What was typed and not understood, without what this post mends."""
    kept = {path: value for path, value in dossier.typed.items() if path not in result.values}
    for path, (typed, _code, _parts) in result.not_understood.items():
        kept[path] = {part: list(values) for part, values in typed.items()}
    return kept


def _keep(ports: Ports, tx: Transaction, sheet: Sheet, changed: Dossier, step: Step, acting: Acting) -> Sheet:
    """Store the working answers with who they are about and the revision of this step."""
    who = identity(sheet.definition, changed.working)
    fresh = judged(ports, changed, sheet.definition, sheet.workflow, sheet.attachments)
    revision = sheet.dossier.revision
    stored = tx.dossiers.save_working(
        replace(
            changed,
            acting=acting if acting.actor.role != "citizen" else changed.acting,
            title=who.name or changed.title,
            email=_good_address(fresh) or changed.email,
            updated_at=ports.clock.now(),
            step_revisions={**changed.step_revisions, step.id: revision + 1},
        ),
        based_on=revision,
    )
    return replace(fresh, dossier=stored)


def _good_address(sheet: Sheet) -> str:
    """The person's own e-mail address as answered, "" while it is wrong: nobody is written to by mistake."""
    wrong = {error.path for error in sheet.verdict.errors}
    for _step, field in sheet.definition.fields():
        if field.autocomplete.split()[-1:] == ["email"] and not field.fields and field.path not in wrong:
            value = get(sheet.verdict.answers, field.path)
            if isinstance(value, str) and value:
                return value
    return ""
