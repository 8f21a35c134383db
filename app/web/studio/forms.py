"""`/atelier`: the forms of a designer's services; a draft begins with a blank page or with a version."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.editing import EditRefused
from app.core.french import spaced
from app.core.language import _
from app.usecases import studio
from app.web.access import ports, require_account
from app.web.desk.services import service_names
from app.web.posted import only
from app.web.studio.blueprint import Answer, blueprint


@blueprint.get("")
def forms() -> Answer:
    """/atelier · designer: drafts and published forms of their services"""
    return _page()


@blueprint.post("")
def begin() -> Answer:
    """/atelier · designer of the service: a new form, from a blank page"""
    only(request.form, "titre", "service")
    title, service = request.form.get("titre", "").strip(), request.form.get("service", "")
    if not title:
        return _page(title, _("Saisissez le titre de la démarche")), 422
    try:
        draft = studio.begin_blank(ports(), require_account(), service, title)
    except EditRefused as refused:
        return _page(title, spaced(str(refused))), 422
    flash(_("Le brouillon est créé. Chaque modification est enregistrée aussitôt."), "ok")
    return redirect(url_for("studio.draft", draft_id=draft.id), code=303)


@blueprint.post("/demarches/<slug>")
def revise(slug: str) -> Response:
    """/atelier/demarches/<slug> · designer of its service: the draft of the next version"""
    only(request.form)
    draft = studio.begin_from(ports(), require_account(), slug)
    return redirect(url_for("studio.draft", draft_id=draft.id), code=303)


def _page(title: str = "", error: str = "") -> str:
    account = require_account()
    services = account.services("designer")
    drafts = studio.drafts_of(ports(), account)
    open_slugs = {draft.slug for draft in drafts}
    return render_template(
        "studio/forms.html",
        drafts=drafts,
        published=[form for form in ports().forms.published() if form.service.id in services],
        open_slugs=open_slugs,
        services=service_names(services),
        typed=title,
        error=error,
        page_errors=[("champ-titre", error)] if error else [],
    )
