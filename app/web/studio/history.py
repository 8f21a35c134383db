"""`…/historique`: who did what and when, what a moment looked like, and the way back there."""

from flask import flash, redirect, render_template, request, url_for

from app.core.editing import EditRefused
from app.core.french import spaced
from app.core.language import _
from app.usecases import studio
from app.usecases.studio import DesignConflict
from app.usecases.studio import history as studio_history
from app.web.access import ports, require_account
from app.web.buttons import whole_number
from app.web.posted import only
from app.web.studio.blueprint import Answer, blueprint
from app.web.studio.draft import revision


@blueprint.get("/brouillons/<draft_id>/historique")
def history(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/historique · designer of the service"""
    return _page(draft_id)


@blueprint.post("/brouillons/<draft_id>/historique")
def go_back(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/historique · designer of the service: the form as it was, as a new change"""
    only(request.form, "revision", "moment")
    number = whole_number(request.form.get("moment", "")) or 0
    try:
        studio_history.return_to(ports(), require_account(), draft_id, number, based_on=revision())
    except EditRefused as refused:
        return _page(draft_id, spaced(str(refused))), 422
    except DesignConflict as conflict:
        return _page(draft_id, spaced(str(conflict))), 409
    flash(_("Le formulaire est comme à ce moment. « Annuler » revient à ce qu’il était."), "ok")
    return redirect(url_for("studio.draft", draft_id=draft_id), code=303)


def _page(draft_id: str, error: str = "") -> str:
    opened = studio.open_draft(ports(), require_account(), draft_id)
    before = whole_number(request.args.get("avant", "")) or 0
    lines = studio_history.history(ports(), require_account(), draft_id, before=before)
    number = whole_number(request.args.get("moment", "")) or 0
    moment = studio_history.moment(ports(), require_account(), draft_id, number) if number else None
    return render_template(
        "studio/history.html",
        draft=opened.draft,
        definition=opened.definition,
        lines=lines,
        more=lines[-1].number if lines and lines[-1].number > 1 else 0,
        moment=moment,
        error=error,
    )
