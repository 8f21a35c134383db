"""One step of a form: show it, save it, add and remove rows and files.

Every button of the page saves; only "Continuer" asks for right answers. Files are kept first: a
wrong answer beside them, or another window, never loses one.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import cast

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from app.core.answers import FieldError
from app.core.definition import Step
from app.core.errors import DraftConflict
from app.core.language import _
from app.core.rows.placing import where
from app.usecases import fill
from app.usecases.fill.filling import Saved
from app.web.access import current_acting, open_dossier, ports
from app.web.buttons import JOIN, LATER, NEXT, REMOVE_FILE, SPEAK
from app.web.file_question import FileQuestion
from app.web.posted import Posted, collect
from app.web.public import languages, pieces
from app.web.public.blueprint import blueprint
from app.web.public.renewal import is_late, keep_late
from app.web.public.row_buttons import AFTER_ROWS, store_rows
from app.web.public.step_page import form_of, show, show_conflict, to_page

After = Callable[[Saved, Posted], Response]
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
    return answer(reference, step_id, AFTER)


def answer(reference: str, step_id: str, after: Mapping[str, After]) -> Response:
    """Save what was posted, then do what `after` says of the button; the road of every page of a step."""
    dossier_id = open_dossier(reference)
    if is_late():
        return keep_late(reference, dossier_id, step_id)
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
    return after[posted.action](saved, posted)


def store(dossier_id: str, step_id: str, posted: Posted) -> Saved:
    """Save by the use case of the button that was used."""
    if posted.action in AFTER_ROWS:
        return store_rows(dossier_id, step_id, posted)
    return fill.save_step(
        ports(), dossier_id, step_id, posted.typed,
        shown=posted.shown, based_on=posted.based_on, acting=current_acting(),
    )  # fmt: skip


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
        return to_page(saved, saved.step.id, fresh)
    if saved.next_step is None or request.args.get("retour") == BACK_TO_RECAP:
        return redirect(url_for("public.recap", reference=saved.dossier.reference), code=303)
    if _ends_a_chapter(saved, saved.next_step):
        return redirect(url_for("public.task_list", reference=saved.dossier.reference), code=303)
    return to_page(saved, saved.next_step.id)


def _ends_a_chapter(saved: Saved, following: Step) -> bool:
    """A long form goes back to its parts at the end of each: a place to breathe, or to stop."""
    return saved.journey.part_of(saved.step.id) != saved.journey.part_of(following.id)


def stop_here(saved: Saved, posted: Posted) -> Response:
    """To the page that tells how to come back."""
    return redirect(url_for("public.later", reference=saved.dossier.reference), code=303)


def to_files(saved: Saved, posted: Posted) -> Response:
    """Back to the page, on the question that a file was added to."""
    if posted.files.get(posted.path):
        flash(_("Le fichier est ajouté."), "ok")
    else:
        flash(_("Choisissez un fichier avant de l’ajouter."), "info")
    path = where(posted.path, posted.based_on, saved.dossier)
    form = form_of(saved)
    if path is None or path not in form.shown:  # an answer of the same page has hidden it
        return to_page(saved, saved.step.id, "contenu")
    question = cast(FileQuestion, form.question(path))
    return to_page(saved, saved.step.id, question.list_id if question.given else question.target)


def without_file(saved: Saved, posted: Posted) -> Response:
    """Back to the page, which tells that the file is gone."""
    flash(_("Le fichier est retiré."), "ok")
    return to_page(saved, saved.step.id, "contenu")


def speak(saved: Saved, posted: Posted) -> Response:
    """The same page in another language; what was typed is kept."""
    languages.choose(posted.path)
    return to_page(saved, saved.step.id)


AFTER: Mapping[str, After] = {
    NEXT: go_on,
    LATER: stop_here,
    SPEAK: speak,
    **AFTER_ROWS,
    JOIN: to_files,
    REMOVE_FILE: without_file,
}
