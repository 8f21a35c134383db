"""`/atelier/brouillons/<id>/json`: the same draft as JSON text, for what properties do not offer yet.

A text that is written here is one edit like another: checked by the parser, undone by the same button.
"""

from json import JSONDecodeError, dumps, loads
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from app.core.editing import EditRefused
from app.core.french import spaced
from app.core.language import _
from app.usecases import studio
from app.usecases.studio import DesignConflict, Opened
from app.web.access import ports, require_account
from app.web.buttons import whole_number
from app.web.posted import only
from app.web.studio.blueprint import Answer, blueprint

Json = Any
MOST_TOLD = 20  # problems on the page: the others come once these are mended


@blueprint.get("/brouillons/<draft_id>/json")
def text(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/json · designer of the service"""
    opened = studio.open_draft(ports(), require_account(), draft_id)
    return _page(opened, dumps(opened.draft.document, ensure_ascii=False, indent=2))


@blueprint.post("/brouillons/<draft_id>/json")
def write(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/json · designer of the service: the whole draft, written anew"""
    only(request.form, "revision", "document")
    account, typed = require_account(), request.form.get("document", "")
    opened = studio.open_draft(ports(), account, draft_id)
    try:
        wanted = {"verb": "write", "document": _read(typed)}
        revision = whole_number(request.form.get("revision", "")) or 0
        studio.edit(ports(), account, draft_id, wanted, based_on=revision)
    except EditRefused as refused:
        told = [f"{one.pointer} : {one.message} {one.fix}" for one in refused.problems[:MOST_TOLD]]
        return _page(opened, typed, told or [str(refused)]), 422
    except DesignConflict as conflict:
        return _page(opened, typed, [str(conflict)]), 409
    flash(_("Le brouillon est enregistré."), "ok")
    return redirect(url_for("studio.draft", draft_id=draft_id), code=303)


def _read(typed: str) -> Json:
    """The JSON of the text. EditRefused with the place of the mistake; a key written twice is one."""
    try:
        return loads(typed, object_pairs_hook=_without_doubles)
    except JSONDecodeError as error:
        message = _("JSON illisible, ligne {line}, colonne {column}.")
        raise EditRefused("bad-json", message.format(line=error.lineno, column=error.colno)) from None
    except (RecursionError, ValueError):
        raise EditRefused("bad-json", _("Ce JSON a trop de niveaux, ou un nombre trop long.")) from None


def _without_doubles(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    read: dict[str, Json] = {}
    for key, value in pairs:
        if key in read:
            message = _("La clé « {key} » est écrite deux fois dans le même objet.")
            raise EditRefused("bad-json", message.format(key=key[:60]))
        read[key] = value
    return read


def _page(opened: Opened, typed: str, errors: list[str] | None = None) -> str:
    return render_template(
        "studio/json.html",
        draft=opened.draft,
        definition=opened.definition,
        typed=typed,
        page_errors=[("document", spaced(error)) for error in errors or ()],
    )
