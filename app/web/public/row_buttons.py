"""After a button of a row: back to the page, where the person goes on, whatever reads the page aloud.

Each is told in a sentence. It refuses to change rows (see usecases.rows).
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from app.core import rows as core_rows
from app.core.language import _
from app.core.rows.placing import where
from app.usecases.fill import rows
from app.usecases.fill.filling import Saved
from app.web import step_form
from app.web.access import current_acting, ports
from app.web.buttons import ADD, COPY, DOWN, REMOVE, RESTORE, UP
from app.web.posted import Posted
from app.web.public.step_page import form_of, to_page
from app.web.repeats import Row

_ON_ROW: Mapping[str, rows.OnRow] = {
    COPY: core_rows.duplicated,
    REMOVE: core_rows.removed,
    UP: core_rows.moved_up,
    DOWN: core_rows.moved_down,
}


def store_rows(dossier_id: str, step_id: str, posted: Posted) -> Saved:
    """Save the page and do what its button says to the rows."""
    button = posted.button
    about: dict[str, Any] = {
        "path": button.path, "based_on": posted.based_on, "acting": current_acting(),
    }  # fmt: skip
    if button.action == ADD:
        return rows.add_row(ports(), dossier_id, step_id, posted.typed, **about)
    if button.action == RESTORE:
        return rows.restore_row(ports(), dossier_id, step_id, posted.typed, row_id=button.row_id, **about)
    change = _ON_ROW[button.action]
    return rows.change_row(
        ports(), dossier_id, step_id, posted.typed, change=change, index=button.index, **about
    )


def _to_added(saved: Saved, posted: Posted) -> Response:
    """In the first input of the new row, on its own page when it has one."""
    row = _row(saved, posted, -1)
    return _to_row(saved, posted, row)


def _to_copy(saved: Saved, posted: Posted) -> Response:
    """In the first input of the copy: what differs is typed there."""
    now = _now(saved, posted, f"{posted.path}[{posted.button.index}]")
    row = _row(saved, posted, int(now.rpartition("[")[2].rstrip("]")) + 1) if now else None
    if row is not None:
        flash(_("Ligne dupliquée : {row}.").format(row=row.name), "ok")
    return _to_row(saved, posted, row)


def _to_heading(saved: Saved, posted: Posted) -> Response:
    """On the heading of the rows that are left: it is read with the line that tells the removal."""
    repeat = form_of(saved).repeat(_now(saved, posted, posted.path) or "")
    return to_page(saved, saved.step.id, repeat.id if repeat else "contenu")


def _to_restored(saved: Saved, posted: Posted) -> Response:
    """On the row that is back."""
    return _to_known(saved, posted, posted.button.row_id, _("Ligne remise à sa place."))


def _to_moved(saved: Saved, posted: Posted) -> Response:
    """On the row that moved, wherever it is now."""
    told = posted.based_on.rows.get(posted.path, ())
    index = posted.button.index
    return _to_known(saved, posted, told[index] if index < len(told) else "", _("Ligne déplacée."))


def _to_known(saved: Saved, posted: Posted, row_id: str, told: str) -> Response:
    repeat = form_of(saved).repeat(_now(saved, posted, posted.path) or "")
    row = next((row for row in repeat.rows if row.row_id == row_id), None) if repeat else None
    if row is not None:
        flash(told, "ok")
    return to_page(saved, saved.step.id, row.id if row else repeat.id if repeat else "contenu")


def _to_row(saved: Saved, posted: Posted, row: Row | None) -> Response:
    repeat = form_of(saved).repeat(_now(saved, posted, posted.path) or "")
    if row is None:
        return to_page(saved, saved.step.id, repeat.id if repeat else "contenu")
    if repeat is not None and repeat.layout == "pages":
        page = step_form.build(saved.step, saved.dossier, saved.verdict, row=row.path)
        first = next((question.target for question in page.questions()), None)
        return redirect(
            url_for(
                "public.row", reference=saved.dossier.reference, step_id=saved.step.id, repeat=repeat.path,
                row_id=row.row_id, retour=request.args.get("retour"), _anchor=first,
            ),
            code=303,
        )  # fmt: skip
    return to_page(saved, saved.step.id, row.target)


def _row(saved: Saved, posted: Posted, index: int) -> Row | None:
    repeat = form_of(saved).repeat(_now(saved, posted, posted.path) or "")
    return repeat.rows[index] if repeat and -1 <= index < len(repeat.rows) and repeat.rows else None


def _now(saved: Saved, posted: Posted, path: str) -> str | None:
    """Where what the page names stands now."""
    return where(path, posted.based_on, saved.dossier)


AFTER_ROWS: Mapping[str, Callable[[Saved, Posted], Response]] = {
    ADD: _to_added,
    COPY: _to_copy,
    REMOVE: _to_heading,
    RESTORE: _to_restored,
    UP: _to_moved,
    DOWN: _to_moved,
}
