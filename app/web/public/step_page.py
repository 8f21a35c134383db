"""The page of a step, or of one row of a repeat whose rows have a page each: drawn, and its address.

Both post the same way to the same use cases. It refuses to save and to decide where to go next.
"""

from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.definition.fields_at import field_at, row_name
from app.core.dossier import Dossier
from app.core.errors import DraftConflict
from app.core.page_rules import NOTHING
from app.core.rows import waiting
from app.core.rows.ids import next_id, row_ids
from app.core.rows.placing import at, where
from app.usecases.fill.correction import asked
from app.usecases.fill.filling import Saved, StepPage
from app.web import step_form
from app.web.access import current_acting, ports
from app.web.live_rules import block, rules_of
from app.web.posted import Posted
from app.web.public.conflict import Lost, base, lost, not_kept, prepared, sides, spelled
from app.web.public.progress import Progress
from app.web.step_form import StepForm

Opened = StepPage | Saved


def row_of(opened: Opened) -> str | None:
    """The row that the address names ("enfants[1]"): "" on the page of the step, None when it is gone."""
    named = request.view_args or {}
    if "row_id" not in named:
        return ""
    path, dossier = named["repeat"], opened.dossier
    field = field_at(opened.step.fields, path)
    if field is None or field.layout != "pages" or path not in opened.verdict.visible:
        return None
    ids = row_ids(dossier.working, dossier.row_ids, path)
    ids = ids or (next_id(dossier.working, dossier.row_ids, path),)  # shown before it is stored
    return f"{path}[{ids.index(named['row_id'])}]" if named["row_id"] in ids else None


def form_of(opened: Opened, **choices: Any) -> StepForm:
    """The form of an opened step, or of the row that the address names, with its errors."""
    row, today = row_of(opened) or "", ports().clock.today()
    rules = NOTHING if row else rules_of(opened.definition, opened.step, opened.verdict, today)
    return step_form.build(
        opened.step,
        opened.dossier,
        opened.verdict,
        opened.errors,
        helped=current_acting().mode != "autonome",
        attachments=opened.attachments,
        max_upload=ports().max_upload,
        row=row,
        rules=rules,
        **choices,
    )


def show(opened: Opened, form: StepForm, *, status: int = 200, **more: Any) -> Response:
    """The page of a step. `more`: what `parts/conflict.html` says of a conflict."""
    row = row_of(opened) or ""
    page = render_template(
        "public/row.html" if row else "public/step.html",
        dossier=opened.dossier,
        definition=opened.definition,
        step=opened.step,
        form=form,
        row_name=row_name(opened.step.fields, row),
        repeat=field_at(opened.step.fields, row.rpartition("[")[0]) if row else None,
        base=more.pop("base", None) or spelled(base(opened.dossier, form.shown + form.hidden)),
        not_kept=not_kept(opened.step, form.shown + form.hidden),
        live=block(form.rules, ports().clock.today()),
        progress=Progress.of(opened.journey, opened.dossier.reference, opened.step.id),
        ineligible=opened.verdict.ineligible,
        page_errors=form.summary,
        correction=asked(ports(), opened.dossier),
        back_to=request.args.get("retour", ""),
        **more,
    )
    return make_response(page, status)


def show_conflict(opened: StepPage, posted: Posted, refusal: DraftConflict) -> Response:
    """What was just typed stays in the inputs, beside what the other window had saved: one is chosen.
    What was typed in a row that is gone is told, and the row may be put back."""
    now = {path: where(path, posted.based_on, opened.dossier) for path in posted.typed}
    typed = {place: posted.typed[path] for path, place in now.items() if place is not None}
    found = sides(opened.step, opened.dossier, typed, refusal.paths)
    mine = form_of(opened, typed={side.path: typed[side.path] for side in found})
    more = prepared(mine, at(posted.based_on, opened.dossier), opened.dossier, found)
    gone: tuple[Lost, ...] = lost(opened.step, posted, refusal.gone, _may_come_back(opened.dossier))
    return show(opened, mine, status=409, conflict=str(refusal), lost=gone, **more)


def _may_come_back(dossier: Dossier) -> Any:
    """For a repeat and the id of a row: True while it may be put back."""
    return lambda path, row_id: any(gone.id == row_id for gone in waiting(dossier, path))


def to_page(saved: Opened, step_id: str, anchor: str | None = None) -> Response:
    """A redirection to the page of a step; the page of a row comes back to itself."""
    here = step_id == saved.step.id
    back = request.args.get("retour") if here else None
    place: dict[str, Any] = {"reference": saved.dossier.reference, "step_id": step_id, "retour": back}
    endpoint = "public.step"
    if here and row_of(saved):
        endpoint, place = "public.row", {**place, **(request.view_args or {})}
    return redirect(url_for(endpoint, _anchor=anchor, **place), code=303)


def to_list(saved: Opened, repeat: str) -> Response:
    """A redirection from the page of a row to the list of the rows."""
    form = step_form.build(saved.step, saved.dossier, saved.verdict)
    found = form.repeat(repeat)
    url = url_for(
        "public.step", reference=saved.dossier.reference, step_id=saved.step.id,
        retour=request.args.get("retour"), _anchor=found.id if found else "contenu",
    )  # fmt: skip
    return redirect(url, code=303)
