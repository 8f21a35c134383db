"""Rows of a repeat: added, copied, moved, removed and put back on a page, which is saved at the same time.

Nothing is reproached here: the person is still filling the page in. A row is named as the page names
it ("enfants[1]") and found by the id that the page posts, wherever it stands now.
"""

from collections.abc import Callable, Mapping

from app.core import rows
from app.core.definition import Field, Step
from app.core.definition.fields_at import field_at
from app.core.dossier import ALONE, Acting, Dossier
from app.core.errors import UnknownAnswers
from app.core.field_types.base import Typed
from app.core.merging import BasedOn
from app.core.rows.placing import where
from app.usecases.fill.filling import Saved
from app.usecases.fill.keeping import store_step
from app.usecases.ports import Ports

OnRow = Callable[
    [Dossier, str, Field, int], Dossier
]  # dossier, path of the repeat, the repeat, the row's place


def add_row(
    ports: Ports,
    dossier_id: str,
    step_id: str,
    typed: Mapping[str, Typed],
    *,
    path: str,
    based_on: BasedOn,
    acting: Acting = ALONE,
) -> Saved:
    """Save the step as typed and add an empty row, up to the maximum of the repeat."""
    return _changed(ports, dossier_id, step_id, typed, path, based_on, acting, rows.added)


def restore_row(
    ports: Ports,
    dossier_id: str,
    step_id: str,
    typed: Mapping[str, Typed],
    *,
    path: str,
    row_id: str,
    based_on: BasedOn,
    acting: Acting = ALONE,
) -> Saved:
    """Save the step as typed and put a removed row back where it stood."""

    def back(dossier: Dossier, repeat: str, field: Field) -> Dossier:
        return rows.restored(dossier, repeat, field, row_id)

    return _changed(ports, dossier_id, step_id, typed, path, based_on, acting, back)


def change_row(
    ports: Ports,
    dossier_id: str,
    step_id: str,
    typed: Mapping[str, Typed],
    *,
    change: OnRow,
    path: str,
    index: int,
    based_on: BasedOn,
    acting: Acting = ALONE,
) -> Saved:
    """Save the step as typed and change one of its rows (see core.rows: duplicated, removed, moved_up…);
    one that is gone already changes nothing."""
    row = f"{path}[{index}]"

    def changed(dossier: Dossier, now: str, field: Field) -> Dossier:
        repeat, _bracket, number = now.rpartition("[")
        return change(dossier, repeat, field, int(number.rstrip("]")))

    return _changed(ports, dossier_id, step_id, typed, row, based_on, acting, changed)


def _changed(
    ports: Ports,
    dossier_id: str,
    step_id: str,
    typed: Mapping[str, Typed],
    path: str,
    based_on: BasedOn,
    acting: Acting,
    change: Callable[[Dossier, str, Field], Dossier],
) -> Saved:
    """The same page again. `path`: a repeat or one of its rows, as the page names it."""

    def changed(dossier: Dossier, step: Step) -> Dossier:
        field = field_at(
            step.fields, path.removesuffix("]").rpartition("[")[0] if path.endswith("]") else path
        )
        if field is None or not field.fields:
            raise UnknownAnswers([path])
        now = where(path, based_on, dossier)
        return dossier if now is None else change(dossier, now, field)

    sheet, step = store_step(
        ports, dossier_id, step_id, typed, based_on=based_on, acting=acting, then=changed
    )
    return Saved(
        sheet.dossier, sheet.definition, step, sheet.journey, sheet.verdict, errors=(), next_step=step,
        attachments=sheet.attachments,
    )  # fmt: skip
