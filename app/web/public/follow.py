"""Coming back to a dossier: by number and code, or by the link of a mail; then following it."""

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.desk.opinions import answer_in_words
from app.core.dossier import REFERENCE_LENGTH, Dossier, read_reference
from app.core.errors import NotFound
from app.core.language import _
from app.core.legal_time.silence import explain
from app.core.workflow import DRAFT
from app.usecases import assist
from app.usecases.desk import messages
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.fill import follow as following
from app.usecases.fill.follow import FollowUp
from app.web.access import current_acting, grant, open_dossier, ports
from app.web.posted import only
from app.web.public.blueprint import blueprint
from app.web.uploads import joined

NUMBER, CODE = "numero", "code"
CODE_LENGTH = 12


@blueprint.get("/suivi")
def follow_entry() -> str:
    """/suivi · anyone"""
    number = request.args.get(NUMBER, "")
    return render_template("public/follow_entry.html", number=read_reference(number) or "", errors={})


@blueprint.post("/suivi")
def follow_open() -> Response:
    """/suivi · anyone: a right pair opens the dossier in this session"""
    only(request.form, NUMBER, CODE)
    number, code = request.form.get(NUMBER, ""), request.form.get(CODE, "")
    errors = _missing(number, code)
    if errors:
        return _wrong_pair(number, errors)
    try:
        dossier = following.open_with_code(ports(), number, code)
    except NotFound as refusal:
        return _wrong_pair(number, {NUMBER: str(refusal)})
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
    followed = following.follow_up(ports(), dossier_id, current_acting())
    if followed.dossier.state == DRAFT:
        # Somebody may be acting in the person's place: that page says who, and ends it.
        page = "public.later" if followed.mandate else "public.recap"
        return redirect(url_for(page, reference=reference), code=303)
    return _page(followed)


@blueprint.post("/suivi/<reference>/messages")
def write(reference: str) -> str | Response | tuple[str, int]:
    """/suivi/<reference>/messages · holder: write to the service about a dossier that was sent"""
    dossier_id = open_dossier(reference)
    only(request.form, "message")
    body = request.form.get("message", "")
    try:
        messages.from_citizen(ports(), dossier_id, body, current_acting(), files=joined("pieces"))
    except CaseworkRefused as refusal:
        followed = following.follow_up(ports(), dossier_id, current_acting())
        return _page(followed, typed=body, refusal=refusal), 422
    flash(_("Votre message est envoyé au service."), "ok")
    return redirect(url_for("public.follow", reference=reference, _anchor="messages"), code=303)


def _page(followed: FollowUp, *, typed: str = "", refusal: CaseworkRefused | None = None) -> str:
    return render_template(
        "public/follow.html",
        followed=followed,
        dossier=followed.dossier,
        explained=explain(followed.due) if followed.due else (),
        opinion_words=answer_in_words,
        thread=messages.thread(ports(), followed.dossier.id),
        typed=typed,
        errors={refusal.place: str(refusal)} if refusal else {},
        page_errors=[(refusal.place, str(refusal))] if refusal else [],
    )


@blueprint.post("/suivi/<reference>/mandat/fin")
def end_mandate(reference: str) -> Response:
    """/suivi/<reference>/mandat/fin · holder: the person takes the mandate back"""
    dossier_id = open_dossier(reference)
    only(request.form)
    assist.end_mandate(ports(), dossier_id, current_acting())
    flash(_("Le mandat a pris fin : plus personne n’agit à votre place sur ce dossier."), "ok")
    return redirect(url_for("public.follow", reference=reference), code=303)


def _enter(dossier: Dossier) -> Response:
    """A draft is resumed where it was left; a dossier that was sent is followed."""
    grant(dossier)
    alone = dossier.state == DRAFT and dossier.acting.mode != "mandat"
    page = "public.recap" if alone else "public.follow"
    return redirect(url_for(page, reference=dossier.reference), code=303)


def _missing(number: str, code: str) -> dict[str, str]:
    """What cannot be a number or a code is told under its own field, before any pair is tried."""
    errors = {}
    if _length(number) != REFERENCE_LENGTH:
        errors[NUMBER] = _("Saisissez le numéro de dossier, par exemple 7K4-M92-QXC")
    if _length(code) != CODE_LENGTH:
        errors[CODE] = _("Saisissez le code, par exemple C4XV-R23N-ZN6X")
    return errors


def _length(text: str) -> int:
    return sum(char.isalnum() for char in text)


def _wrong_pair(number: str, errors: dict[str, str]) -> Response:
    told = [(f"champ-{name}", error) for name, error in errors.items()]
    html = render_template("public/follow_entry.html", number=number[:40], errors=errors, page_errors=told)
    return make_response(html, 422)
