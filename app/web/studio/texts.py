"""`/atelier/brouillons/<id>/textes`: what a form writes to citizens, place by place, with a look before."""

from flask import flash, redirect, render_template, request, url_for

from app.core.editing import EditRefused
from app.core.french import spaced
from app.core.language import _
from app.core.texts.form_texts import LONGEST_BODY, LONGEST_SUBJECT
from app.core.texts.mail_texts import MailText
from app.core.texts.message_words import known
from app.core.texts.plain_language import hints
from app.usecases import studio
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.desk.service_mails import BODY, SUBJECT
from app.usecases.studio import DesignConflict, Opened, form_texts
from app.usecases.studio.form_texts import WrittenText
from app.web.access import ports, require_account
from app.web.buttons import whole_number
from app.web.posted import only
from app.web.studio.blueprint import Answer, blueprint

LOOK, BACK = "apercu", "standard"


@blueprint.get("/brouillons/<draft_id>/textes")
def texts(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/textes · designer of the service: every text, and which are the form's own"""
    opened = studio.open_draft(ports(), require_account(), draft_id)
    found = form_texts.texts_of(ports(), opened)
    return render_template(
        "studio/texts.html",
        draft=opened.draft,
        definition=opened.definition,
        pages=[one for one in found if not one.place.is_mail],
        mails=[one for one in found if one.place.is_mail],
        plain={one.place.id: len(hints(one.own.body)) for one in found if one.own},
    )


@blueprint.get("/brouillons/<draft_id>/textes/<place_id>")
def one_text(draft_id: str, place_id: str) -> Answer:
    """/atelier/brouillons/<id>/textes/<place> · designer of the service"""
    opened = studio.open_draft(ports(), require_account(), draft_id)
    found = form_texts.find(ports(), opened, place_id)
    return _page(opened, found, found.text)


@blueprint.post("/brouillons/<draft_id>/textes/<place_id>")
def write_text(draft_id: str, place_id: str) -> Answer:
    """/atelier/brouillons/<id>/textes/<place> · designer of the service: look, keep, or back to the usual"""
    only(request.form, "revision", SUBJECT, BODY, "action")
    account, action = require_account(), request.form.get("action", "")
    opened = studio.open_draft(ports(), account, draft_id)
    found = form_texts.find(ports(), opened, place_id)
    typed = MailText(request.form.get(SUBJECT, ""), request.form.get(BODY, ""))
    try:
        text = None if action == BACK else form_texts.checked(found.place, typed.subject, typed.body)
        if action == LOOK and text:
            return _page(opened, found, text, looked=True)
        revision = whole_number(request.form.get("revision", "")) or 0
        form_texts.keep(ports(), account, opened, found, text, based_on=revision)
    except CaseworkRefused as refusal:
        return _page(opened, found, typed, wrong=(refusal.place, str(refusal))), 422
    except EditRefused as refused:
        return _page(opened, found, typed, wrong=(BODY, spaced(str(refused)))), 422
    except DesignConflict as conflict:
        return _page(opened, found, typed, wrong=(BODY, spaced(str(conflict)))), 409
    flash(_("Le texte habituel est rétabli.") if text is None else _("Le texte est enregistré."), "ok")
    return redirect(url_for("studio.one_text", draft_id=draft_id, place_id=place_id), code=303)


def _page(
    opened: Opened,
    found: WrittenText,
    text: MailText,
    *,
    looked: bool = False,
    wrong: tuple[str, str] | None = None,
) -> str:
    """`looked`: what is shown is not kept yet."""
    return render_template(
        "studio/text.html",
        draft=opened.draft,
        definition=opened.definition,
        one=found,
        text=text,
        preview=None if wrong else form_texts.preview(ports(), opened, found.place, text),
        looked=looked,
        hints=hints(f"{text.subject}\n{text.body}") if found.own or looked or wrong else (),
        known=known(),
        longest=(LONGEST_SUBJECT, LONGEST_BODY),
        errors=dict([wrong]) if wrong else {},
        page_errors=[(f"champ-{wrong[0]}", wrong[1])] if wrong else [],
    )
