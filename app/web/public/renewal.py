"""A draft whose form has changed of version: the page that tells it, and what pages of before still post.

The rule is the core's, the storage the use cases': here are addresses and words.
"""

from flask import Response as JsonAnswer
from flask import flash, g, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.definition import Step
from app.core.errors import FormRenewed
from app.core.language import _
from app.usecases.fill import late_pages, returning
from app.usecases.fill.keeping import Given
from app.web.access import current_acting, open_dossier, ports
from app.web.filters import FILTERS
from app.web.posted import collect, only
from app.web.public.blueprint import blueprint


@blueprint.get("/dossiers/<reference>/nouvelle-version")
def renewed(reference: str) -> str:
    """/dossiers/<reference>/nouvelle-version · holder: what the new version of the form changes"""
    news = returning.news(ports(), open_dossier(reference), current_acting())
    return render_template("public/renewed.html", news=news, dossier=news.dossier, definition=news.definition)


@blueprint.post("/dossiers/<reference>/nouvelle-version")
def read_news(reference: str) -> Response:
    """/dossiers/<reference>/nouvelle-version · holder: it is read, on with the form"""
    dossier_id = open_dossier(reference)
    only(request.form)
    returning.have_read(ports(), dossier_id, current_acting())
    return redirect(url_for("public.recap", reference=reference), code=303)


def is_late() -> bool:
    """True for a post of a page that was drawn under an earlier version of the form."""
    return "_version" in request.form and request.form["_version"] != g.dossier.definition_hash


def keep_late(reference: str, dossier_id: str, step_id: str) -> Response:
    """All that the page posted is kept; then to the page that tells what changed."""
    files: list[str] = []

    def given(step: Step) -> Given:
        posted = collect(step, request.form, request.files)
        files.extend(item.filename or "" for items in posted.files.values() for item in items)
        return posted.typed, posted.based_on

    version = request.form["_version"]
    late_pages.keep_late(ports(), dossier_id, version, step_id, given, current_acting())
    flash(_("Le formulaire a changé entre-temps. Ce que vous avez saisi est enregistré."), "info")
    if files:
        told = _("Un fichier n’a pas pu suivre : ajoutez de nouveau {names}.")
        flash(told.format(names=", ".join(f"« {name} »" for name in files)), "attention")
    return redirect(url_for("public.renewed", reference=reference), code=303)


def autosave_late(dossier_id: str, step_id: str) -> JsonAnswer:
    """The same for the page that saves by itself: it is told what it has read, and to reload."""

    def given(step: Step) -> Given:
        posted = collect(step, request.form, request.files)
        return posted.typed, posted.based_on

    version = request.form["_version"]
    late = late_pages.keep_late(ports(), dossier_id, version, step_id, given, current_acting())
    told = {
        "revision": late.dossier.revision,
        "saved": late.saved,
        "marks": late.marks,
        "not_understood": {},
        "conflicts": [],
        "lost": [],
        "renewed": str(FormRenewed()),
        "at": FILTERS["hour"](late.dossier.updated_at),
    }
    return make_response(jsonify(told))
