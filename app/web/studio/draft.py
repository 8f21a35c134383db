"""`/atelier/brouillons/<id>`: outline, page, properties of a draft; one post a change, and each is undone."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import flash, request
from werkzeug.wrappers import Response

from app.core.account import Account
from app.core.editing import EditRefused, warned
from app.core.editing.mending import mend, pointers, spotted
from app.core.editing.outline import asked
from app.core.editing.trees import at
from app.core.french import spaced
from app.core.language import _
from app.core.studio import FormDraft
from app.usecases import studio
from app.usecases.studio import NOTHING, DesignConflict, Opened
from app.web.access import ports, require_account
from app.web.buttons import whole_number
from app.web.posted import only
from app.web.studio import properties
from app.web.studio.blueprint import Answer, blueprint
from app.web.studio.builder import Doing, done, show, wants_parts
from app.web.studio.edits import NEW, SHEET, edit_of

Json = Any
NAMES = (
    "action", "revision", "question", "etape", "vers", "sorte", "libelle", "obligatoire", "choix", "chemin",
    "titre", "texte", "confirme", "choisies", "recherche", *properties.NAMES, *SHEET.values(),
)  # fmt: skip


@blueprint.get("/brouillons/<draft_id>")
def draft(draft_id: str) -> Answer:
    """/atelier/brouillons/<id> · designer of the service"""
    opened = studio.open_draft(ports(), require_account(), draft_id)
    many = tuple(request.args.getlist("choisies")) if "plusieurs" in request.args else None
    doing = Doing(many=many, search=request.args.get("recherche", "")[:100])
    return show(opened, request.args.get("question", ""), request.args.get("etape", ""), doing)


@blueprint.post("/brouillons/<draft_id>")
def change(draft_id: str) -> Answer:
    """/atelier/brouillons/<id> · designer of the service: one change"""
    only(request.form, *dict.fromkeys(NAMES))
    account, form = require_account(), request.form
    if form.get("action") == "chercher":
        opened = studio.open_draft(ports(), account, draft_id)
        doing = Doing(search=form.get("recherche", "")[:100])
        return show(opened, form.get("question", ""), form.get("etape", ""), doing)
    return edited(draft_id, lambda document: edit_of(form, document))


def edited(
    draft_id: str, decide: Callable[[Json], Json], again: Callable[[EditRefused], Doing] | None = None
) -> Answer:
    """One edit, read off the draft by `decide`; `again` is what the page keeps when it is refused."""
    account, form = require_account(), request.form
    path, step = form.get("question", ""), form.get("etape", "")
    before: list[Json] = []

    def read(_tx: object, draft: FormDraft) -> Json:
        wanted = decide(draft.document)
        before[:] = [draft.document, wanted]
        return wanted

    try:
        opened = studio.edit_as(ports(), account, draft_id, read, based_on=revision())
    except EditRefused as refused:
        opened = studio.open_draft(ports(), account, draft_id)
        many = tuple(form.getlist("choisies")) or None
        doing = again(refused) if again else Doing(refused=refused, typed=form, many=many)
        return show(opened, path, step, doing, 422)
    except DesignConflict as conflict:
        kept = again(EditRefused("conflict", str(conflict))) if again else Doing(typed=form)
        return conflicted(account, draft_id, conflict, kept)
    told = opened.undo if opened.draft.document is not before[0] else ""
    if told and (missing := warned(*before)):
        flash(spaced(missing), "attention")
    return done(opened, *_next(before[0], opened.draft.document, path, step), told)


def _next(before: Json, after: Json, path: str, step: str) -> tuple[str, str]:
    """What is chosen after a change: the question that is new, else the same, else its step."""
    known, now = asked(before), asked(after)
    action = request.form.get("action", "").partition(":")[0]
    if action in NEW and len(after["steps"]) > len(before["steps"]):
        ids = {one["id"] for one in before["steps"]}
        return "", next(str(one["id"]) for one in after["steps"] if one["id"] not in ids)
    new = next((one for one in now if one not in known), "")
    if new or path in now:
        return new or path, ""
    return "", step or (str(at(before, known[path].keys[:2])["id"]) if path in known else "")


@blueprint.post("/brouillons/<draft_id>/annuler")
def undo(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/annuler · designer of the service"""
    return _back(draft_id, studio.undo, _("Annulé : {told}"))


@blueprint.post("/brouillons/<draft_id>/retablir")
def redo(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/retablir · designer of the service"""
    return _back(draft_id, studio.redo, _("Rétabli : {told}"))


def _back(draft_id: str, way: Callable[..., Opened], words: str) -> Answer:
    only(request.form, "revision", "question", "etape")
    account, form = require_account(), request.form
    path, step = form.get("question", ""), form.get("etape", "")
    try:
        opened = way(ports(), account, draft_id, based_on=revision())
    except EditRefused as refused:
        opened = studio.open_draft(ports(), account, draft_id)
        if wants_parts():
            return show(opened, path, step, Doing(told=str(refused)))
        flash(spaced(str(refused)), "attention")
        return done(opened, path, step)
    except DesignConflict as conflict:
        return conflicted(account, draft_id, conflict, Doing())
    told = opened.redo if way is studio.undo else opened.undo
    return done(opened, path, step, words.format(told=told))


@blueprint.post("/brouillons/<draft_id>/corrections")
def correct(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/corrections · designer of the service: what the linter proposes, done"""
    only(request.form, "revision", "question", "etape", "code", "lieu")
    opened = studio.open_draft(ports(), require_account(), draft_id)
    code, place = request.form.get("code", ""), request.form.get("lieu", "")
    found = next((one for one in opened.problems() if (one.code, one.pointer) == (code, place)), None)
    document = opened.draft.document
    offered = mend(document, spotted(pointers(document), found)) if found is not None else None
    return edited(draft_id, lambda _document: offered.edit if offered is not None else NOTHING)


def revision() -> int:
    """The revision that the page had read."""
    return whole_number(request.form.get("revision", "")) or 0


def conflicted(account: Account, draft_id: str, conflict: DesignConflict, kept: Doing) -> Response:
    """The page as it is now, and who changed what; nothing was done, what was typed (`kept`) stays."""
    opened = studio.open_draft(ports(), account, draft_id)
    path, step = request.form.get("question", ""), request.form.get("etape", "")
    doing = replace(kept, refused=None, conflict=spaced(str(conflict)))
    return show(opened, path, step, doing, 409)
