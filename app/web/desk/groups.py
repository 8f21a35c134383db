"""`/bureau/groupes`: the groups of a service, their agents and the one by default, for its manager."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.language import _
from app.usecases.desk import groups
from app.usecases.desk.on_duty import CaseworkRefused
from app.web.access import ports, require_account
from app.web.desk.blueprint import Answer, blueprint
from app.web.desk.services import service_names
from app.web.posted import only


@blueprint.get("/groupes")
def service_groups() -> Answer:
    """/bureau/groupes · manager: the groups of their services"""
    return _page()


@blueprint.post("/groupes")
def make_group() -> Answer:
    """/bureau/groupes · manager of the service: a new one"""
    only(request.form, "nom", "service")
    name, service = request.form.get("nom", ""), request.form.get("service", "")
    try:
        groups.make(ports(), require_account(), service, name)
    except CaseworkRefused as refusal:
        return _page(name=name, service=service, refusal=refusal), 422
    return _done(_("Le groupe est créé. Cochez ses agents."))


@blueprint.post("/groupes/defaut")
def default_group() -> Answer:
    """/bureau/groupes/defaut · manager of the service: the group that takes what no rule sends elsewhere"""
    only(request.form, "groupe", "service")
    service, group = request.form.get("service", ""), request.form.get("groupe", "")
    groups.fall_back(ports(), require_account(), service, group)
    return _done(_("Le groupe par défaut est enregistré."))


@blueprint.post("/groupes/<group_id>")
def change_group(group_id: str) -> Answer:
    """/bureau/groupes/<id> · manager of the service: another name, its agents"""
    only(request.form, "nom", "agents")
    name, agents = request.form.get("nom", ""), request.form.getlist("agents")
    try:
        groups.change(ports(), require_account(), group_id, name, agents)
    except CaseworkRefused as refusal:
        return _page(wrong=group_id, name=name, agents=agents, refusal=refusal), 422
    return _done(_("Le groupe est enregistré."))


@blueprint.post("/groupes/<group_id>/suppression")
def delete_group(group_id: str) -> Answer:
    """/bureau/groupes/<id>/suppression · manager of the service: its dossiers have no group any more"""
    only(request.form)
    try:
        groups.delete(ports(), require_account(), group_id)
    except CaseworkRefused as refusal:
        return _page(wrong=group_id, refusal=refusal), 422
    return _done(_("Le groupe est supprimé. Ses dossiers n’ont plus de groupe."))


def _done(text: str) -> Response:
    flash(text, "ok")
    return redirect(url_for("desk.service_groups"), code=303)


def _page(
    *,
    wrong: str = "",
    name: str | None = None,
    agents: list[str] | None = None,
    service: str = "",
    refusal: CaseworkRefused | None = None,
) -> str:
    """`wrong` is the group that was refused, "" for a new one; what was typed comes back there."""
    account = require_account()
    place = (refusal.place or "nom") if refusal else ""
    input_id = f"{place}-{wrong}" if wrong else f"champ-{place}"
    return render_template(
        "desk/groups.html",
        services=groups.of_my_services(ports(), account),
        names=dict(service_names(account.services("manager"))),
        wrong=wrong,
        typed_name=name,
        typed_agents=agents,
        typed_service=service,
        errors={place: str(refusal)} if refusal else {},
        page_errors=[(input_id, str(refusal))] if refusal else [],
    )
