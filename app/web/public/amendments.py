"""`/suivi/<reference>/modifications/<id>`: the citizen accepts or refuses what the service proposes."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from app.core.desk.amendments import ACCEPTED, REFUSED
from app.core.errors import NotFound, UnknownAnswers
from app.core.language import _
from app.usecases.desk import amendment_answers
from app.web.access import current_acting, open_dossier, ports
from app.web.posted import only
from app.web.public.blueprint import blueprint

WORDS = {"accepter": True, "refuser": False}  # the two buttons


@blueprint.post("/suivi/<reference>/modifications/<amendment_id>")
def answer_amendment(reference: str, amendment_id: str) -> Response:
    """/suivi/<reference>/modifications/<id> · holder: accept or refuse, once"""
    dossier_id = open_dossier(reference)
    only(request.form, "reponse")
    if request.form.get("reponse") not in WORDS:
        raise UnknownAnswers(["reponse"])
    accepted = WORDS[request.form["reponse"]]
    try:
        found = amendment_answers.answer(
            ports(), dossier_id, amendment_id, accepted=accepted, acting=current_acting()
        )
        wanted = found.outcome == (ACCEPTED if accepted else REFUSED)
        flash(_told(accepted) if wanted else _gone(), "ok" if wanted else "info")
    except NotFound:
        flash(_gone(), "info")
    return redirect(url_for("public.follow", reference=reference), code=303)


def _told(accepted: bool) -> str:
    if accepted:
        return _("Vous avez accepté la modification : votre réponse est changée.")
    return _("Vous avez refusé la modification : votre réponse ne change pas.")


def _gone() -> str:
    return _("Cette proposition n’est plus à accepter ni à refuser. Rien n’a changé.")
