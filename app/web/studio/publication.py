"""`/atelier/brouillons/<id>/publication`: what stands in the way, what changes, and the button."""

from flask import flash, redirect, render_template, request, url_for

from app.core.language import _
from app.usecases import publish_form, studio
from app.usecases.publish_form import PublicationRefused
from app.usecases.studio import DesignConflict
from app.web.access import ports, require_account
from app.web.buttons import whole_number
from app.web.posted import only
from app.web.studio.blueprint import Answer, blueprint


@blueprint.get("/brouillons/<draft_id>/publication")
def review(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/publication · designer of the service"""
    return _page(draft_id)


@blueprint.post("/brouillons/<draft_id>/publication")
def publish(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/publication · designer of the service: the version is served at once"""
    only(request.form, "revision", "motif")
    revision = whole_number(request.form.get("revision", "")) or 0
    try:
        done = publish_form.publish(
            ports(), require_account(), draft_id, based_on=revision, reason=request.form.get("motif", "")
        )
    except PublicationRefused as refused:
        return _page(draft_id, str(refused)), 422
    except DesignConflict as conflict:
        return _page(draft_id, str(conflict)), 409
    flash(_("La version {n} est en ligne.").format(n=done.version), "ok")
    return redirect(url_for("studio.forms"), code=303)


def _page(draft_id: str, error: str = "") -> str:
    opened = studio.open_draft(ports(), require_account(), draft_id)
    return render_template(
        "studio/publication.html",
        draft=opened.draft,
        definition=opened.definition,
        obstacles=publish_form.obstacles(ports(), opened.draft, opened.definition),
        advice=[found for found in opened.problems() if found.severity == "warning"],
        differences=publish_form.differences(ports(), opened.definition),
        served=publish_form.served(ports(), opened.definition.slug),
        page_errors=[("publier", error)] if error else [],
    )
