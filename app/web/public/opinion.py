"""An expert's page, opened by the link of a mail, without an account: read a dossier, give an opinion."""

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.desk.opinions import ANSWERS, answer_in_words
from app.core.dossier import Attachment
from app.core.errors import NotFound
from app.core.language import _
from app.usecases.desk import opinion_links
from app.usecases.desk.on_duty import CaseworkRefused
from app.web.access import grant_opinion, may_answer, opinions_held, ports
from app.web.posted import only
from app.web.public.blueprint import blueprint

CLOSED = 404  # whatever the reason: unknown, renewed, withdrawn, too old, decided


@blueprint.get("/avis/<opinion_id>/<code>")
def opinion_link(opinion_id: str, code: str) -> Response | tuple[str, int]:
    """/avis/<id>/<code> · anyone: the link of a mail; the session keeps the right, the address loses it"""
    try:
        found = opinion_links.enter(ports(), opinion_id, code)
    except NotFound:
        return _closed()
    grant_opinion(found)
    return redirect(url_for("public.opinion", opinion_id=found.id), code=303)


@blueprint.get("/avis/<opinion_id>")
def opinion(opinion_id: str) -> str | tuple[str, int]:
    """/avis/<id> · whoever came by the link"""
    return _page(opinion_id) if may_answer(opinion_id) else _closed()


@blueprint.post("/avis/<opinion_id>")
def give_opinion(opinion_id: str) -> Response | tuple[str, int]:
    """/avis/<id> · whoever came by the link: one answer, for good"""
    if not may_answer(opinion_id):
        return _closed()
    only(request.form, "avis", "texte", "confirme")
    answer, text = request.form.get("avis", ""), request.form.get("texte", "")
    confirmed = request.form.get("confirme") == "oui"
    try:
        opinion_links.give(ports(), opinion_id, answer, text, confirmed=confirmed)
    except CaseworkRefused as refusal:
        return _page(opinion_id, errors={refusal.place: str(refusal)}), 422
    flash(_("Votre avis est envoyé au service."), "ok")
    return redirect(url_for("public.opinion", opinion_id=opinion_id), code=303)


def _page(opinion_id: str, *, errors: dict[str, str] | None = None) -> str:
    told = errors or {}
    consulted = opinion_links.consult(ports(), opinion_id)
    g.dossier = consulted.dossier  # a test is said to be one, and may be framed
    return render_template(
        "public/opinion.html",
        consulted=consulted,
        answers=[(name, answer_in_words(name)) for name in ANSWERS],
        words=answer_in_words,
        today=ports().clock.today(),
        typed=request.form,
        errors=told,
        page_errors=list(told.items()),
    )


def _closed() -> tuple[str, int]:
    return render_template("public/opinion_closed.html"), CLOSED


def shown_to_expert(attachment: Attachment) -> bool:
    """True for a file of a dossier that this session was asked about, among those that its expert reads."""
    for opinion_id in opinions_held():
        if not may_answer(opinion_id):
            continue
        consulted = opinion_links.consult(ports(), opinion_id)
        if attachment.id in {one.id for one in consulted.attachments}:
            return True
    return False
