"""A row on a page of its own, for a repeat laid out in pages: shown, saved, then back to the list.

The row is named by its id: an address stays good when rows move. It refuses to know other layouts.
"""

from dataclasses import replace

from flask import flash, request
from werkzeug.wrappers import Response

from app.core.definition.fields_at import row_name
from app.core.language import _
from app.usecases import fill
from app.usecases.fill.filling import Saved
from app.web.access import current_acting, open_dossier, ports
from app.web.buttons import NEXT
from app.web.posted import Posted
from app.web.public.blueprint import blueprint
from app.web.public.filling import AFTER, answer
from app.web.public.step_page import form_of, row_of, show, to_list, to_page

ROW = "/dossiers/<reference>/etapes/<step_id>/lignes/<repeat>/<row_id>"


@blueprint.get(ROW)
def row(reference: str, step_id: str, repeat: str, row_id: str) -> Response:
    """/dossiers/<reference>/etapes/<step>/lignes/<repeat>/<row> · holder"""
    opened = fill.open_step(ports(), open_dossier(reference), step_id, current_acting())
    if not row_of(opened):
        flash(_("Cette ligne n’existe plus."), "attention")
        return to_list(opened, repeat)
    return show(opened, form_of(opened))


@blueprint.post(ROW)
def save_row(reference: str, step_id: str, repeat: str, row_id: str) -> Response:
    """/dossiers/<reference>/etapes/<step>/lignes/<repeat>/<row> · holder: saves, then back to the list"""
    return answer(reference, step_id, {**AFTER, NEXT: _back_to_list})


def _back_to_list(saved: Saved, posted: Posted) -> Response:
    """To the list; or the page of the row again, with its own errors (422) or with new questions."""
    repeat = (request.view_args or {})["repeat"]
    row = row_of(saved)
    if not row:
        flash(_("Cette ligne n’existe plus."), "attention")
        return to_list(saved, repeat)
    form = form_of(saved)
    unseen = set(form.shown) - posted.shown
    wrong = tuple(e for e in saved.errors if e.path.startswith(f"{row}.") and e.path not in unseen)
    if wrong:
        told = replace(saved, errors=wrong)
        return show(told, form_of(told), status=422)
    if unseen:
        flash(_("Vos réponses ouvrent de nouvelles questions : répondez-y, puis continuez."), "info")
        fresh = next((q.target for q in form.questions() if q.path in unseen), "contenu")
        return to_page(saved, saved.step.id, fresh)
    flash(_("{row} : réponses enregistrées.").format(row=row_name(saved.step.fields, row)), "ok")
    return to_list(saved, repeat)
