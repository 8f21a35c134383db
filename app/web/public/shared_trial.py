"""`/essai/<token>`: anybody who holds a link tries a form that is not published, marked « essai »."""

from flask import make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from app.usecases.studio import trial_links
from app.usecases.studio.trial_links import TrialLinkRefused
from app.web.access import end_acting, grant, ports
from app.web.first_page import first_page
from app.web.posted import only
from app.web.public.blueprint import blueprint


@blueprint.get("/essai/<token>")
def shared_trial(token: str) -> Response:
    """/essai/<token> · anyone with the link"""
    try:
        shared = trial_links.of_link(ports(), token)
    except TrialLinkRefused as refused:
        return _refused(refused)
    page = render_template("public/shared_trial.html", shared=shared, form=shared.definition, token=token)
    return make_response(page)


@blueprint.post("/essai/<token>")
def begin_shared(token: str) -> Response:
    """/essai/<token> · anyone with the link: a test dossier that this session holds"""
    only(request.form)
    try:
        definition = trial_links.of_link(ports(), token).definition
        dossier = trial_links.begin_shared(ports(), token)
    except TrialLinkRefused as refused:
        return _refused(refused)
    end_acting()
    grant(dossier)
    return redirect(first_page(dossier.reference, definition), code=303)


def _refused(refused: TrialLinkRefused) -> Response:
    """Gone, or never there: the page says which, and what to do."""
    return make_response(render_template("public/trial_refused.html", why=str(refused)), 404)
