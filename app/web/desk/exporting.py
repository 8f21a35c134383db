"""`/bureau/exporter`: choose dossiers and columns, see what is inside, take the file."""

import logging
from collections.abc import Iterator, Mapping

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.errors import TemplateRefused
from app.core.exporting.columns import Column
from app.core.exporting.formats import FORMATS
from app.core.french import spaced
from app.core.language import _
from app.usecases.exporting import export_dossiers, export_templates
from app.usecases.exporting.export_dossiers import Download
from app.usecases.exporting.export_templates import Choice
from app.web.access import ports, require_account
from app.web.desk import export_form
from app.web.desk.blueprint import Answer, blueprint
from app.web.posted import only

log = logging.getLogger(__name__)


@blueprint.get("/exporter")
def exports() -> Answer:
    """/bureau/exporter · agent: the forms whose dossiers may be exported"""
    shown = export_dossiers.offer(ports(), require_account(), export_dossiers.Wanted(""))
    return render_template("desk/exports.html", forms=shown.forms)


@blueprint.get("/exporter/<slug>")
def export(slug: str) -> Answer:
    """/bureau/exporter/<slug> · agent of the service: what the export will hold"""
    return _page(export_form.read(slug, request.args))


@blueprint.post("/exporter/<slug>/fichier")
def download(slug: str) -> Answer:
    """/bureau/exporter/<slug>/fichier · agent of the service: the file, as it is made"""
    only(request.form, *export_form.NAMES)
    asked = export_form.read(slug, request.form)
    if asked.errors:
        return _page(asked)
    return streamed(export_dossiers.download(ports(), require_account(), asked.wanted))


@blueprint.get("/exporter/<slug>/modele")
def columns(slug: str) -> Answer:
    """/bureau/exporter/<slug>/modele · agent of the service: choose and order columns"""
    return _columns_page(export_templates.choice(ports(), require_account(), slug))


@blueprint.post("/exporter/<slug>/modele")
def keep_columns(slug: str) -> Answer:
    """/bureau/exporter/<slug>/modele · agent of the service: keep the columns under a name"""
    account, form = require_account(), request.form
    offered = export_templates.choice(ports(), account, slug)
    only(form, "nom", "partage", "colonne", *(f"place:{column.key}" for column in offered.columns))
    places = {key: form.get(f"place:{key}", "") for key in form.getlist("colonne")}
    try:
        made = export_templates.keep(
            ports(), account, slug, name=form.get("nom", ""), places=places,
            shared=form.get("partage") == "oui",
        )  # fmt: skip
    except TemplateRefused as refusal:
        return _columns_page(offered, refusal), 422
    flash(_("Modèle « {name} » enregistré.").format(name=made.name), "ok")
    return redirect(url_for("desk.export", slug=slug, modele=made.id), code=303)


@blueprint.post("/exporter/modeles/<template_id>/supprimer")
def forget_columns(template_id: str) -> Answer:
    """/bureau/exporter/modeles/<id>/supprimer · the agent who made it"""
    only(request.form, "demarche")
    export_templates.remove(ports(), require_account(), template_id)
    flash(_("Modèle supprimé."), "ok")
    slug = request.form.get("demarche", "")
    return redirect(url_for("desk.export", slug=slug) if slug else url_for("desk.exports"), code=303)


def _page(asked: export_form.Asked) -> Answer:
    account = require_account()
    shown = export_dossiers.offer(ports(), account, asked.wanted)
    page = render_template(
        "desk/export.html",
        asked=asked,
        offer=shown,
        format=FORMATS[asked.wanted.format],
        formats=export_form.formats(),
        states=export_form.states(shown),
        templates=export_form.templates(shown, account.id),
        lists=export_form.lists(shown, asked.wanted),
        total=export_form.total(shown),
        left_out=export_form.left_out(shown),
        hidden=export_form.hidden(asked),
        mine=[one for one in shown.templates if one.account_id == account.id],
        page_errors=list(asked.errors),
    )
    return (page, 422) if asked.errors else page


PLACES: Mapping[str, str] = {"name": "champ-nom", "columns": "colonne-1", "places": "place-1"}


def _columns_page(offered: Choice, refusal: TemplateRefused | None = None) -> str:
    typed = request.form
    where, error = (refusal.where, spaced(str(refusal))) if refusal else ("", "")
    return render_template(
        "desk/export_columns.html",
        offered=offered,
        groups=_groups(offered.columns),
        ticked=set(typed.getlist("colonne")),
        typed=typed,
        where=where,
        error=error,
        page_errors=[(PLACES[where], error)] if error else [],
    )


def _groups(offered: tuple[Column, ...]) -> list[tuple[str, list[tuple[int, Column]]]]:
    """The columns by step, numbered from 1 over the page; those that every form has come first."""
    groups: dict[str, list[tuple[int, Column]]] = {}
    for place, column in enumerate(offered, 1):
        groups.setdefault(column.step or _("Le dossier"), []).append((place, column))
    return list(groups.items())


def streamed(found: Download) -> Response:
    """The answer that hands it over. What fails at once is told by a page; later, the file stops short and
    the log says why."""
    first = next(found.chunks, b"")
    answer = FlaskResponse(_told(first, found), mimetype=found.media_type)
    answer.headers["Content-Type"] = found.media_type
    answer.headers["Cache-Control"] = "no-store"
    answer.headers.set("Content-Disposition", "attachment", filename=found.name)
    return answer


def _told(first: bytes, found: Download) -> Iterator[bytes]:
    try:
        yield first
        yield from found.chunks
    except Exception:
        log.exception("export %s stopped in the middle", found.name)
        raise
