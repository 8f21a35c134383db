"""`/bureau/modeles`: the texts of a service, for its manager."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.language import _
from app.core.message_words import VARIABLES
from app.usecases import message_templates
from app.usecases.on_duty import CaseworkRefused
from app.web.access import ports, require_account
from app.web.desk.blueprint import Answer, blueprint
from app.web.desk.services import service_names
from app.web.posted import only


@blueprint.get("/modeles")
def service_templates() -> Answer:
    """/bureau/modeles · manager: the texts of their services"""
    return _page()


@blueprint.post("/modeles")
def make_template() -> Answer:
    """/bureau/modeles · manager of the service: a new one"""
    only(request.form, "nom", "texte", "service")
    name, body, service = (request.form.get(key, "") for key in ("nom", "texte", "service"))
    try:
        message_templates.make(ports(), require_account(), service, name, body)
    except CaseworkRefused as refusal:
        return _page(typed={"nom": name, "texte": body}, refusal=refusal), 422
    return _done(_("Le modèle est créé."))


@blueprint.post("/modeles/<template_id>")
def change_template(template_id: str) -> Answer:
    """/bureau/modeles/<id> · manager of the service: another name or text"""
    only(request.form, "nom", "texte")
    name, body = request.form.get("nom", ""), request.form.get("texte", "")
    try:
        message_templates.change(ports(), require_account(), template_id, name, body)
    except CaseworkRefused as refusal:
        return _page(wrong=template_id, typed={"nom": name, "texte": body}, refusal=refusal), 422
    return _done(_("Le modèle est enregistré."))


@blueprint.post("/modeles/<template_id>/suppression")
def delete_template(template_id: str) -> Answer:
    """/bureau/modeles/<id>/suppression · manager of the service"""
    only(request.form)
    message_templates.delete(ports(), require_account(), template_id)
    return _done(_("Le modèle est supprimé."))


def _done(text: str) -> Response:
    flash(text, "ok")
    return redirect(url_for("desk.service_templates"), code=303)


def _page(
    *, wrong: str = "", typed: dict[str, str] | None = None, refusal: CaseworkRefused | None = None
) -> str:
    account = require_account()
    place = refusal.place if refusal else ""
    return render_template(
        "desk/message_templates.html",
        templates=message_templates.of_my_services(ports(), account),
        services=service_names(account.services("manager")),
        variables=list(VARIABLES),
        wrong=wrong,
        typed=typed or {},
        errors={place: str(refusal)} if refusal else {},
        page_errors=[(f"{place}-{wrong}" if wrong else f"champ-{place}", str(refusal))] if refusal else [],
    )
