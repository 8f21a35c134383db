"""`/atelier/brouillons/<id>/essai`: fill it in for real, share it, read its documents and messages."""

from flask import Response as Download
from flask import flash, redirect, render_template, request, url_for

from app.core.editing import EditRefused
from app.core.french import spaced
from app.core.language import _
from app.core.scenarios import run
from app.core.studio.error_preview import all_messages
from app.core.studio.kind_names import kind_name
from app.usecases import studio
from app.usecases.studio import DesignConflict, Opened, trial_links, trials
from app.web.access import begin_acting, end_acting, grant, ports, require_account
from app.web.buttons import whole_number
from app.web.first_page import first_page
from app.web.posted import only
from app.web.studio.blueprint import Answer, blueprint

HELPED = "conseiller"
PRINTED = 3  # scenarios whose documents are offered


@blueprint.get("/brouillons/<draft_id>/essai")
def trial(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/essai · designer of the service"""
    return _page(draft_id)


@blueprint.post("/brouillons/<draft_id>/essai")
def begin_trial(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/essai · designer of the service: a test dossier, on the pages of citizens"""
    only(request.form, "comme")
    helped = request.form.get("comme") == HELPED
    dossier = trials.begin(ports(), require_account(), draft_id, helped=helped)
    definition = trials.open_trial(ports(), require_account(), dossier.reference).definition
    end_acting()
    grant(dossier)
    if helped:
        begin_acting(dossier.acting)
    return redirect(first_page(dossier.reference, definition), code=303)


@blueprint.post("/brouillons/<draft_id>/essai/lien")
def share(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/essai/lien · designer of the service: a link for who has no account"""
    only(request.form, "jours")
    days = whole_number(request.form.get("jours", "")) or 1
    url, until = trial_links.make_link(ports(), require_account(), draft_id, days)
    return _page(draft_id, link=url, until=until)


@blueprint.post("/brouillons/<draft_id>/essai/scenarios")
def drop_scenario(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/essai/scenarios · designer of the service: one less"""
    only(request.form, "revision", "numero")
    revision = whole_number(request.form.get("revision", "")) or 0
    index = whole_number(request.form.get("numero", "")) or 0
    edit = {"verb": "set-scenario", "index": index, "value": None}
    try:
        studio.edit(ports(), require_account(), draft_id, edit, based_on=revision)
    except (EditRefused, DesignConflict) as refused:
        flash(spaced(str(refused)), "attention")
    else:
        flash(_("Le scénario est retiré. « Annuler », dans Construire, le remet."), "ok")
    return redirect(url_for("studio.trial", draft_id=draft_id, _anchor="scenarios"), code=303)


@blueprint.get("/brouillons/<draft_id>/documents/<kind>")
def specimen(draft_id: str, kind: str) -> Download:
    """/atelier/brouillons/<id>/documents/<kind> · designer of the service: the PDF, for a scenario"""
    number = whole_number(request.args.get("scenario", "")) or 0
    content = trials.specimen_of(ports(), require_account(), draft_id, kind, number)
    return pdf(content, kind)


@blueprint.get("/brouillons/<draft_id>/messages")
def messages(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/messages · designer of the service: each question with all its errors"""
    opened = studio.open_draft(ports(), require_account(), draft_id)
    listed = all_messages(opened.definition)
    steps = [(step, [one for one in listed if one.step_id == step.id]) for step in opened.definition.steps]
    return render_template(
        "studio/trial_messages.html",
        draft=opened.draft,
        definition=opened.definition,
        steps=[(step, found) for step, found in steps if found],
        total=sum(len(one.told) for one in listed),
        kind_name=kind_name,
    )


def pdf(content: bytes, kind: str) -> Download:
    """A document as a browser shows it."""
    answer = Download(content, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "inline", filename=f"essai-{kind}.pdf")
    return answer


def _page(draft_id: str, **more: object) -> str:
    account = require_account()
    opened = studio.open_draft(ports(), account, draft_id)
    return render_template(
        "studio/trial.html",
        draft=opened.draft,
        definition=opened.definition,
        tests=trials.trials_of(ports(), account, draft_id),
        scenarios=_scenarios(opened),
        days=trial_links.DAYS,
        documents=documents(),
        printed=_printed(opened) or [(0, _("Sans réponse"))],
        **more,
    )


def _printed(opened: Opened) -> list[tuple[int, str]]:
    """(number, name) of the scenarios that could be sent: the others make no document."""
    listed = enumerate(opened.definition.scenarios)
    sendable = [(n, one.name) for n, one in listed if not one.errors and not one.ineligible]
    return sendable[:PRINTED]


def documents() -> list[tuple[str, str]]:
    """(kind, name) of what may be printed."""
    return [
        ("form", _("Formulaire rempli")),
        ("blank", _("Formulaire vierge")),
        ("receipt", _("Accusé de réception")),
        ("decision", _("Décision")),
        ("refusal", _("Refus")),
        ("closure", _("Classement sans suite")),
        ("summary", _("Synthèse du dossier")),
    ]


def _scenarios(opened: Opened) -> list[tuple[str, list[str]]]:
    """(name, what does not happen as it says) of each scenario."""
    failed: dict[int, list[str]] = {}
    for problem in run(opened.definition):
        failed.setdefault(int(problem.pointer.split("/")[2]), []).append(f"{problem.message} {problem.fix}")
    return [(one.name, failed.get(n, [])) for n, one in enumerate(opened.definition.scenarios)]
