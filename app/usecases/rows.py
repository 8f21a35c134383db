"""Rows of a repeat: added and removed on the page of their step, which is saved at the same time.

Nothing is reproached here: the person is still filling the page in.
"""

from collections.abc import Mapping
from dataclasses import replace

from app.core.definition import Field, Step
from app.core.dossier import ALONE, Acting, Dossier
from app.core.errors import UnknownAnswers
from app.core.field_types.base import Typed
from app.core.paths import ROW_LIMIT
from app.core.working import with_rows, without_row
from app.usecases.filling import Saved
from app.usecases.keeping import Change, store_step
from app.usecases.ports import Ports


def add_row(
    ports: Ports,
    dossier_id: str,
    step_id: str,
    typed: Mapping[str, Typed],
    *,
    path: str,
    based_on: int,
    acting: Acting = ALONE,
) -> Saved:
    """Save the step as typed and add an empty row, up to the maximum of the repeat."""

    def added(dossier: Dossier, step: Step) -> Dossier:
        limit = int(_repeat(step, path).schema.get("maxItems", ROW_LIMIT))
        working = with_rows(dossier.working, path, lambda rows: [*rows, {}][: max(limit, len(rows))])
        return replace(dossier, working=working)

    return _rows_changed(ports, dossier_id, step_id, typed, based_on, acting, added)


def remove_row(
    ports: Ports,
    dossier_id: str,
    step_id: str,
    typed: Mapping[str, Typed],
    *,
    path: str,
    index: int,
    based_on: int,
    acting: Acting = ALONE,
) -> Saved:
    """Save the step as typed and take one row away; a row that is gone already changes nothing."""

    def removed(dossier: Dossier, step: Step) -> Dossier:
        _repeat(step, path)
        working = with_rows(dossier.working, path, lambda rows: [*rows[:index], *rows[index + 1 :]])
        return replace(dossier, working=working, typed=without_row(dossier.typed, path, index))

    return _rows_changed(ports, dossier_id, step_id, typed, based_on, acting, removed)


def _repeat(step: Step, path: str) -> Field:
    found = next((field for field in step.fields if field.path == path and field.fields), None)
    if found is None:
        raise UnknownAnswers([path])
    return found


def _rows_changed(
    ports: Ports,
    dossier_id: str,
    step_id: str,
    typed: Mapping[str, Typed],
    based_on: int,
    acting: Acting,
    change: Change,
) -> Saved:
    """The same page again, with nothing reproached: the person is still filling it in."""
    sheet, step = store_step(ports, dossier_id, step_id, typed, based_on=based_on, acting=acting, then=change)
    return Saved(
        sheet.dossier, sheet.definition, step, sheet.journey, sheet.verdict, errors=(), next_step=step,
        attachments=sheet.attachments,
    )  # fmt: skip
