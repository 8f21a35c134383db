"""`…/condition`: the rows of a condition, or its text. What is complete is kept at once, as one edit.

What is not complete yet comes back as it was typed, with what is missing; the draft is not touched.
"""

from typing import Any

from flask import request

from app.core.conditions import formula_text
from app.core.conditions.formula_text import FormulaRefused
from app.core.conditions.rows import written
from app.core.editing import EditRefused
from app.core.editing.outline import find
from app.core.editing.trees import at
from app.core.errors import UnknownAnswers
from app.usecases import studio
from app.usecases.studio import NOTHING
from app.web.access import ports, require_account
from app.web.studio.blueprint import Answer, blueprint
from app.web.studio.builder import Doing, readable, show
from app.web.studio.condition_rows import NAMES, LineRefused, Typed, acted, in_use, posted, table
from app.web.studio.draft import edited
from app.web.studio.outline import choose

Json = Any
_FIXED = {"csrf_token", "revision", "question", "etape", "rangs", "jointure", "faire", "expression"}
KEEP, TEXT, NONE = "garder", "texte", "effacer"


@blueprint.post("/brouillons/<draft_id>/condition")
def condition(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/condition · designer of the service: when a question, or a step, is shown"""
    form = request.form
    unknown = [name for name in form if name not in _FIXED and not NAMES.fullmatch(name)]
    if unknown:
        raise UnknownAnswers(unknown)
    button = form.get("faire", KEEP)
    if button == NONE:
        return _kept(draft_id, None, Typed())
    if button == TEXT:
        return edited(draft_id, _text, lambda refused: Doing(refused=refused, action="condition", typed=form))
    opened = studio.open_draft(ports(), require_account(), draft_id)
    path, step = form.get("question", ""), form.get("etape", "")
    found = readable(opened.definition, choose(opened, path, step))
    typed = posted(form)
    try:
        typed = in_use(acted(typed, button), found)
        rows, missing = table(typed, found)
    except EditRefused as refused:
        return show(opened, path, step, _again(refused, typed), 422)
    if not typed.lines:
        return _kept(draft_id, None, typed)
    if missing is None:
        return _kept(draft_id, written(rows), typed)
    if button == KEEP:
        return show(opened, path, step, _again(missing, typed), 422)
    return show(opened, path, step, Doing(condition=typed, unsaved=str(missing)))


def _again(refused: EditRefused, typed: Typed) -> Doing:
    """The rows as they were typed; the first one is reached, unless the sentence names another."""
    number = refused.number - 1 if isinstance(refused, LineRefused) else 0
    part = "operateur" if typed.lines[number].path else "source"
    return Doing(
        refused=refused,
        action="condition",
        target=f"c-{part}-{number}",
        condition=typed,
        unsaved=str(refused),
    )


def _text(document: Json) -> Json:
    """The condition written as a formula; an empty text takes it away."""
    text = request.form.get("expression", "").strip()
    try:
        return _edit(formula_text.read(text) if text else None)
    except FormulaRefused as refused:
        raise EditRefused("bad-formula", str(refused)) from None


def _edit(when: Json) -> Json:
    if request.form.get("question"):
        return {"verb": "set-condition", "question": request.form["question"], "when": when}
    return {"verb": "set-step-condition", "step": request.form.get("etape", ""), "when": when}


def _kept(draft_id: str, when: Json, typed: Typed) -> Answer:
    def decide(document: Json) -> Json:
        return NOTHING if _now(document) == when else _edit(when)

    return edited(draft_id, decide, lambda refused: _again(refused, typed))


def _now(document: Json) -> Json:
    """The condition that is kept; not one, of what is gone: the core says so."""
    wanted = request.form.get("question", ""), request.form.get("etape", "")
    for step in document["steps"]:
        if not wanted[0] and step["id"] == wanted[1]:
            return step.get("when")
    one = find(document, wanted[0])
    return at(document, (*one.keys, "when")) if one is not None else ...
