"""`/bureau/equipe`: who has how much in charge, for the manager; `/bureau/absences`: who is away."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.desk.absence import in_words
from app.core.desk.filters import NotAFilter, read_day
from app.core.language import _
from app.usecases.desk import absences, team
from app.usecases.desk.on_duty import CaseworkRefused
from app.web.access import ports, require_account
from app.web.desk.blueprint import Answer, blueprint
from app.web.desk.services import service_names
from app.web.posted import only

TERRITORIES = {
    "metropole": _("France métropolitaine"),
    "alsace-moselle": _("Alsace-Moselle"),
    "guadeloupe": _("Guadeloupe"),
    "martinique": _("Martinique"),
    "guyane": _("Guyane"),
    "la-reunion": _("La Réunion"),
    "mayotte": _("Mayotte"),
    "saint-barthelemy": _("Saint-Barthélemy"),
    "saint-martin": _("Saint-Martin"),
}


@blueprint.get("/equipe", endpoint="team")
def team_page() -> Answer:
    """/bureau/equipe · manager: the load of the agents of their services"""
    return _team_page()


@blueprint.post("/equipe/territoire")
def settle() -> Answer:
    """/bureau/equipe/territoire · manager of the service: whose public holidays count"""
    only(request.form, "territoire", "service")
    service, territory = request.form.get("service", ""), request.form.get("territoire", "")
    try:
        team.settle(ports(), require_account(), service, territory)
    except CaseworkRefused as refusal:
        return _team_page(wrong=service, error=str(refusal)), 422
    flash(_("Le territoire est enregistré. Les échéances en suspens sont recalculées aujourd’hui."), "ok")
    return redirect(url_for("desk.team"), code=303)


@blueprint.get("/absences", endpoint="absences")
def absences_page() -> Answer:
    """/bureau/absences · agent: their own; a manager: those of their services"""
    return _absences_page({"agent": request.args.get("agent", "")})


@blueprint.post("/absences")
def say_absence() -> Answer:
    """/bureau/absences · agent: for themselves; a manager of one of their services: for them"""
    only(request.form, "agent", "du", "au")
    typed = {name: request.form.get(name, "") for name in ("agent", "du", "au")}
    account = require_account()
    first, last = _day(typed["du"]), _day(typed["au"])
    try:
        absences.say(ports(), account, typed["agent"] or account.id, first, last)
    except CaseworkRefused as refusal:
        return _absences_page(typed, refusal), 422
    return _said(_("L’absence est enregistrée."))


@blueprint.post("/absences/<absence_id>/suppression")
def unsay_absence(absence_id: str) -> Answer:
    """/bureau/absences/<id>/suppression · whoever might have said it"""
    only(request.form)
    absences.unsay(ports(), require_account(), absence_id)
    return _said(_("L’absence est supprimée."))


def _said(text: str) -> Response:
    flash(text, "ok")
    return redirect(url_for("desk.absences"), code=303)


def _day(text: str) -> date | None:
    """ "27/03/2026", as filters of the list read it; None for anything else."""
    try:
        return read_day(text)
    except NotAFilter:
        return None


def _team_page(*, wrong: str = "", error: str = "") -> str:
    account = require_account()
    return render_template(
        "desk/team.html",
        teams=team.teams(ports(), account),
        names=dict(service_names(account.services("manager"))),
        territories=list(TERRITORIES.items()),
        wrong=wrong,
        error=error,
        page_errors=[(f"territoire-{wrong}", error)] if error else [],
        in_words=in_words,
    )


def _absences_page(typed: dict[str, str], refusal: CaseworkRefused | None = None) -> str:
    account = require_account()
    found = absences.calendar(ports(), account)
    place = (refusal.place or "du") if refusal else ""
    return render_template(
        "desk/absences.html",
        people=[(one.account_id, one.name) for one in found.people],
        rows=[(one, found.name(one.account_id), in_words(one)) for one in found.absences],
        typed={"du": "", "au": "", **typed, "agent": typed.get("agent") or account.id},
        errors={place: str(refusal)} if refusal else {},
        page_errors=[(f"champ-{place}", str(refusal))] if refusal else [],
    )
