"""One step of a form: show it, save it, add and remove rows and files.

Every button of the page saves; only "Continuer" asks for right answers. Files are kept first: a
wrong answer beside them, or another window, never loses one.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.answers import FieldError
from app.core.definition import Step
from app.core.errors import DraftConflict
from app.core.language import _
from app.usecases import fill, rows
from app.usecases.correction import asked
from app.usecases.filling import Saved, StepPage
from app.web import step_form
from app.web.access import current_acting, open_dossier, ports
from app.web.file_question import FileQuestion
from app.web.live_rules import block, rules_of
from app.web.posted import ADD, JOIN, LATER, NEXT, REMOVE, REMOVE_FILE, Posted, collect
from app.web.public import pieces
from app.web.public.blueprint import blueprint
from app.web.public.conflict import base, not_kept, prepared, sides, spelled
from app.web.public.progress import Progress
from app.web.questions import Repeat
from app.web.step_form import StepForm

BACK_TO_RECAP = "verifier"  # ?retour=verifier: the person came from the recap and goes back to it


@blueprint.get("/dossiers/<reference>/etapes/<step_id>")
def step(reference: str, step_id: str) -> Response:
    """/dossiers/<reference>/etapes/<step> · holder"""
    dossier_id = open_dossier(reference)
    opened = fill.open_step(ports(), dossier_id, step_id, current_acting())
    return show(opened, form_of(opened))


@blueprint.post("/dossiers/<reference>/etapes/<step_id>")
def save(reference: str, step_id: str) -> Response:
    """/dossiers/<reference>/etapes/<step> · holder: saves, then goes on or shows what is wrong"""
    dossier_id = open_dossier(reference)
    opened = fill.open_step(ports(), dossier_id, step_id, current_acting())
    posted = collect(opened.step, request.form, request.files)
    try:
        refused = pieces.change(opened, posted)
        saved = store(dossier_id, step_id, posted)
    except DraftConflict as refusal:
        return show_conflict(fill.open_step(ports(), dossier_id, step_id, current_acting()), posted, refusal)
    if refused:
        saved = with_refused(saved, refused, posted)
        return show(saved, form_of(saved), status=422)
    return AFTER[posted.action](saved, posted)


def store(dossier_id: str, step_id: str, posted: Posted) -> Saved:
    """Save by the use case of the button that was used."""
    common: dict[str, Any] = {"based_on": posted.based_on, "acting": current_acting()}
    if posted.action == ADD:
        return rows.add_row(ports(), dossier_id, step_id, posted.typed, path=posted.path, **common)
    if posted.action == REMOVE:
        row: dict[str, Any] = {"path": posted.path, "index": posted.button.index}
        return rows.remove_row(ports(), dossier_id, step_id, posted.typed, **row, **common)
    return fill.save_step(ports(), dossier_id, step_id, posted.typed, shown=posted.shown, **common)


def with_refused(saved: Saved, refused: tuple[FieldError, ...], posted: Posted) -> Saved:
    """A refused file is told whatever the button; the rest is reproached by "Continuer" only."""
    paths = {error.path for error in refused}
    others = tuple(error for error in saved.errors if error.path not in paths)
    return replace(saved, errors=refused + (others if posted.action == NEXT else ()))


def go_on(saved: Saved, posted: Posted) -> Response:
    """To the next step; or the page again, with its errors (422) or with new questions."""
    form = form_of(saved)
    if saved.errors:
        return show(saved, form, status=422)
    if saved.verdict.ineligible:
        return redirect(url_for("public.not_eligible", reference=saved.dossier.reference), code=303)
    if saved.new_questions:
        flash(_("Vos réponses ouvrent de nouvelles questions : répondez-y, puis continuez."), "info")
        fresh = next((q.target for q in form.questions() if q.path not in posted.shown), "contenu")
        return _to(saved, saved.step.id, fresh)
    if saved.next_step is None or request.args.get("retour") == BACK_TO_RECAP:
        return redirect(url_for("public.recap", reference=saved.dossier.reference), code=303)
    if _ends_a_chapter(saved, saved.next_step):
        return redirect(url_for("public.task_list", reference=saved.dossier.reference), code=303)
    return _to(saved, saved.next_step.id)


def _ends_a_chapter(saved: Saved, following: Step) -> bool:
    """A long form goes back to its parts at the end of each: a place to breathe, or to stop."""
    return saved.journey.part_of(saved.step.id) != saved.journey.part_of(following.id)


def stop_here(saved: Saved, posted: Posted) -> Response:
    """To the page that tells how to come back."""
    return redirect(url_for("public.later", reference=saved.dossier.reference), code=303)


def to_new_row(saved: Saved, posted: Posted) -> Response:
    """Back to the page, in the first input of the new row."""
    repeat = _repeat(form_of(saved), posted.path)
    first = (
        next((q.target for q in repeat.rows[-1].questions), repeat.id)
        if repeat and repeat.rows
        else "contenu"
    )
    return _to(saved, saved.step.id, first)


def to_rows(saved: Saved, posted: Posted) -> Response:
    """Back to the page, on the heading of the rows that are left."""
    flash(_("La ligne est retirée."), "ok")
    repeat = _repeat(form_of(saved), posted.path)
    return _to(saved, saved.step.id, repeat.id if repeat else "contenu")


def to_files(saved: Saved, posted: Posted) -> Response:
    """Back to the page, on the question that a file was added to."""
    if posted.files.get(posted.path):
        flash(_("Le fichier est ajouté."), "ok")
    else:
        flash(_("Choisissez un fichier avant de l’ajouter."), "info")
    if posted.path not in saved.verdict.visible:  # an answer of the same page has hidden it
        return _to(saved, saved.step.id, "contenu")
    question = cast(FileQuestion, form_of(saved).question(posted.path))
    return _to(saved, saved.step.id, question.list_id if question.given else question.target)


def without_file(saved: Saved, posted: Posted) -> Response:
    """Back to the page, which tells that the file is gone."""
    flash(_("Le fichier est retiré."), "ok")
    return _to(saved, saved.step.id, "contenu")


AFTER: Mapping[str, Callable[[Saved, Posted], Response]] = {
    NEXT: go_on,
    LATER: stop_here,
    ADD: to_new_row,
    REMOVE: to_rows,
    JOIN: to_files,
    REMOVE_FILE: without_file,
}


def show(opened: StepPage | Saved, form: StepForm, *, status: int = 200, **more: Any) -> Response:
    """The page of a step. `more`: what `parts/conflict.html` says of a conflict."""
    page = render_template(
        "public/step.html",
        dossier=opened.dossier,
        definition=opened.definition,
        step=opened.step,
        form=form,
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
    """What was just typed stays in the inputs, beside what the other window had saved: one is chosen."""
    found = sides(opened.step, opened.dossier, posted.typed, refusal.paths)
    mine = form_of(opened, typed={side.path: posted.typed[side.path] for side in found})
    more = prepared(mine, posted, opened.dossier, found)
    return show(opened, mine, status=409, conflict=str(refusal), **more)


def form_of(opened: StepPage | Saved, **choices: Any) -> StepForm:
    """The form of an opened step, with its errors."""
    helped = current_acting().mode != "autonome"
    return step_form.build(
        opened.step,
        opened.dossier,
        opened.verdict,
        opened.errors,
        helped=helped,
        attachments=opened.attachments,
        max_upload=ports().max_upload,
        rules=rules_of(opened.definition, opened.step, opened.verdict, ports().clock.today()),
        **choices,
    )


def _repeat(form: StepForm, path: str) -> Repeat | None:
    return next((item for item in form.items if isinstance(item, Repeat) and item.path == path), None)


def _to(saved: Saved, step_id: str, anchor: str | None = None) -> Response:
    back = request.args.get("retour") if step_id == saved.step.id else None
    url = url_for(
        "public.step", reference=saved.dossier.reference, step_id=step_id, retour=back, _anchor=anchor
    )
    return redirect(url, code=303)
