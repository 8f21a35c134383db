"""Saving and coming back: number and code to note, or a link by electronic mail."""

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.language import _
from app.usecases.fill import follow
from app.web.access import current_account, current_acting, open_dossier, ports
from app.web.mail_address import wrong_address
from app.web.posted import only
from app.web.public.blueprint import blueprint

ADDRESS = "adresse"


@blueprint.get("/dossiers/<reference>/enregistrer")
def later(reference: str) -> Response:
    """/dossiers/<reference>/enregistrer · holder"""
    dossier_id = open_dossier(reference)
    followed = follow.follow_up(ports(), dossier_id, current_acting())
    if not followed.state.editable_by:
        return redirect(url_for("public.follow", reference=reference), code=303)
    return _show(followed)


@blueprint.post("/dossiers/<reference>/enregistrer")
def send_link(reference: str) -> Response:
    """/dossiers/<reference>/enregistrer · holder: mails the link"""
    dossier_id = open_dossier(reference)
    only(request.form, ADDRESS)
    address = request.form.get(ADDRESS, "").strip()
    error = wrong_address(address) or _own_address(address)
    if error:
        return _show(follow.follow_up(ports(), dossier_id, current_acting()), address, error)
    follow.send_resume_link(ports(), dossier_id, address, current_acting())
    flash(_("Le lien est envoyé à {address}. Il arrive dans quelques minutes.").format(address=address), "ok")
    return redirect(url_for("public.later", reference=reference), code=303)


def _own_address(address: str) -> str:
    """The link holds the code, which is the person's: an adviser never mails it to themself."""
    account = current_account()
    if current_acting().mode == "autonome" or account is None or address.lower() != account.email.lower():
        return ""
    return _("C’est votre adresse. Mettez celle de la personne, par exemple nom@exemple.fr")


def _show(followed: follow.FollowUp, address: str = "", error: str = "") -> Response:
    html = render_template(
        "public/later.html",
        followed=followed,
        dossier=followed.dossier,
        address=address or followed.dossier.email,
        error=error,
        page_errors=[(f"champ-{ADDRESS}", error)] if error else [],
    )
    return make_response(html, 422 if error else 200)
