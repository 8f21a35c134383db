"""`/bureau/etiquettes`: the labels of a service, for its manager."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.casework import TONES
from app.core.language import _
from app.usecases import labels
from app.usecases.on_duty import CaseworkRefused
from app.web.access import ports, require_account
from app.web.desk.blueprint import Answer, blueprint
from app.web.desk.services import service_names
from app.web.posted import only


@blueprint.get("/etiquettes")
def service_labels() -> Answer:
    """/bureau/etiquettes · manager: the labels of their services"""
    return _page()


@blueprint.post("/etiquettes")
def make_label() -> Answer:
    """/bureau/etiquettes · manager of the service: a new one"""
    only(request.form, "nom", "couleur", "service")
    name, tone, service = (request.form.get(key, "") for key in ("nom", "couleur", "service"))
    try:
        labels.make(ports(), require_account(), service, name, tone)
    except CaseworkRefused as refusal:
        return _page(typed={"nom": name, "couleur": tone}, refusal=refusal), 422
    return _done(_("L’étiquette est créée."))


@blueprint.post("/etiquettes/<label_id>")
def change_label(label_id: str) -> Answer:
    """/bureau/etiquettes/<id> · manager of the service: another name or colour"""
    only(request.form, "nom", "couleur")
    name, tone = request.form.get("nom", ""), request.form.get("couleur", "")
    try:
        labels.change(ports(), require_account(), label_id, name, tone)
    except CaseworkRefused as refusal:
        return _page(wrong=label_id, typed={"nom": name, "couleur": tone}, refusal=refusal), 422
    return _done(_("L’étiquette est enregistrée."))


@blueprint.post("/etiquettes/<label_id>/suppression")
def delete_label(label_id: str) -> Answer:
    """/bureau/etiquettes/<id>/suppression · manager of the service: it leaves the dossiers too"""
    only(request.form)
    labels.delete(ports(), require_account(), label_id)
    return _done(_("L’étiquette est supprimée : elle n’est plus sur aucun dossier."))


def _done(text: str) -> Response:
    flash(text, "ok")
    return redirect(url_for("desk.service_labels"), code=303)


def _page(
    *, wrong: str = "", typed: dict[str, str] | None = None, refusal: CaseworkRefused | None = None
) -> str:
    account = require_account()
    place = (refusal.place or "nom") if refusal else ""
    input_id = f"{place}-{wrong}" if wrong else f"champ-{place}"
    return render_template(
        "desk/labels.html",
        labels=labels.of_my_services(ports(), account),
        services=service_names(account.services("manager")),
        tones=list(zip(TONES, _tones(), strict=True)),
        wrong=wrong,
        typed=typed or {},
        errors={place: str(refusal)} if refusal else {},
        page_errors=[(input_id, str(refusal))] if refusal else [],
    )


def _tones() -> tuple[str, ...]:
    return _("Gris"), _("Bleu"), _("Vert"), _("Orange"), _("Rouge")
