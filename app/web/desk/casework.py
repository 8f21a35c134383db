"""`/bureau/dossiers/<reference>/…`: who has the dossier in charge, its group, its labels, what is written."""

from collections.abc import Callable, Mapping

from flask import flash, redirect, render_template, request

from app.core.desk.absence import Absence, in_words
from app.core.desk.casework import Colleague
from app.core.dossier import Dossier, spell_reference
from app.core.language import _
from app.usecases.desk import archive_paper, assigning, labels, messages, notes, process, routing
from app.usecases.desk.on_duty import CaseworkRefused
from app.web.access import ports, require_account
from app.web.desk import address
from app.web.desk.blueprint import Answer, blueprint
from app.web.desk.case_page import case_page
from app.web.desk.sections.section import Typed
from app.web.posted import only
from app.web.uploads import joined


@blueprint.post("/dossiers/<reference>/attribution")
def assign(reference: str) -> Answer:
    """/bureau/dossiers/<reference>/attribution · agent of the service: give it to an agent, or to nobody"""
    only(request.form, "agent", "prevenir", "absent")
    to, tell = request.form.get("agent", ""), "prevenir" in request.form
    even_away = request.form.get("absent", "") == to != ""  # confirmed for this very agent
    try:
        dossier = assigning.assign(
            ports(), require_account(), reference, to, tell=tell, even_away=even_away
        )  # fmt: skip
    except CaseworkRefused as refusal:
        away = to if isinstance(refusal, assigning.AgentAway) else ""
        return _choice_page(reference, chosen=to, error=str(refusal), away=away, tell=tell), 422
    flash(_("L’attribution est enregistrée.") if to else _("Plus personne n’a ce dossier en charge."), "ok")
    return redirect(address.of_case("desk.case", dossier.reference), code=303)


@blueprint.get("/dossiers/<reference>/attribution")
def choose_agent(reference: str) -> Answer:
    """/bureau/dossiers/<reference>/attribution · agent of the service: choose a colleague"""
    return _choice_page(reference)


@blueprint.post("/dossiers/<reference>/etiquettes")
def put_labels(reference: str) -> Answer:
    """/bureau/dossiers/<reference>/etiquettes · agent of the service: only what was ticked or unticked
    on this page changes: a colleague may have put another one meanwhile"""
    only(request.form, "etiquette", "vues")
    chosen = request.form.getlist("etiquette")
    seen = request.form.get("vues", "").split()
    on = [id_ for id_ in chosen if id_ not in seen]
    off = [id_ for id_ in seen if id_ not in chosen]
    dossier = labels.put(ports(), require_account(), reference, on, off)
    flash(_("Les étiquettes sont enregistrées."), "ok")
    return redirect(address.of_case("desk.case", dossier.reference), code=303)


@blueprint.post("/dossiers/<reference>/synthese")
def summarise(reference: str) -> Answer:
    """/bureau/dossiers/<reference>/synthese · agent of the service: have the summary for the archive made"""
    only(request.form)
    dossier = archive_paper.ask(ports(), require_account(), reference)
    flash(_("La synthèse se prépare. Elle sera dans les documents du dossier dans un instant."), "ok")
    return redirect(address.of_case("desk.case", dossier.reference, _anchor="documents"), code=303)


@blueprint.post("/dossiers/<reference>/notes")
def write_note(reference: str) -> Answer:
    """/bureau/dossiers/<reference>/notes · agent of the service: a note that the citizen never reads"""
    only(request.form, "note")
    body = request.form.get("note", "")
    return _written(
        reference, "notes", lambda: notes.write(ports(), require_account(), reference, body),
        _("La note est enregistrée."),
    )  # fmt: skip


@blueprint.post("/dossiers/<reference>/notes/<note_id>/rayer")
def strike_note(reference: str, note_id: str) -> Answer:
    """/bureau/dossiers/<reference>/notes/<id>/rayer · agent of the service: strike it out, with a reason"""
    only(request.form, "raison")
    reason = request.form.get("raison", "")
    return _written(
        reference, "notes", lambda: notes.strike(ports(), require_account(), reference, note_id, reason),
        _("La note est rayée."),
    )  # fmt: skip


@blueprint.post("/dossiers/<reference>/messages")
def write_message(reference: str) -> Answer:
    """/bureau/dossiers/<reference>/messages · agent of the service: write to the citizen"""
    only(request.form, "message", "attendre")
    body, awaits = request.form.get("message", ""), request.form.get("attendre") == "oui"
    return _written(
        reference, "messages",
        lambda: messages.to_citizen(
            ports(), require_account(), reference, body, awaits=awaits, files=joined("pieces")
        ),
        _("Votre message est envoyé."),
    )  # fmt: skip


def _written(reference: str, section: str, write: Callable[[], Dossier], done: str) -> Answer:
    """Keep what was typed when it is refused; else back to the section."""
    try:
        dossier = write()
    except CaseworkRefused as refusal:
        opened = process.open_case(ports(), require_account(), reference)
        back = Typed(dict(request.form.items()), ((refusal.place, str(refusal)),))
        return case_page(opened, typed={section: back}), 422
    flash(done, "ok")
    return redirect(address.of_case("desk.case", dossier.reference, _anchor=section), code=303)


@blueprint.post("/dossiers/<reference>/groupe")
def put_in_group(reference: str) -> Answer:
    """/bureau/dossiers/<reference>/groupe · agent of the service: give it to a group, or to none"""
    only(request.form, "groupe")
    group_id = request.form.get("groupe", "")
    dossier = routing.put_in(ports(), require_account(), reference, group_id)
    flash(_("Le groupe est enregistré.") if group_id else _("Le dossier n’a plus de groupe."), "ok")
    return redirect(address.of_case("desk.case", dossier.reference), code=303)


def _choice_page(
    reference: str, *, chosen: str = "", error: str = "", away: str = "", tell: bool = False
) -> str:
    """`away`: the agent who was chosen and is away, to be confirmed."""
    dossier, people, absences = assigning.colleagues(ports(), require_account(), reference)
    return render_template(
        "desk/assign.html",
        reference=spell_reference(dossier.reference),
        url=address.of_case("desk.assign", dossier.reference),
        case_url=address.of_case("desk.case", dossier.reference),
        agents=[(one.account_id, _named(one, absences)) for one in people],
        chosen=chosen or dossier.assigned_to,
        away=away,
        away_name=next((one.name for one in people if one.account_id == away), ""),
        tell=tell,
        error=error,
        page_errors=[("champ-agent", error)] if error else [],
    )


def _named(person: Colleague, absences: Mapping[str, Absence]) -> str:
    absence = absences.get(person.account_id)
    if absence is None:
        return person.name
    return _("{name} (absence {when})").format(name=person.name, when=in_words(absence))
