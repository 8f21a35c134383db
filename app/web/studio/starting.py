"""`/atelier/nouveau`: the ways to start a form, but from a blank page; and the report of what was read."""

from collections.abc import Callable, Mapping

from flask import flash, redirect, render_template, request, url_for

from app.core.editing import EditRefused
from app.core.errors import UnknownAnswers
from app.core.french import spaced
from app.core.importing.report import ENFORCED, IGNORED, REFUSED, RENDERED
from app.core.language import _
from app.core.studio import FormDraft
from app.usecases.studio import starting
from app.usecases.studio.starting import StartRefused, Wanted
from app.web.access import ports, require_account
from app.web.desk.services import service_names
from app.web.posted import only
from app.web.studio.blueprint import Answer, blueprint

MOST_TOLD = 10  # problems of a file on the page
# way → the input that is to be mended when it fails
INPUTS: Mapping[str, str] = {
    "modele": "champ-modele",
    "fichier": "champ-fichier",
    "cellules": "champ-cellules",
}


@blueprint.get("/nouveau")
def starts() -> Answer:
    """/atelier/nouveau · designer"""
    return _page()


@blueprint.post("/nouveau")
def start_from() -> Answer:
    """/atelier/nouveau · designer of the service: a draft from a model, a file, pasted cells"""
    only(request.form, "depuis", "titre", "service", "modele", "cellules")
    way = WAYS.get(request.form.get("depuis", ""))
    if way is None:
        raise UnknownAnswers(["depuis"])
    title = request.form.get("titre", "").strip()
    given = request.files.get("fichier")
    wanted = Wanted(request.form.get("service", ""), title, (given.filename or "") if given else "")
    try:
        draft = way(wanted)
    except (StartRefused, EditRefused) as refused:
        return _page([spaced(str(refused)), *map(str, _more(refused))]), 422
    if draft.revision:  # it was there: the file took its place
        flash(_("Le formulaire est importé à la place de son brouillon. « Annuler » y revient."), "ok")
        return redirect(url_for("studio.draft", draft_id=draft.id), code=303)
    flash(_("Le brouillon est créé. Voici ce qu’il reste à faire à la main."), "ok")
    return redirect(url_for("studio.start_report", draft_id=draft.id), code=303)


def _more(refused: StartRefused | EditRefused) -> list[str]:
    """The problems after the first, which the refusal tells."""
    return [spaced(f"{one.pointer} : {one.message} {one.fix}") for one in refused.problems[1:MOST_TOLD]]


def _from_model(wanted: Wanted) -> FormDraft:
    slug = request.form.get("modele", "")
    if not slug:
        raise StartRefused(_("Choisissez un modèle."))
    return starting.from_model(ports(), require_account(), wanted, slug)


def _from_file(wanted: Wanted) -> FormDraft:
    given = request.files.get("fichier")
    if given is None or not given.filename:
        raise StartRefused(_("Choisissez un fichier."))
    return starting.from_content(ports(), require_account(), wanted, given.stream.read())


def _from_cells(wanted: Wanted) -> FormDraft:
    cells = request.form.get("cellules", "")
    if not cells.strip():
        raise StartRefused(_("Collez les cellules de votre tableau."))
    return starting.from_sheet(ports(), require_account(), wanted, cells.encode(errors="replace"))


WAYS: Mapping[str, Callable[[Wanted], FormDraft]] = {
    "modele": _from_model,
    "fichier": _from_file,
    "cellules": _from_cells,
}


@blueprint.get("/brouillons/<draft_id>/import")
def start_report(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/import · designer of the service: what became of the file it started from"""
    draft, found = starting.report_of(ports(), require_account(), draft_id)
    words = {
        REFUSED: _("À reprendre à la main"),
        ENFORCED: _("Appliqué sans être montré"),
        RENDERED: _("Repris, à vérifier"),
        IGNORED: _("Ignoré"),
    }
    listed = found.report.get("keywords", ())
    return render_template(
        "studio/start_report.html",
        draft=draft,
        report=found,
        told=found.report.get("told", ()),
        labels=found.report.get("labels", ()),
        kept=found.report.get("counts", {}).get(RENDERED, 0),
        groups=[
            (title, [one for one in listed if one["status"] == status]) for status, title in words.items()
        ],
    )


def _page(errors: list[str] | None = None) -> str:
    services = require_account().services("designer")
    way = request.form.get("depuis", "")
    return render_template(
        "studio/starts.html",
        models=[(form.slug, form.title) for form in starting.models(ports())],
        services=service_names(services),
        typed=request.form,
        way=way,
        error=errors[0] if errors else "",
        page_errors=[(INPUTS[way], one) for one in errors or ()],
    )
