"""`…/formule`: what computes an answer, typed with the help of a picker and tried on sample answers."""

from typing import Any

from flask import request

from app.core.conditions import formula_text
from app.core.conditions.formula_text import FormulaRefused
from app.core.editing import EditRefused
from app.core.errors import UnknownAnswers
from app.core.language import _
from app.usecases import studio
from app.usecases.studio import NOTHING
from app.web.access import ports, require_account
from app.web.buttons import whole_number
from app.web.studio.blueprint import Answer, blueprint
from app.web.studio.builder import Doing, show
from app.web.studio.draft import edited

Json = Any
_FIXED = {
    "csrf_token", "revision", "question", "etape", "faire", "texte", "decimales", "inserer-question",
    "inserer-fonction",
}  # fmt: skip
_SAMPLE = "essai-"


@blueprint.post("/brouillons/<draft_id>/formule")
def formula(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/formule · designer of the service: what computes an answer"""
    form = request.form
    unknown = [name for name in form if name not in _FIXED and not name.startswith(_SAMPLE)]
    if unknown:
        raise UnknownAnswers(unknown)
    button = form.get("faire", "garder")
    typed = form.to_dict()
    if button in ("garder", "effacer"):
        return edited(
            draft_id,
            lambda document: _edit(document, "" if button == "effacer" else typed.get("texte", "")),
            lambda refused: Doing(refused=refused, action="formule", formula=typed),
        )
    if button.startswith("inserer-"):
        typed["texte"] = f"{typed.get('texte', '')} {form.get(button, '')}".strip()
    opened = studio.open_draft(ports(), require_account(), draft_id)
    return show(opened, form.get("question", ""), form.get("etape", ""), Doing(formula=typed))


def _edit(document: Json, text: str) -> Json:
    path = request.form.get("question", "")
    now: Json = next((one for one in document.get("calculated", ()) if one["path"] == path), {})
    try:
        value = formula_text.read(text) if text.strip() else None
    except FormulaRefused as refused:
        raise EditRefused("bad-formula", str(refused)) from None
    scale = _scale()
    if now.get("value") == value and now.get("scale") == scale:
        return NOTHING
    given = {} if scale is None or value is None else {"scale": scale}
    return {"verb": "set-formula", "question": path, "value": value, **given}


def _scale() -> int | None:
    text = request.form.get("decimales", "").strip()
    scale = whole_number(text)
    if text and scale is None:
        told = _("Le nombre de décimales est un entier, par exemple 2.")
        raise EditRefused("bad-number", told)
    return scale
