"""`/atelier/brouillons/<id>`: outline, page, properties of a draft; one post a change, and each is undone."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.account import Account
from app.core.editing import EditRefused
from app.core.editing.outline import asked
from app.core.editing.trees import at
from app.core.french import spaced
from app.usecases import studio
from app.usecases.studio import DesignConflict, Opened
from app.web.access import ports, require_account
from app.web.buttons import whole_number
from app.web.posted import only
from app.web.studio.blueprint import Answer, blueprint
from app.web.studio.edits import SHEET, choices, edit_of
from app.web.studio.outline import choose, entries, preview
from app.web.studio.words import kinds

Json = Any
NAMES = (
    "action", "revision", "question", "etape", "vers", "sorte", "libelle", "aide", "court", "obligatoire",
    "choix", "chemin", "titre", "texte", "confirme", *SHEET.values(),
)  # fmt: skip
NOTHING = {"verb": "several", "edits": []}  # nothing on the page differs from the draft


@blueprint.get("/brouillons/<draft_id>")
def draft(draft_id: str) -> Answer:
    """/atelier/brouillons/<id> · designer of the service"""
    opened = studio.open_draft(ports(), require_account(), draft_id)
    return show(opened, request.args.get("question", ""), request.args.get("etape", ""))


@blueprint.post("/brouillons/<draft_id>")
def change(draft_id: str) -> Answer:
    """/atelier/brouillons/<id> · designer of the service: one change"""
    only(request.form, *dict.fromkeys(NAMES))
    account, form = require_account(), request.form
    before = studio.read_draft(ports(), account, draft_id)
    path, step = form.get("question", ""), form.get("etape", "")
    try:
        wanted = edit_of(form, before.document)
        if wanted == NOTHING:
            return _to(draft_id, path, "" if path else step)
        opened = studio.edit(ports(), account, draft_id, wanted, based_on=_revision())
    except EditRefused as refused:
        opened = studio.open_draft(ports(), account, draft_id)
        return show(opened, path, step, refused=refused, typed=form), 422
    except DesignConflict as conflict:
        return _again(account, draft_id, conflict)
    return _to(draft_id, *_next(before.document, opened.draft.document, path, step))


def _next(before: Json, after: Json, path: str, step: str) -> tuple[str, str]:
    """What is chosen after a change: the question that is new, else the same, else its step."""
    known, now = asked(before), asked(after)
    new = next((one for one in now if one not in known), "")
    if new or path in now:
        return new or path, ""
    return "", step or (str(at(before, known[path].keys[:2])["id"]) if path in known else "")


@blueprint.post("/brouillons/<draft_id>/annuler")
def undo(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/annuler · designer of the service"""
    return _back(draft_id, studio.undo)


@blueprint.post("/brouillons/<draft_id>/retablir")
def redo(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/retablir · designer of the service"""
    return _back(draft_id, studio.redo)


def _back(draft_id: str, way: Any) -> Answer:
    only(request.form, "revision", "question", "etape")
    account = require_account()
    try:
        way(ports(), account, draft_id, based_on=_revision())
    except EditRefused as refused:
        flash(spaced(str(refused)), "attention")
    except DesignConflict as conflict:
        return _again(account, draft_id, conflict)
    return _to(draft_id, request.form.get("question", ""), request.form.get("etape", ""))


def _revision() -> int:
    return whole_number(request.form.get("revision", "")) or 0


def _again(account: Account, draft_id: str, conflict: DesignConflict) -> Answer:
    """The page as it is now, and who changed what; nothing was done."""
    opened = studio.open_draft(ports(), account, draft_id)
    path, step = request.form.get("question", ""), request.form.get("etape", "")
    return show(opened, path, step, conflict=spaced(str(conflict)), typed=request.form), 409


def _to(draft_id: str, path: str, step: str) -> Response:
    return redirect(
        url_for("studio.draft", draft_id=draft_id, question=path or None, etape=step or None), code=303
    )


def show(
    opened: Opened,
    path: str,
    step_id: str,
    *,
    refused: EditRefused | None = None,
    conflict: str = "",
    typed: Json = None,
) -> str:
    """The three columns. `typed` is what was posted and not done: it stays in its inputs."""
    definition, document = opened.definition, opened.draft.document
    chosen = choose(opened, path, step_id)
    schema = at(document, asked(document)[chosen.path].schema) if chosen.path else {}
    return render_template(
        "studio/draft.html",
        draft=opened.draft,
        definition=definition,
        opened=opened,
        chosen=chosen,
        outline=[(step, entries(step, n, definition)) for n, step in enumerate(definition.steps)],
        form=preview(definition, chosen.step, ports().clock.today()),
        choices=choices(schema),
        sheet={name: at(document, place.split("."), "") for place, name in SHEET.items()},
        kinds=kinds(),
        typed=typed or {},
        confirm=refused is not None and refused.reason == "referred-to",
        conflict=conflict,
        page_errors=[_place(refused, typed)] if refused else [],
    )


def _place(refused: EditRefused, typed: Json) -> tuple[str, str]:
    """(id of the input to mend, sentence)."""
    ids = {
        "ajouter": "p-nouvelle",
        "ajouter-etape": "p-etape",
        "enregistrer-etape": "p-titre",
        "renommer": "p-chemin",
    }
    return ids.get(typed.get("action", ""), "p-libelle"), spaced(str(refused))
