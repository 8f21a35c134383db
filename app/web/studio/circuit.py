"""`/atelier/brouillons/<id>/circuit`: the workflow of a draft, chosen, set and drawn. It decides nothing."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from app.core.editing import EditRefused
from app.core.errors import DefinitionRefused, NotFound
from app.core.french import spaced
from app.core.language import _
from app.core.legal_time.deadlines import read_delay
from app.core.legal_time.silence import ACCEPTS, NONE, REJECTS
from app.core.workflow import Workflow
from app.core.workflow.picture import drawn
from app.core.workflow.settings import STAFF, advice, configured, delays_of, kept, levels, roles_of
from app.usecases import studio
from app.usecases.studio import DesignConflict, Opened, choosing_circuit
from app.web.access import ports, require_account
from app.web.buttons import whole_number
from app.web.posted import only
from app.web.studio.blueprint import Answer, blueprint

Json = Any
UNITS = ("M", "D")
MOST = {"M": 60, "D": 730}
DELAY, ROLE = "delai:", "role:"  # before the id of a state or of an action, in names of inputs
MOST_MONTHS = 60


@dataclass(frozen=True, slots=True)
class DelayInput:
    """A delay on the page: so many months or days."""

    id: str
    label: str
    number: str
    unit: str


class _Wrong(Exception):
    """An input to mend, and how."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(message)
        self.place = place


@blueprint.get("/brouillons/<draft_id>/circuit")
def circuit(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/circuit · designer of the service; ?circuit=… looks at another one"""
    opened = studio.open_draft(ports(), require_account(), draft_id)
    return _page(opened, request.args.get("circuit", ""))


@blueprint.post("/brouillons/<draft_id>/circuit")
def choose_circuit(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/circuit · designer of the service: keep the workflow and its settings"""
    account, form = require_account(), request.form
    opened = studio.open_draft(ports(), account, draft_id)
    workflow = ports().workflows.get(form.get("circuit", ""))
    names = [f"{DELAY}{one.id}{part}" for one in delays_of(workflow) for part in ("", ":unite")]
    only(
        form, "revision", "circuit", "silence", "mois", *names, *(ROLE + one.id for one in roles_of(workflow))
    )
    try:
        settings, silence = kept(workflow, _settings(workflow)), _silence()
        revision = whole_number(form.get("revision", "")) or 0
        choosing_circuit.choose(
            ports(), account, draft_id, workflow.name, settings, silence, based_on=revision
        )
    except _Wrong as wrong:
        return _page(opened, workflow.name, (wrong.place, str(wrong))), 422
    except EditRefused as refused:
        return _page(opened, workflow.name, ("circuit", spaced(str(refused)))), 422
    except DesignConflict as conflict:
        return _page(opened, workflow.name, ("circuit", spaced(str(conflict)))), 409
    flash(_("Le circuit est enregistré. Il sert aux dossiers commencés après la publication."), "ok")
    return redirect(url_for("studio.circuit", draft_id=draft_id), code=303)


def _settings(workflow: Workflow) -> Json:
    """What the inputs of the page say."""
    delays = {}
    for one in delays_of(workflow):
        unit = request.form.get(f"{DELAY}{one.id}:unite", "")
        number = whole_number(request.form.get(DELAY + one.id, "").strip())
        if unit not in UNITS or number is None or not 1 <= number <= MOST[unit]:
            words = _("Saisissez un nombre entier, de 1 à {n}.").format(n=MOST.get(unit, MOST["M"]))
            raise _Wrong(f"delai-{one.id}", words)
        delays[one.id] = f"P{number}{unit}"
    roles = {one.id: request.form.get(ROLE + one.id, "").split() for one in roles_of(workflow)}
    for action, chosen in roles.items():
        if not chosen or not set(chosen) <= set(STAFF):
            raise _Wrong(f"role-{action}", _("Choisissez qui fait cette action."))
    return {"delays": delays, "roles": roles}


def _silence() -> Json:
    rule = request.form.get("silence", "")
    if rule not in (ACCEPTS, REJECTS, NONE):
        raise _Wrong("silence", _("Choisissez ce que vaut le silence du service."))
    if rule == NONE:
        return {"rule": rule}
    months = whole_number(request.form.get("mois", "").strip())
    if months is None or not 1 <= months <= MOST_MONTHS:
        words = _("Saisissez un nombre entier, de 1 à {n}.").format(n=MOST_MONTHS)
        raise _Wrong("mois", words)
    return {"rule": rule, "months": months}


def _inputs(workflow: Workflow, settings: Json) -> list[DelayInput]:
    """As typed, else as set, else as usual."""
    found = []
    for one in delays_of(workflow):
        delay = read_delay(settings.get("delays", {}).get(one.id, one.usual))
        number, unit = (delay.months, "M") if delay.months and not delay.days else (delay.days, "D")
        typed = request.form.get(DELAY + one.id, str(number))
        found.append(DelayInput(one.id, one.label, typed, request.form.get(f"{DELAY}{one.id}:unite", unit)))
    return found


def _page(opened: Opened, looked_at: str, wrong: tuple[str, str] = ("", "")) -> str:
    definition = opened.definition
    name = looked_at or definition.workflow
    try:
        workflow = ports().workflows.get(name)
    except NotFound:
        workflow = ports().workflows.get("instruction")
    settings = kept(workflow, definition.circuit) if workflow.name == definition.workflow else {}
    try:
        shown = configured(workflow, settings)
    except DefinitionRefused:  # the workflow has changed since: its own settings are offered
        settings, shown = {}, workflow
    chosen = {one.id: settings.get("roles", {}).get(one.id, one.usual) for one in roles_of(workflow)}
    return render_template(
        "studio/circuit.html",
        draft=opened.draft,
        definition=definition,
        workflow=workflow,
        choices=[(one, levels(one)) for one in choosing_circuit.choices(ports())],
        delays=_inputs(workflow, settings),
        roles=[
            (one.id, one.label, request.form.get(ROLE + one.id, " ".join(chosen[one.id])))
            for one in roles_of(workflow)
        ],
        silence=request.form.get("silence", definition.legal.silence.rule),
        months=request.form.get("mois", definition.legal.silence.months or ""),
        drawing=drawn(shown),
        advice=advice(workflow, definition.legal.silence.rule),
        wrong={wrong[0]: wrong[1]},
        page_errors=[wrong] if wrong[0] else [],
    )
