"""`…/presence`: who else has this draft open, and whether it has changed: asked by the page now and then."""

from flask import render_template, request

from app.usecases import studio
from app.usecases.studio import beside as studio_beside
from app.web.access import ports, require_account
from app.web.studio.blueprint import Answer, blueprint


@blueprint.get("/brouillons/<draft_id>/presence")
def together(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/presence · designer of the service: a part of the page"""
    account = require_account()
    draft = studio.read_draft(ports(), account, draft_id)
    others = studio_beside.together(ports(), account, draft_id, request.args.get("lieu", "")[:300])
    return render_template("studio/builder_others.html", draft=draft, others=others)
