"""`/bureau/dossiers/<reference>/modifications…`: propose to change an answer, take a proposal back."""

from flask import flash, redirect, render_template, request

from app.core.answers import FieldError
from app.core.dossier import spell_reference
from app.core.errors import NotFound
from app.core.field_types.base import Typed
from app.core.language import _
from app.core.summary import Line
from app.usecases.desk import amendments, process
from app.usecases.desk.amendments import REASON, AmendmentRefused
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.desk.process import Case
from app.web.access import ports, require_account
from app.web.desk import address
from app.web.desk.blueprint import Answer, blueprint
from app.web.desk.one_question import drawn, names, typed_in
from app.web.posted import only

QUESTION = "question"  # in the address: the path of the answer
ANCHOR = "modifications"


@blueprint.get("/dossiers/<reference>/modifications")
def choose_amendment(reference: str) -> Answer:
    """/bureau/dossiers/<reference>/modifications · agent of the service: choose the answer, then change it"""
    opened = process.open_case(ports(), require_account(), reference)
    found = amendments.questions(opened)
    if not found:
        raise NotFound
    if QUESTION not in request.args:
        return _choice(opened, found)
    return _page(opened, *_asked(opened))


@blueprint.post("/dossiers/<reference>/modifications")
def propose_amendment(reference: str) -> Answer:
    """/bureau/dossiers/<reference>/modifications?question= · agent of the service: propose it"""
    opened = process.open_case(ports(), require_account(), reference)
    line, label = _asked(opened)
    only(request.form, "raison", *names(line).values())
    typed, reason = typed_in(line, request.form), request.form.get("raison", "")
    try:
        amendments.propose(ports(), require_account(), opened, line.path, typed, reason)
    except AmendmentRefused as refusal:
        error = refusal.error or FieldError(line.path, refusal.code, str(refusal), "")
        return _page(opened, line, label, typed, reason, error=error), 422
    except CaseworkRefused as refusal:
        return _page(opened, line, label, typed, reason, wrong_reason=str(refusal)), 422
    flash(_told(opened), "ok")
    return redirect(address.of_case("desk.case", opened.dossier.reference, _anchor=ANCHOR), code=303)


@blueprint.post("/dossiers/<reference>/modifications/<amendment_id>/retirer")
def withdraw_amendment(reference: str, amendment_id: str) -> Answer:
    """/bureau/dossiers/<reference>/modifications/<id>/retirer · agent of the service: take it back"""
    only(request.form)
    found = amendments.withdraw(ports(), require_account(), reference, amendment_id)
    if found.awaited:
        flash(_("La proposition est retirée."), "ok")
    else:
        flash(_("Cette proposition n’attendait plus de réponse : rien n’a changé."), "info")
    return redirect(address.of_case("desk.case", reference, _anchor=ANCHOR), code=303)


def _told(opened: Case) -> str:
    if opened.dossier.email:
        return _("La proposition est envoyée à l’usager : rien ne change avant son accord.")
    return _(
        "La proposition est sur la page de suivi. Sans adresse électronique, l’usager n’est pas prévenu."
    )


def _asked(opened: Case) -> tuple[Line, str]:
    path = request.args.get(QUESTION, "")
    found = next((pair for pair in amendments.questions(opened) if pair[0].path == path), None)
    if found is None:
        raise NotFound
    return found


def _choice(opened: Case, found: tuple[tuple[Line, str], ...]) -> str:
    return render_template(
        "desk/amendment_choice.html",
        reference=spell_reference(opened.dossier.reference),
        back_url=address.of_case("desk.case", opened.dossier.reference, _anchor=ANCHOR),
        url=address.of_case("desk.choose_amendment", opened.dossier.reference),
        options=[(line.path, label) for line, label in found],
    )


def _page(
    opened: Case,
    line: Line,
    label: str,
    typed: Typed | None = None,
    reason: str = "",
    *,
    error: FieldError | None = None,
    wrong_reason: str = "",
) -> str:
    question = drawn(line, opened.dossier, typed, error)
    errors = [(question.target, question.sentence)] if error else []
    reference = opened.dossier.reference
    return render_template(
        "desk/amendment.html",
        reference=spell_reference(reference),
        back_url=address.of_case("desk.case", reference, _anchor=ANCHOR),
        choice_url=address.of_case("desk.choose_amendment", reference),
        url=address.of_case("desk.propose_amendment", reference, question=line.path),
        line=line,
        label=label,
        question=question,
        reason=reason,
        wrong_reason=wrong_reason,
        page_errors=errors + ([(REASON, wrong_reason)] if wrong_reason else []),
    )
