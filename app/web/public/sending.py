"""The last look at a form, sending it, and what the person leaves with."""

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.errors import NotDeclared
from app.core.identity import identity, same_person
from app.core.workflow import DRAFT
from app.usecases import fill
from app.usecases.fill import follow
from app.usecases.fill.correction import asked
from app.usecases.fill.filling import Recap
from app.usecases.fill.preview_form import preview_form
from app.usecases.fill.submit import submit
from app.web.access import current_acting, open_dossier, ports
from app.web.posted import only
from app.web.public.blueprint import blueprint
from app.web.public.documents import pdf
from app.web.public.progress import RECAP, Progress

DECLARATION = "declaration"


@blueprint.get("/dossiers/<reference>/verifier")
def recap(reference: str) -> Response:
    """/dossiers/<reference>/verifier · holder: also the way to resume, it leads to the first open step"""
    dossier_id = open_dossier(reference)
    return _show(fill.recap(ports(), dossier_id, current_acting()))


@blueprint.post("/dossiers/<reference>/verifier")
def send(reference: str) -> Response:
    """/dossiers/<reference>/verifier · holder: sends; a second sending finds the same dossier"""
    dossier_id = open_dossier(reference)
    only(request.form, DECLARATION)
    acting = current_acting()
    try:
        sent_ = submit(ports(), dossier_id, declared=DECLARATION in request.form, acting=acting)
    except NotDeclared as refusal:
        return _show(fill.recap(ports(), dossier_id, acting), error=str(refusal))
    return redirect(url_for("public.sent", reference=sent_.dossier.reference), code=303)


@blueprint.get("/dossiers/<reference>/projet.pdf")
def draft(reference: str) -> Response:
    """/dossiers/<reference>/projet.pdf · holder: what would be sent, on paper; nothing is kept"""
    dossier_id = open_dossier(reference)
    return pdf(preview_form(ports(), dossier_id, current_acting()), f"projet-{reference}.pdf")


@blueprint.get("/dossiers/<reference>/envoye")
def sent(reference: str) -> str | Response:
    """/dossiers/<reference>/envoye · holder"""
    dossier_id = open_dossier(reference)
    followed = follow.follow_up(ports(), dossier_id, current_acting())
    if followed.dossier.state == DRAFT:
        return redirect(url_for("public.recap", reference=reference), code=303)
    return render_template("public/sent.html", followed=followed, dossier=followed.dossier)


def _show(page: Recap, error: str = "") -> Response:
    reference = page.dossier.reference

    def edit_url(step_id: str) -> str:
        return url_for("public.step", reference=reference, step_id=step_id, retour="verifier")

    html = render_template(
        "public/recap.html",
        dossier=page.dossier,
        definition=page.definition,
        sections=page.sections,
        progress=Progress.of(page.journey, reference, RECAP),
        edit_url=edit_url,
        again=page.dossier.submitted_at is not None,
        correction=asked(ports(), page.dossier),
        another_name=_another_name(page),
        error=error,
        page_errors=[(f"champ-{DECLARATION}", error)] if error else [],
    )
    return make_response(html, 422 if error else 200)


def _another_name(page: Recap) -> str:
    """The name in the answers when it is not that of the person being helped: two appointments in a row."""
    acting = current_acting()
    name = identity(page.definition, page.dossier.working).letter_name
    helped = acting.mode != "autonome" and acting.beneficiary.name
    return name if helped and not same_person(name, acting.beneficiary.name) else ""
