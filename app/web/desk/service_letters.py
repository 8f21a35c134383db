"""`/bureau/lettres`: the words of a service's decision letters, for its manager."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.language import _
from app.core.texts.letters import NAMES
from app.core.texts.mail_texts import MailText
from app.core.texts.message_words import known
from app.usecases.desk import service_letters
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.desk.service_letters import BODY, LONGEST_TITLE, TITLE, Preview, ServiceLetter
from app.web.access import ports, require_account
from app.web.desk.blueprint import Answer, blueprint
from app.web.desk.services import service_names
from app.web.posted import only

ONE = "/lettres/<service_id>/<state>"


@blueprint.get("/lettres")
def letter_list() -> Answer:
    """/bureau/lettres · manager: the decision letters of their services"""
    found = service_letters.of_my_services(ports(), require_account())
    names = service_names([one.service_id for one in found])
    by_service = [(name, [one for one in found if one.service_id == id_]) for id_, name in names]
    return render_template("desk/letters.html", services=by_service)


@blueprint.get(ONE)
def letter_text(service_id: str, state: str) -> Answer:
    """/bureau/lettres/<service>/<state> · manager of the service: read it, change it"""
    one = _letter(service_id, state)
    return _page(one, one.text, preview=service_letters.preview(ports(), one, one.text))


@blueprint.post(ONE)
def change_letter_text(service_id: str, state: str) -> Answer:
    """/bureau/lettres/<service>/<state> · manager of the service: look at it first, or keep it"""
    only(request.form, TITLE, BODY, "action")
    one = _letter(service_id, state)
    title, body = request.form.get(TITLE, ""), request.form.get(BODY, "")
    try:
        if request.form.get("action") == "apercu":
            text = service_letters.checked(one, title, body)
            return _page(one, text, preview=service_letters.preview(ports(), one, text), draft=True)
        service_letters.change(ports(), require_account(), one, title, body)
    except CaseworkRefused as refusal:
        return _page(one, MailText(title, body), refusal=refusal), 422
    return _done(_("La lettre est enregistrée. Elle sert dès la prochaine décision."))


@blueprint.post(f"{ONE}/standard")
def standard_letter_text(service_id: str, state: str) -> Answer:
    """/bureau/lettres/<service>/<state>/standard · manager of the service: as it was"""
    only(request.form)
    service_letters.back_to_standard(ports(), _letter(service_id, state))
    return _done(_("Le texte standard est rétabli."))


def _letter(service_id: str, state: str) -> ServiceLetter:
    return service_letters.find(ports(), require_account(), service_id, state)


def _done(text: str) -> Response:
    flash(text, "ok")
    return redirect(url_for("desk.letter_list"), code=303)


def _page(
    one: ServiceLetter,
    text: MailText,
    *,
    preview: Preview | None = None,
    draft: bool = False,
    refusal: CaseworkRefused | None = None,
) -> str:
    """`draft`: what is shown is not kept yet."""
    service_id, state = one.service_id, one.letter.state
    return render_template(
        "desk/letter.html",
        one=one,
        text=text,
        preview=preview,
        draft=draft,
        known=known(NAMES),
        longest=LONGEST_TITLE,
        url=url_for("desk.letter_text", service_id=service_id, state=state),
        standard_url=url_for("desk.standard_letter_text", service_id=service_id, state=state),
        errors={refusal.place: str(refusal)} if refusal else {},
        page_errors=[(f"champ-{refusal.place}", str(refusal))] if refusal else [],
    )
