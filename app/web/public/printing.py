"""The blank form to print and fill in by hand: the road of who does not go online."""

from flask import Response, render_template, request
from werkzeug.wrappers import Response as Answer

from app.usecases.fill import blank_forms
from app.web.access import ports
from app.web.public.blueprint import blueprint

HOUR = 3600
ACCEPTED = 202  # being made


@blueprint.get("/demarches/<slug>/formulaire-a-imprimer.pdf")
def blank_form(slug: str) -> Answer | tuple[str, int]:
    """/demarches/<slug>/formulaire-a-imprimer.pdf · anyone; a page that asks to come back while it is made"""
    content = blank_forms.ready(ports(), slug)
    if content is None:
        return render_template("public/blank_soon.html", form=ports().forms.current(slug)), ACCEPTED
    response = Response(content, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"{slug}-a-imprimer.pdf")
    response.cache_control.public = True
    response.cache_control.max_age = HOUR
    response.add_etag()
    return response.make_conditional(request)
