"""Finding a form, reading what it asks for, beginning it."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core import duration
from app.usecases import fill
from app.web.access import current_acting, grant, ports
from app.web.posted import only
from app.web.public.blueprint import blueprint
from app.web.public.search import search

QUERY_LIMIT = 200  # nobody searches with more


@blueprint.get("/")
def catalogue() -> str:
    """/ · anyone"""
    query = request.args.get("q", "").strip()[:QUERY_LIMIT]
    forms = ports().forms.published()
    return render_template("public/catalogue.html", query=query, found=search(forms, query), all_forms=forms)


@blueprint.get("/demarches/<slug>")
def start_page(slug: str) -> str:
    """/demarches/<slug> · anyone"""
    definition = ports().forms.current(slug)
    minutes = definition.start.minutes or duration.minutes(definition.steps)
    return render_template("public/start.html", form=definition, minutes=minutes)


@blueprint.post("/demarches/<slug>")
def start(slug: str) -> Response:
    """/demarches/<slug> · anyone: begins a draft that this session holds"""
    only(request.form)
    dossier = fill.start(ports(), slug, current_acting())
    grant(dossier)
    definition = ports().forms.current(slug)
    if definition.chapters:
        return redirect(url_for("public.task_list", reference=dossier.reference), code=303)
    first = definition.steps[0]
    return redirect(url_for("public.step", reference=dossier.reference, step_id=first.id), code=303)
