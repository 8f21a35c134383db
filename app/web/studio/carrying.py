"""`…/presse-papiers`: questions, or a step, copied here and pasted in any form; the server keeps them."""

from typing import Any

from flask import request

from app.core.editing import EditRefused
from app.core.errors import UnknownAnswers
from app.core.language import _
from app.usecases import studio
from app.usecases.studio import beside as studio_beside
from app.web.access import ports, require_account
from app.web.posted import only
from app.web.studio.blueprint import Answer, blueprint
from app.web.studio.builder import Doing, done, show
from app.web.studio.draft import edited
from app.web.studio.edits import beside

Json = Any


@blueprint.post("/brouillons/<draft_id>/presse-papiers")
def carry(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/presse-papiers · designer of the service: copy, paste"""
    only(request.form, "action", "revision", "question", "etape", "choisies", "vers")
    action = request.form.get("action", "")
    if action == "coller":
        kept = studio_beside.copied(ports(), require_account())
        return edited(draft_id, lambda document: studio_beside.pasted(kept, beside(request.form, document)))
    if action != "copier":
        studio.read_draft(ports(), require_account(), draft_id)  # what is not theirs does not exist
        raise UnknownAnswers(["action"])
    return _copied(draft_id)


def _copied(draft_id: str) -> Answer:
    account, form = require_account(), request.form
    path, step = form.get("question", ""), form.get("etape", "")
    many = list(dict.fromkeys(form.getlist("choisies")))
    try:
        if many or path:
            kept = studio_beside.copy_questions(ports(), account, draft_id, many or [path])
        else:
            kept = studio_beside.copy_step(ports(), account, draft_id, step)
    except EditRefused as refused:
        opened = studio.open_draft(ports(), account, draft_id)
        return show(opened, path, step, Doing(refused=refused, action="copier"), 422)
    opened = studio.open_draft(ports(), account, draft_id)
    told = _("Copié : {told}. Collez dans ce formulaire ou dans un autre.").format(told=kept.told)
    return done(opened, path, step, told)
