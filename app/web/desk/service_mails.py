"""`/bureau/courriels`: what a service writes to citizens by mail at each state, for its manager."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.language import _
from app.core.texts.mail_texts import MailText, Occasion
from app.core.texts.message_words import known
from app.usecases.desk import service_mails
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.desk.service_mails import BODY, LONGEST_SUBJECT, SUBJECT, ServiceMail
from app.usecases.ports import Mail
from app.web.access import ports, require_account
from app.web.desk.blueprint import Answer, blueprint
from app.web.desk.services import service_names
from app.web.posted import only

ONE = "/courriels/<service_id>/<name>/<state>"


@blueprint.get("/courriels")
def mail_list() -> Answer:
    """/bureau/courriels · manager: the mails of their services"""
    mails = service_mails.of_my_services(ports(), require_account())
    names = service_names([one.service_id for one in mails])
    by_service = [(name, [one for one in mails if one.service_id == id_]) for id_, name in names]
    return render_template("desk/mails.html", services=by_service)


@blueprint.get(ONE)
def mail_text(service_id: str, name: str, state: str) -> Answer:
    """/bureau/courriels/<service>/<mail>/<state> · manager of the service: read it, change it"""
    mail = _mail(service_id, name, state)
    return _page(mail, mail.text, preview=service_mails.preview(ports(), mail, mail.text))


@blueprint.post(ONE)
def change_mail_text(service_id: str, name: str, state: str) -> Answer:
    """/bureau/courriels/<service>/<mail>/<state> · manager of the service: look at it first, or keep it"""
    only(request.form, SUBJECT, BODY, "action")
    mail = _mail(service_id, name, state)
    subject, body = request.form.get(SUBJECT, ""), request.form.get(BODY, "")
    try:
        if request.form.get("action") == "apercu":
            text = service_mails.checked(subject, body)
            return _page(mail, text, preview=service_mails.preview(ports(), mail, text), draft=True)
        service_mails.change(ports(), require_account(), mail, subject, body)
    except CaseworkRefused as refusal:
        return _page(mail, MailText(subject, body), refusal=refusal), 422
    return _done(_("Le courriel est enregistré. Il sert dès le prochain envoi."))


@blueprint.post(f"{ONE}/standard")
def standard_mail_text(service_id: str, name: str, state: str) -> Answer:
    """/bureau/courriels/<service>/<mail>/<state>/standard · manager of the service: as it was"""
    only(request.form)
    service_mails.back_to_standard(ports(), _mail(service_id, name, state))
    return _done(_("Le texte standard est rétabli."))


def _mail(service_id: str, name: str, state: str) -> ServiceMail:
    return service_mails.find(ports(), require_account(), service_id, Occasion(name, state))


def _done(text: str) -> Response:
    flash(text, "ok")
    return redirect(url_for("desk.mail_list"), code=303)


def _page(
    mail: ServiceMail,
    text: MailText,
    *,
    preview: Mail | None = None,
    draft: bool = False,
    refusal: CaseworkRefused | None = None,
) -> str:
    """`draft`: what is shown is not kept yet."""
    occasion = mail.told.occasion
    return render_template(
        "desk/mail.html",
        mail=mail,
        text=text,
        preview=preview,
        apart=service_mails.apart(ports(), mail),
        draft=draft,
        known=known(),
        longest=LONGEST_SUBJECT,
        url=url_for("desk.mail_text", service_id=mail.service_id, name=occasion.name, state=occasion.state),
        errors={refusal.place: str(refusal)} if refusal else {},
        page_errors=[(f"champ-{refusal.place}", str(refusal))] if refusal else [],
    )
