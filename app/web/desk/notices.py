"""`/bureau/notifications`: what an agent wants to hear of by mail, form by form."""

from flask import flash, redirect, render_template, request, url_for

from app.core.desk.notices import DOSSIERS, MESSAGES
from app.core.language import _
from app.usecases.desk import notices
from app.web.access import ports, require_account
from app.web.desk.blueprint import Answer, blueprint
from app.web.posted import only


@blueprint.get("/notifications")
def notices_page() -> Answer:
    """/bureau/notifications · agent: their own choices"""
    return render_template(
        "desk/notices.html",
        preferences=notices.preferences(ports(), require_account()),
        subjects=[
            (DOSSIERS, _("Dossiers reçus ou corrigés")),
            (MESSAGES, _("Messages sur vos dossiers")),
        ],
        rhythms=[
            ("instant", _("Tout de suite")),
            ("daily", _("Une fois par jour")),
            ("none", _("Jamais")),
        ],
    )


@blueprint.post("/notifications")
def choose_notices() -> Answer:
    """/bureau/notifications · agent: keep their choices"""
    account = require_account()
    names = {
        f"{subject}:{one.form.slug}": (one.form.slug, subject)
        for one in notices.preferences(ports(), account)
        for subject in one.rhythms
    }
    only(request.form, *names)
    notices.choose(
        ports(), account, {names[name]: typed for name, typed in request.form.items() if name in names}
    )
    flash(_("Vos choix sont enregistrés."), "ok")
    return redirect(url_for("desk.notices_page"), code=303)
