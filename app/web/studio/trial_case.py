"""`/atelier/essais/<reference>`: a test dossier seen from the service, and the buttons of every role."""

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Response as Download
from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.account import Account
from app.core.desk.opinions import answer_in_words
from app.core.dossier import Dossier
from app.core.editing import EditRefused
from app.core.errors import NotFound, TransitionNotAllowed
from app.core.french import spaced
from app.core.language import _
from app.core.workflow.words import by_whom
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.ports import Ports
from app.usecases.studio import DesignConflict, trial_beside, trials
from app.usecases.studio.trials import TrialCase
from app.web.access import begin_acting, end_acting, grant, ports, require_account
from app.web.headers import POLICY
from app.web.posted import only
from app.web.studio.blueprint import Answer, blueprint
from app.web.studio.trying import documents, pdf


@blueprint.get("/essais/<reference>")
def trial_case(reference: str) -> Answer:
    """/atelier/essais/<reference> · designer of the service: as an agent reads it"""
    return _page(trials.open_trial(ports(), require_account(), reference))


@blueprint.post("/essais/<reference>")
def act_on_trial(reference: str) -> Answer:
    """/atelier/essais/<reference> · designer of the service: an action, in the role that may"""
    only(request.form, "action", "etat", "motif")
    form, account = request.form, require_account()
    action = form.get("action", "")
    try:
        trials.act(
            ports(), account, reference, action, from_state=form.get("etat", ""), motive=form.get("motif", "")
        )
    except TransitionNotAllowed as refused:
        case = trials.open_trial(ports(), account, reference)
        return _page(
            case, action, spaced(str(refused))
        ), 409 if refused.reason == "changed-meanwhile" else 422
    return redirect(url_for("studio.trial_case", reference=reference), code=303)


@blueprint.post("/essais/<reference>/messages")
def write_in_trial(reference: str) -> Answer:
    """/atelier/essais/<reference>/messages · designer of the service: writes as the agent"""
    return _beside(reference, trial_beside.write_as_agent, "message", "echanges")


@blueprint.post("/essais/<reference>/avis")
def ask_in_trial(reference: str) -> Answer:
    """/atelier/essais/<reference>/avis · designer of the service: asks a made-up expert"""
    return _beside(reference, trial_beside.ask_as_agent, "question", "avis")


def _beside(reference: str, act: Callable[[Ports, Account, str, str], None], wrong: str, then: str) -> Answer:
    only(request.form, "texte")
    account = require_account()
    try:
        act(ports(), account, reference, request.form.get("texte", ""))
    except (CaseworkRefused, TransitionNotAllowed) as refused:
        case = trials.open_trial(ports(), account, reference)
        return _page(case, wrong, spaced(str(refused))), 422
    return redirect(url_for("studio.trial_case", reference=reference, _anchor=then), code=303)


@blueprint.post("/essais/<reference>/reprendre")
def resume_trial(reference: str) -> Answer:
    """/atelier/essais/<reference>/reprendre · designer of the service: on the pages of citizens"""
    only(request.form)
    dossier = _opened(reference)
    return redirect(url_for("public.follow", reference=dossier.reference), code=303)


@blueprint.get("/essais/<reference>/ecrans")
def trial_screens(reference: str) -> Response:
    """/atelier/essais/<reference>/ecrans · designer of the service: on a phone and on a desktop, live"""
    dossier = _opened(reference)
    page = render_template(
        "studio/trial_screens.html",
        dossier=dossier,
        address=url_for("public.follow", reference=dossier.reference),
    )
    answer = make_response(page)
    answer.headers["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return answer


@blueprint.post("/essais/<reference>/scenario")
def keep_scenario(reference: str) -> Answer:
    """/atelier/essais/<reference>/scenario · designer of the service: its answers become a scenario"""
    only(request.form, "nom")
    account = require_account()
    try:
        draft = trials.keep_as_scenario(ports(), account, reference, request.form.get("nom", ""))
    except (EditRefused, DesignConflict) as refused:
        case = trials.open_trial(ports(), account, reference)
        return _page(case, "scenario", spaced(str(refused))), 422
    flash(_("Le scénario est gardé. Il sera rejoué à chaque publication."), "ok")
    return redirect(url_for("studio.trial", draft_id=draft.id, _anchor="scenarios"), code=303)


@blueprint.post("/essais/<reference>/supprimer")
def forget_trial(reference: str) -> Answer:
    """/atelier/essais/<reference>/supprimer · designer of the service"""
    only(request.form)
    account = require_account()
    case = trials.open_trial(ports(), account, reference)
    trials.forget(ports(), account, reference)
    flash(_("L’essai est supprimé."), "ok")
    if case.draft is None:
        return redirect(url_for("studio.forms"), code=303)
    return redirect(url_for("studio.trial", draft_id=case.draft.id, _anchor="essais"), code=303)


@blueprint.get("/essais/<reference>/documents/<kind>")
def trial_document(reference: str, kind: str) -> Download:
    """/atelier/essais/<reference>/documents/<kind> · designer of the service: the PDF"""
    return pdf(trials.document(ports(), require_account(), reference, kind), kind)


@blueprint.post("/essais/fin-de-l-aide")
def end_help() -> Answer:
    """/atelier/essais/fin-de-l-aide · designer: plays the adviser no more"""
    only(request.form)
    end_acting()
    came_from = urlsplit(request.referrer or "").path.removesuffix("/ecrans")  # that page would play it again
    return redirect(came_from if came_from.startswith("/atelier") else url_for("studio.forms"), code=303)


def _opened(reference: str) -> Dossier:
    """The test in this session, as whoever began it: a citizen, or an adviser."""
    case = trials.open_trial(ports(), require_account(), reference)
    if case.dossier.acting.mode != "autonome" and case.dossier.acting.actor.id != require_account().id:
        raise NotFound  # another designer plays the adviser of this one
    end_acting()
    grant(case.dossier)
    if case.dossier.acting.actor.role == "adviser":
        begin_acting(case.dossier.acting)
    return case.dossier


def _page(case: TrialCase, wrong: str = "", error: str = "") -> str:
    ids = {"scenario": "champ-nom", "message": trial_beside.MESSAGE_PLACE,
           "question": trial_beside.QUESTION_PLACE}  # fmt: skip
    return render_template(
        "studio/trial_case.html",
        case=case,
        beside=trial_beside.beside(ports(), require_account(), case.dossier.reference),
        opinion_words=answer_in_words,
        dossier=case.dossier,
        definition=case.definition,
        actions=[(one, by_whom(one)) for one in case.actions],
        documents=documents(),
        wrong=wrong,
        error=error,
        typed=request.form,
        page_errors=[(ids.get(wrong, f"motif-{wrong}"), error)] if error else [],
    )
