"""Saving a few fields of a step while the person is still filling it in.

Nothing is reproached for being empty, nothing leads anywhere: it tells what is kept, what was not
understood and what another window had changed. It refuses to know pages and scripts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.core.definition import FormDefinition, Step
from app.core.dossier import ALONE, Acting, Dossier
from app.core.merging import posted_marks
from app.usecases.fill.keeping import Given, store_fields, stored
from app.usecases.ports import Ports


@dataclass(frozen=True, slots=True)
class Autosaved:
    """`marks`: what the page has now read, for each field that is stored as it was posted.

    `not_understood`: path → what to do about it, for fields kept as typed. `lost`: fields of rows that
    are gone. Paths are those of now; `moved` gives them for each path of the page, `lost` has the page's.
    """

    dossier: Dossier
    definition: FormDefinition
    step: Step
    saved: tuple[str, ...]
    conflicts: tuple[str, ...]
    not_understood: Mapping[str, str]
    marks: Mapping[str, str]
    moved: Mapping[str, str]
    lost: tuple[str, ...]


def save(
    ports: Ports,
    dossier_id: str,
    step_id: str,
    given: Callable[[Step], Given],
    acting: Acting = ALONE,
) -> Autosaved:
    """Keep what `given` reads from the step's post. The same save made twice changes nothing."""
    kept = store_fields(ports, dossier_id, step_id, given, acting)
    sheet, conflicts = kept.sheet, kept.merged.conflicts
    now = stored(sheet.dossier)
    posted = posted_marks(kept.posted)
    told = {error.path: error.message for error in sheet.verdict.of_step(step_id)}
    return Autosaved(
        dossier=sheet.dossier,
        definition=sheet.definition,
        step=kept.step,
        saved=tuple(path for path in posted if path not in conflicts),
        conflicts=conflicts,
        not_understood={path: told.get(path, "") for path in kept.posted.not_understood},
        marks={path: mark for path, mark in posted.items() if now.mark(path) == mark},
        moved=kept.placing.moved,
        lost=kept.placing.lost,
    )
