"""Coming back to a dossier: by number and code, or by the link of a mail; then following it."""

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.dossier import Dossier, read_reference
from app.core.errors import NotFound
from app.core.workflow import DRAFT
from app.usecases import follow as following
from app.web.access import grant, open_dossier, ports
from app.web.posted import only
from app.web.public.blueprint import blueprint

NUMBER, CODE = "numero", "code"


@blueprint.get("/suivi")
def follow_entry() -> str:
    """/suivi · anyone"""
    number = request.args.get(NUMBER, "")
    return render_template("public/follow_entry.html", number=read_reference(number) or "", error="")


@blueprint.post("/suivi")
def follow_open() -> Response:
    """/suivi · anyone: a right pair opens the dossier in this session"""
    only(request.form, NUMBER, CODE)
    number, code = request.form.get(NUMBER, ""), request.form.get(CODE, "")
    try:
        dossier = following.open_with_code(ports(), number, code)
    except NotFound as refusal:
        return _wrong_pair(number, str(refusal))
    return _enter(dossier)


@blueprint.get("/suivi/<reference>/<code>")
def follow_link(reference: str, code: str) -> Response:
    """/suivi/<reference>/<code> · anyone: the link of a mail"""
    dossier = following.open_with_code(ports(), reference, code)
    return _enter(dossier)


@blueprint.get("/suivi/<reference>")
def follow(reference: str) -> str | Response:
    """/suivi/<reference> · holder"""
    dossier_id = open_dossier(reference)
    followed = following.follow_up(ports(), dossier_id)
    if followed.dossier.state == DRAFT:
        return redirect(url_for("public.recap", reference=reference), code=303)
    return render_template("public/follow.html", followed=followed, dossier=followed.dossier)


def _enter(dossier: Dossier) -> Response:
    """A draft is resumed where it was left; a dossier that was sent is followed."""
    grant(dossier)
    page = "public.recap" if dossier.state == DRAFT else "public.follow"
    return redirect(url_for(page, reference=dossier.reference), code=303)


def _wrong_pair(number: str, error: str) -> Response:
    html = render_template("public/follow_entry.html", number=number[:40], error=error,
                           page_errors=[(f"champ-{NUMBER}", error)])  # fmt: skip
    return make_response(html, 422)
