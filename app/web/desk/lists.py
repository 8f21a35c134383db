"""`/bureau`: the list, the page that words a filter, and the views that are kept."""

from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from app.core.desk.columns import Column
from app.core.desk.filters import NotAFilter, make_filter, operator_names
from app.core.errors import NotFound
from app.core.language import _
from app.usecases.desk import desk_views
from app.usecases.desk.desk_list import Asked, desk, written
from app.usecases.desk.desk_views import NewView, ViewRefused
from app.web.access import ports, require_account
from app.web.desk.address import LIST, from_pairs, pairs, read, url
from app.web.desk.blueprint import Answer, blueprint
from app.web.desk.listing import listing
from app.web.desk.services import service_names
from app.web.posted import only


@blueprint.get("")
def queue() -> Answer:
    """/bureau · agent: the dossiers of their services, filtered and sorted by the address"""
    return _queue_page(request.args)


@blueprint.get("/filtre")
def word_filter() -> Answer:
    """/bureau/filtre · agent: how to compare one column, and with what; then back to the list"""
    found = desk(ports(), require_account(), read(request.args), people=True)
    column = next((c for c in found.columns if c.key == request.args.get("champ")), None)
    if column is None:
        return redirect(url(found.asked), code=303)
    if "comparer" not in request.args:
        return _filter_page(found.asked, column)
    typed = [request.args.get(name, "") for name in ("valeur", "valeur2")]
    try:
        added = make_filter(column, request.args["comparer"], typed)
    except NotAFilter as refusal:
        return _filter_page(found.asked, column, error=str(refusal)), 422
    filters = tuple(dict.fromkeys((*found.asked.filters, written(added))))
    return redirect(url(replace(found.asked, filters=filters)), code=303)


@blueprint.get("/vues")
def views() -> Answer:
    """/bureau/vues · agent: the views kept, to rename or delete"""
    return _views_page()


@blueprint.post("/vues")
def keep_view() -> Answer:
    """/bureau/vues · agent: keep the list under a name"""
    account = require_account()
    only(request.form, "nom", "partage", *LIST)
    choices = pairs(read(MultiDict((n, v) for n, v in request.form.items(multi=True) if n in LIST)))
    new = NewView(request.form.get("nom", ""), choices, request.form.get("partage", ""))
    try:
        view = desk_views.keep(ports(), account, new)
    except ViewRefused as refusal:
        args = MultiDict(choices)
        return _queue_page(args, view_error=str(refusal)), 422
    flash(_("La vue « {name} » est enregistrée.").format(name=view.name), "ok")
    return redirect(url(from_pairs(view.choices)), code=303)


@blueprint.post("/vues/<view_id>")
def rename_view(view_id: str) -> Answer:
    """/bureau/vues/<view_id> · agent: give it another name"""
    only(request.form, "nom")
    name = request.form.get("nom", "")
    try:
        desk_views.rename(ports(), require_account(), view_id, name)
    except ViewRefused as refusal:
        return _views_page(wrong=view_id, typed=name, error=str(refusal)), 422
    flash(_("La vue est renommée."), "ok")
    return redirect(url_for("desk.views"), code=303)


@blueprint.post("/vues/<view_id>/supprimer")
def delete_view(view_id: str) -> Answer:
    """/bureau/vues/<view_id>/supprimer · agent: forget it; the dossiers stay"""
    only(request.form)
    view = desk_views.delete(ports(), require_account(), view_id)
    flash(_("La vue « {name} » est supprimée.").format(name=view.name), "ok")
    return redirect(url_for("desk.views"), code=303)


def _queue_page(args: MultiDict[str, str], *, view_error: str = "") -> str:
    account = require_account()
    found = desk(ports(), account, read(args))
    return render_template(
        "desk/queue.html",
        listing=listing(found, ports().clock.today()),
        services=[("", _("Moi seulement")), *service_names(account.desk_services())],
        view_error=view_error,
        page_errors=[("champ-nom", view_error)] if view_error else [],
    )


def _filter_page(asked: Asked, column: Column, *, error: str = "") -> str:
    operators = operator_names(column.type)
    return render_template(
        "desk/filter.html",
        column=column,
        operators=operators,
        names=[name for name, _words in operators],
        options=[(option.value, option.title) for option in column.options],
        dated=column.type in ("date", "instant"),
        input_mode="decimal" if column.type in ("number", "rows") else "",
        chosen=request.args.get("comparer", ""),
        typed=[request.args.get(name, "")[:200] for name in ("valeur", "valeur2")],
        kept=pairs(asked),
        back=url(asked),
        error=error,
        page_errors=[("champ-valeur", error)] if error else [],
    )


def _views_page(*, wrong: str = "", typed: str = "", error: str = "") -> str:
    account = require_account()
    known = desk_views.views(ports(), account)
    if wrong and wrong not in {view.id for view in known}:
        raise NotFound
    names = dict(service_names(account.desk_services()))
    return render_template(
        "desk/views.html",
        views=[(view, url(from_pairs(view.choices)), names.get(view.service_id, "")) for view in known],
        wrong=wrong,
        typed=typed,
        error=error,
        page_errors=[(f"nom-{wrong}", error)] if error else [],
    )
