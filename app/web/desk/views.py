"""`/bureau/dossiers`: a dossier, its actions. Agents only; another service's dossier is a 404."""

from flask import flash, redirect, render_template, request

from app.core.account import DESK_ROLES
from app.core.errors import NotFound, TransitionNotAllowed
from app.core.french import spaced
from app.core.language import _
from app.core.workflow import Transition
from app.usecases.desk import message_templates, process, visits
from app.usecases.desk.process import Case
from app.web.access import ports, require_account
from app.web.desk import address
from app.web.desk.blueprint import Answer, blueprint
from app.web.desk.case_page import case_page
from app.web.desk.caseview import Action, action_of, case_view, what_will_happen
from app.web.desk.sections.annotations import NAME
from app.web.desk.sections.section import Typed
from app.web.desk.words import unreached
from app.web.posted import only

OVERTAKEN = {"wrong-state", "changed-meanwhile", "opinion-given", "opinions-missing"}
MOTIVE_LIMIT = 5000


@blueprint.get("/dossiers/<reference>")
def case(reference: str) -> Answer:
    """/bureau/dossiers/<reference> · agent of the service: one dossier, and what can be done with it"""
    within = address.within(request.args)
    opened = process.open_case(ports(), require_account(), reference, within)
    page = case_page(opened, typed=_from_template(reference))
    visits.record(ports(), opened.dossier, opened.visit)
    return page


def _from_template(reference: str) -> dict[str, Typed]:
    """The message begun by a text of the service (`?modele=`), for the agent to read again and send."""
    chosen = request.args.get("modele", "")
    text = message_templates.text_for(ports(), require_account(), reference, chosen) if chosen else ""
    return {"messages": Typed({"message": text})} if text else {}


@blueprint.post("/dossiers/<reference>/suivre")
def follow(reference: str) -> Answer:
    """/bureau/dossiers/<reference>/suivre · agent of the service: put it in one's own file"""
    only(request.form)
    dossier = process.follow(ports(), require_account(), reference)
    flash(_("Vous suivez ce dossier : il est dans la file « Suivis par moi »."), "ok")
    return redirect(address.of_case("desk.case", dossier.reference), code=303)


@blueprint.post("/dossiers/<reference>/ne-plus-suivre")
def unfollow(reference: str) -> Answer:
    """/bureau/dossiers/<reference>/ne-plus-suivre · agent of the service: take it out of one's own file"""
    only(request.form)
    dossier = process.unfollow(ports(), require_account(), reference)
    flash(_("Vous ne suivez plus ce dossier."), "ok")
    return redirect(address.of_case("desk.case", dossier.reference), code=303)


@blueprint.get("/dossiers/<reference>/actions/<action>")
def confirm(reference: str, action: str) -> Answer:
    """/bureau/dossiers/<reference>/actions/<action> · agent of the service: what it will do"""
    found_case = process.open_case(ports(), require_account(), reference)
    found = _transition(found_case, action)
    if found not in found_case.actions:
        flash(_("Cette action n’est plus possible : le dossier a changé d’état."), "attention")
        return redirect(address.of_case("desk.case", found_case.dossier.reference), code=303)
    if lacking := process.lacking(ports(), found_case, found):
        flash(lacking, "attention")
        return redirect(address.of_case("desk.case", found_case.dossier.reference, _anchor=NAME), code=303)
    return _confirm_page(found_case, found, action_of(found_case, found))


@blueprint.post("/dossiers/<reference>/actions/<action>")
def act(reference: str, action: str) -> Answer:
    """/bureau/dossiers/<reference>/actions/<action> · agent of the service"""
    account = require_account()
    only(request.form, "motive", "from_state")
    motive, seen = request.form.get("motive", "").strip(), request.form.get("from_state", "")
    if len(motive) > MOTIVE_LIMIT:
        return _refused(reference, action, motive, _too_long(len(motive)))
    try:
        process.act(ports(), account, reference, action, motive=motive, from_state=seen)
    except TransitionNotAllowed as refusal:
        return _answer_refusal(reference, action, motive, refusal)
    opened = process.open_case(ports(), account, reference)
    flash(_done(opened, action), "ok")
    return redirect(address.of_case("desk.case", opened.dossier.reference), code=303)


def _answer_refusal(reference: str, action: str, motive: str, refusal: TransitionNotAllowed) -> Answer:
    """Keep what was typed: mend the motive (422), or learn who was first (409)."""
    if refusal.reason == "unknown-transition":
        raise NotFound
    if refusal.reason == "motive-required":
        return _refused(reference, action, motive, spaced(str(refusal)))
    if refusal.reason == "annotations-missing":
        return _refused_for_now(reference, motive, str(refusal))
    if refusal.reason not in OVERTAKEN:
        raise refusal
    opened = process.open_case(ports(), require_account(), reference, address.within(request.args))
    return case_page(opened, overtaken=True, kept_motive=motive), 409


def _refused_for_now(reference: str, motive: str, reason: str) -> Answer:
    """The dossier, with where to begin and the motive that was already written."""
    opened = process.open_case(ports(), require_account(), reference, address.within(request.args))
    back = Typed({}, ((NAME, reason),))
    return case_page(opened, typed={NAME: back}, kept_motive=motive), 422


def _refused(reference: str, action: str, motive: str, error: str) -> Answer:
    """The page that the action was posted from, with the motive and what is wrong with it."""
    opened = process.open_case(ports(), require_account(), reference, address.within(request.args))
    found = _transition(opened, action)
    shown = action_of(opened, found, first=found in opened.actions[:1], typed=motive, error=error)
    page = _confirm_page(opened, found, shown) if shown.confirm else case_page(opened, refused=shown)
    return page, 422


def _confirm_page(opened: Case, found: Transition, action: Action) -> str:
    return render_template(
        "desk/confirm.html",
        view=case_view(opened, ports().clock.today()),
        action=action,
        consequences=what_will_happen(opened, found),
        page_errors=[(action.field_id, action.error)] if action.error else [],
    )


def _transition(opened: Case, action: str) -> Transition:
    """The transition of this name, or NotFound; only the desk's actions exist here."""
    found = opened.workflow.transitions.get(action)
    if found is None or not set(DESK_ROLES) & set(found.by):
        raise NotFound
    return found


def _done(opened: Case, action: str) -> str:
    """What was done, in the words of the workflow, and what is being made."""
    found = opened.workflow.transitions[action]
    wrote = "motive" in found.requires and not opened.state.terminal
    warning = unreached(found, opened.dossier) if wrote else ""
    if opened.preparing and not warning:
        return _("{done}. Le document est en préparation.").format(done=found.done)
    return f"{found.done}. {warning}".strip()


def _too_long(length: int) -> str:
    sentence = _("Raccourcissez le motif : {limit} caractères au plus, il en a {n}.")
    return spaced(sentence.format(limit=MOTIVE_LIMIT, n=length))
