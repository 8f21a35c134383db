"""Pages around the forms: help, accessibility, personal data, the demonstration's mails, health."""

import logging

from flask import Response, current_app, jsonify, render_template, send_file

from app.core.errors import NotFound
from app.settings import Settings
from app.usecases import operate
from app.web.access import ports
from app.web.public.blueprint import blueprint

log = logging.getLogger(__name__)


@blueprint.get("/logo")
def logo() -> Response:
    """/logo · anyone: the service's own, from the settings"""
    settings: Settings = current_app.extensions["settings"]
    if not settings.logo:
        raise NotFound
    return send_file(settings.logo, max_age=3600)


@blueprint.get("/aide")
def help_page() -> str:
    """/aide · anyone"""
    return render_template("public/help.html", forms=ports().forms.published())


@blueprint.get("/accessibilite")
def accessibility() -> str:
    """/accessibilite · anyone"""
    return render_template("public/accessibility.html")


@blueprint.get("/donnees-personnelles")
def personal_data() -> str:
    """/donnees-personnelles · anyone"""
    return render_template("public/personal_data.html", forms=ports().forms.published())


@blueprint.get("/courriels")
def outbox() -> str:
    """/courriels · anyone, in demonstration only"""
    mails = operate.outbox(ports())
    return render_template("public/outbox.html", mails=mails)


@blueprint.get("/sante")
def health() -> tuple[Response, int]:
    """/sante · anyone: 200 when the database answers and a form is served, else 503"""
    forms = len(ports().forms.published())
    try:
        with ports().store.reading() as tx:
            tx.accounts.get("")
    except Exception as mishap:  # noqa: BLE001 - whatever it was, this page only tells that it is
        log.error("health: the database does not answer: %s", mishap)
        return jsonify(status="down", database=False, forms=forms), 503
    return jsonify(status="ok" if forms else "no-form", database=True, forms=forms), 200 if forms else 503
